var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "ok");
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
app.Lifetime.ApplicationStopping.Register(async () =>
{
    await Task.Delay(1000); // tell the registry that we leave
    Console.WriteLine("drained");
});
await app.RunAsync();
