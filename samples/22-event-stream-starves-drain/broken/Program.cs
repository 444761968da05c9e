var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedService<OutboxWorker>();
var app = builder.Build();
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
app.MapGet("/events", async (HttpContext context, IHostApplicationLifetime lifetime) =>
{
    context.Response.ContentType = "text/event-stream";
    var token = context.RequestAborted;
    try
    {
        while (true)
        {
            await context.Response.WriteAsync($"data: {DateTime.UtcNow:O}\n\n", token);
            await context.Response.Body.FlushAsync(token);
            await Task.Delay(200, token);
        }
    }
    catch (OperationCanceledException)
    {
    }
});
await app.RunAsync();

internal sealed class OutboxWorker : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(500, CancellationToken.None); // send what is left
        Console.WriteLine("drained");
    }
}
