var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedService<Deregistration>();
var app = builder.Build();
app.MapGet("/", () => "ok");
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
await app.RunAsync();

internal sealed class Deregistration : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(1000, cancellationToken); // tell the registry that we leave
        Console.WriteLine("drained");
    }
}
