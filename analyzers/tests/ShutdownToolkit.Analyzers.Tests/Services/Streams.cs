using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Mvc;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Broker>();
var app = builder.Build();
app.UseWebSockets();

// a client is put into a dictionary and its handler waits until it leaves
app.MapGet("/subscribe", async (HttpContext context, Broker broker) =>
{
    context.Response.Headers.ContentType = "text/event-stream";
    var gone = new TaskCompletionSource();
    context.RequestAborted.Register(() => gone.TrySetResult());
    broker.Add(context.Response);
    await gone.Task; //! STOP1702
});

// until the client leaves, by a wait that never ends otherwise
app.MapGet("/wait", async (HttpContext context, Broker broker) =>
{
    broker.Add(context.Response);
    try
    {
        await Task.Delay(Timeout.Infinite, context.RequestAborted); //! STOP1702
    }
    catch (OperationCanceledException)
    {
        broker.Remove(context.Response);
    }
});

// do … while
app.MapGet("/ticks", async (HttpResponse response, CancellationToken gone) =>
{
    do
    {
        await response.WriteAsync($"data: {DateTime.UtcNow:O}\n\n", gone);
        await response.Body.FlushAsync(gone);
        await Task.Delay(1000, gone);
    }
    while (!gone.IsCancellationRequested); //! STOP1702
});

// a tick, a try around the loop, a finally that unsubscribes
app.MapGet("/periodic", async (HttpContext context, Broker broker) =>
{
    var id = broker.Add(context.Response);
    try
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(context.RequestAborted)) //! STOP1702
        {
            await context.Response.WriteAsync("event: tick\ndata: {}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }
    finally
    {
        broker.Remove(id);
    }
});

// a StreamWriter on the body
app.MapGet("/writer", async (HttpContext context, CancellationToken cancellationToken) =>
{
    await using var writer = new StreamWriter(context.Response.Body, Encoding.UTF8, leaveOpen: true);
    while (true) //! STOP1702
    {
        if (cancellationToken.IsCancellationRequested)
        {
            break;
        }

        await writer.WriteLineAsync("data: x\n");
        await writer.FlushAsync(cancellationToken);
        await Task.Delay(500, cancellationToken);
    }
});

// Results.Stream
app.MapGet("/stream", (Broker broker, CancellationToken aborted) => Results.Stream(async body =>
{
    while (!aborted.IsCancellationRequested) //! STOP1702
    {
        await JsonSerializer.SerializeAsync(body, new { At = DateTime.UtcNow }, cancellationToken: aborted);
        await body.FlushAsync(aborted);
        await Task.Delay(1000, aborted);
    }
}, "text/event-stream"));

// WaitToReadAsync and TryRead over a channel of the request
app.MapGet("/channel", async (HttpContext context, Broker broker, CancellationToken ct) =>
{
    var reader = broker.Subscribe();
    while (await reader.WaitToReadAsync(ct)) //! STOP1702
    {
        while (reader.TryRead(out var message))
        {
            await context.Response.WriteAsync($"data: {message}\n\n", ct);
        }

        await context.Response.Body.FlushAsync(ct);
    }
});

// a sequence through LINQ, handed to the framework
app.MapGet("/linq", (Broker broker, CancellationToken ct) =>
    TypedResults.ServerSentEvents(broker.Messages(ct).Select(message => new SseItem<string>(message, "m")))); //! STOP1702

// an endpoint that is a static method group
app.MapGet("/group", Endpoints.Watch);

// a sequence through a service behind an interface
app.MapGet("/service", (INotifications notifications, CancellationToken ct) => notifications.StreamAsync(ct)); //! STOP1702

// a web socket behind a helper object
app.Map("/ws", async (HttpContext context) =>
{
    if (!context.WebSockets.IsWebSocketRequest)
    {
        context.Response.StatusCode = 400;
        return;
    }

    using var socket = await context.WebSockets.AcceptWebSocketAsync(); //! STOP1701
    var connection = new Connection(socket);
    await connection.RunAsync();
});

// a manager that keeps the sockets, and the loop in the same class as the middleware
app.UseMiddleware<SocketMiddleware>();

// poll a database until something new is there
app.MapGet("/poll", async (HttpContext context, Broker broker) =>
{
    var last = 0;
    while (!context.RequestAborted.IsCancellationRequested) //! STOP1702
    {
        var count = broker.Count;
        if (count != last)
        {
            last = count;
            await Sse.Send(context.Response, count);
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
    }
});

app.Run();

public static class Sse
{
    public static async Task Send(HttpResponse response, object value)
    {
        await response.WriteAsync("data: " + JsonSerializer.Serialize(value) + "\n\n");
        await response.Body.FlushAsync();
    }
}

public static class Endpoints
{
    public static async Task Watch(HttpContext http, Broker broker, CancellationToken cancellationToken)
    {
        http.Response.ContentType = "text/event-stream";
        await foreach (var message in broker.Messages(cancellationToken)) //! STOP1702
        {
            await http.Response.WriteAsync(message, cancellationToken);
        }
    }
}

[ApiController]
[Route("events")]
public sealed class EventsController(Broker broker) : ControllerBase
{
    [HttpGet]
    public async Task Get(CancellationToken cancellationToken)
    {
        Response.Headers.Append("Content-Type", "text/event-stream");
        while (!cancellationToken.IsCancellationRequested) //! STOP1702
        {
            var message = await broker.NextAsync(cancellationToken);
            await Response.WriteAsync($"data: {message}\n\n", cancellationToken);
            await Response.Body.FlushAsync(cancellationToken);
        }
    }

    [HttpGet("all")]
    public async IAsyncEnumerable<string> All([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested) //! STOP1702
        {
            yield return await broker.NextAsync(cancellationToken);
        }
    }

    [HttpGet("messages")]
    public IAsyncEnumerable<string> Messages(CancellationToken cancellationToken) => broker.Messages(cancellationToken); //! STOP1702

    [HttpGet("ok")]
    public IActionResult Ok2(CancellationToken cancellationToken) => Ok(broker.Messages(cancellationToken)); //! STOP1702
}

public interface INotifications
{
    IAsyncEnumerable<string> StreamAsync(CancellationToken cancellationToken);
}

public sealed class Notifications(Broker broker) : INotifications
{
    public async IAsyncEnumerable<string> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = broker.Subscribe();
        while (!cancellationToken.IsCancellationRequested)
        {
            yield return await reader.ReadAsync(cancellationToken);
        }
    }
}

public sealed class Broker
{
    private readonly ConcurrentDictionary<Guid, Channel<string>> _subscribers = new();
    private readonly ConcurrentDictionary<HttpResponse, bool> _responses = new();

    public int Count => _responses.Count;

    public Guid Add(HttpResponse response)
    {
        _responses[response] = true;
        return Guid.NewGuid();
    }

    public void Remove(HttpResponse response) => _responses.TryRemove(response, out _);

    public void Remove(Guid id) => _subscribers.TryRemove(id, out _);

    public ChannelReader<string> Subscribe()
    {
        var channel = Channel.CreateUnbounded<string>();
        _subscribers[Guid.NewGuid()] = channel;
        return channel.Reader;
    }

    public void Publish(string message)
    {
        foreach (var channel in _subscribers.Values)
        {
            channel.Writer.TryWrite(message);
        }
    }

    public async Task<string> NextAsync(CancellationToken cancellationToken) => await Subscribe().ReadAsync(cancellationToken);

    public async IAsyncEnumerable<string> Messages([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<string>();
        var id = Guid.NewGuid();
        _subscribers[id] = channel;
        try
        {
            await foreach (var message in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return message;
            }
        }
        finally
        {
            _subscribers.TryRemove(id, out _);
        }
    }
}

public sealed class Connection(WebSocket socket)
{
    private readonly byte[] _buffer = new byte[4096];

    public async Task RunAsync()
    {
        while (socket.State == WebSocketState.Open)
        {
            var result = await socket.ReceiveAsync(_buffer, CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
            }
        }
    }
}

public abstract class SocketHandler
{
    public abstract Task ReceiveAsync(WebSocket socket, ReadOnlyMemory<byte> message);
}

public sealed class EchoHandler : SocketHandler
{
    public override async Task ReceiveAsync(WebSocket socket, ReadOnlyMemory<byte> message) =>
        await socket.SendAsync(message, WebSocketMessageType.Text, true, default);
}

public sealed class SocketMiddleware(RequestDelegate next, SocketHandler handler)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await next(context);
            return;
        }

        var socket = await context.WebSockets.AcceptWebSocketAsync(); //! STOP1701
        await Receive(socket, async (result, bytes) =>
        {
            if (result.MessageType == WebSocketMessageType.Text)
            {
                await handler.ReceiveAsync(socket, bytes);
            }
        });
    }

    private static async Task Receive(WebSocket socket, Func<WebSocketReceiveResult, byte[], Task> handle)
    {
        var buffer = new byte[1024 * 4];
        while (socket.State == WebSocketState.Open)
        {
            var result = await socket.ReceiveAsync(new ArraySegment<byte>(buffer), CancellationToken.None);
            await handle(result, buffer);
        }
    }
}
