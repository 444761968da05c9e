var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
app.Lifetime.ApplicationStopped.Register(() => Console.WriteLine("drained"));
app.MapGet("/", async () =>
{
    await Task.Delay(3000);
    return "ok";
});
await app.RunAsync();
