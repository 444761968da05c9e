var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedService<Mailer>();
var app = builder.Build();
app.Lifetime.ApplicationStopping.Register(async () => await Task.Delay(100)); // STOP1301 stays
app.MapGet("/", () => "ok");
app.Run();

internal sealed class Mailer : BackgroundService
{
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("stop");
        return Task.CompletedTask; // STOP1101@-3
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(15_000); // STOP1002
        }
    }
}
