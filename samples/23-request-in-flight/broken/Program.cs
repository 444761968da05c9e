var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
var app = builder.Build();
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
app.Lifetime.ApplicationStopped.Register(() => Console.WriteLine("drained"));
app.MapGet("/", async () =>
{
    await Task.Delay(3000);
    return "ok";
});
await app.RunAsync();
