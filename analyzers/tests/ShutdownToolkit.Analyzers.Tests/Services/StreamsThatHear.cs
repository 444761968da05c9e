using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Stopping>();
var app = builder.Build();

app.MapGet("/linked", async (HttpContext context, IHostApplicationLifetime lifetime) =>
{
    using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
    while (!either.IsCancellationRequested)
    {
        await context.Response.WriteAsync("data: x\n\n", either.Token);
        await Task.Delay(1000, either.Token);
    }
});

app.MapGet("/service", (Stopping stopping, CancellationToken ct) => TypedResults.ServerSentEvents(stopping.Beats(ct)));

app.MapGet("/captured", (CancellationToken ct) =>
{
    var token = CancellationTokenSource.CreateLinkedTokenSource(ct, app.Lifetime.ApplicationStopping).Token;
    return Stopping.Forever(token);
});

app.Map("/ws", async (HttpContext context, IHostApplicationLifetime lifetime) =>
{
    using var socket = await context.WebSockets.AcceptWebSocketAsync();
    using var stop = lifetime.ApplicationStopping.Register(() => socket.Abort());
    var buffer = new byte[100];
    while (socket.State == WebSocketState.Open)
    {
        await socket.ReceiveAsync(buffer, context.RequestAborted);
    }
});

app.Run();

public sealed class Stopping(IHostApplicationLifetime lifetime)
{
    public async IAsyncEnumerable<SseItem<int>> Beats([EnumeratorCancellation] CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        for (var n = 0; ; n++)
        {
            yield return new SseItem<int>(n);
            await Task.Delay(1000, either.Token);
        }
    }

    public static async IAsyncEnumerable<int> Forever([EnumeratorCancellation] CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            yield return 1;
            await Task.Delay(1000, ct);
        }
    }
}
