// a WebSocket that listens to its client only
// broken: exit 0, after the timeout
// fixed: exit 0, at once
using System.Net.WebSockets;

var builder = WebApplication.CreateBuilder(args);
builder.Services.WithTimeout();
var app = builder.Build();
app.UseWebSockets();
app.Map("/ws", async (HttpContext http) =>
{
#if BROKEN
    using var socket = await http.WebSockets.AcceptWebSocketAsync();
#else
    using var stopping = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, app.Lifetime.ApplicationStopping);
    using var socket = await http.WebSockets.AcceptWebSocketAsync();
    using var close = stopping.Token.Register(() =>
        _ = socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "restart", CancellationToken.None));
#endif
    while (socket.State == WebSocketState.Open)
        await socket.ReceiveAsync(new byte[1024], http.RequestAborted);
});
app.ConnectWhenStarted(async url =>
{
    using var client = new ClientWebSocket();
    await client.ConnectAsync(new Uri(url.Replace("http:", "ws:") + "/ws"), CancellationToken.None);
    Row.Ready();
    await client.ReceiveAsync(new byte[1024], CancellationToken.None);
    await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None);
});
app.Run();
