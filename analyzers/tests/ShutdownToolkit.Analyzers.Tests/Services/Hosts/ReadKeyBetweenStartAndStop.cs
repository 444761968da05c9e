var builder = Host.CreateApplicationBuilder(args);
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("Press any key");
Console.ReadKey(); //! STOP1404
await host.StopAsync();
