// a job: the host takes SIGTERM, and nothing between the two looks at it
using var host = Host.CreateDefaultBuilder(args).Build();
await host.StartAsync(); //! STOP1401
var settings = host.Services.GetRequiredService<IConfiguration>();
Console.WriteLine(settings["name"]);
await host.StopAsync();
