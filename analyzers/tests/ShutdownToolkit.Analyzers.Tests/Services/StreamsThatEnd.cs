using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Mvc;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Rows>();
var app = builder.Build();

// an export: as many rows as there are
app.MapGet("/export", async (HttpContext context, Rows rows) =>
{
    await foreach (var row in rows.AllAsync(context.RequestAborted))
    {
        await context.Response.WriteAsync(JsonSerializer.Serialize(row), context.RequestAborted);
    }
});

// pages until the last one
app.MapGet("/pages", async (HttpContext context, Rows rows, CancellationToken ct) =>
{
    var page = 0;
    while (true)
    {
        var items = await rows.PageAsync(page++, ct);
        if (items.Count == 0)
        {
            break;
        }

        await context.Response.WriteAsJsonAsync(items, ct);
    }
});

// a copy from a stream that ends
app.MapGet("/copy", async (HttpContext context, HttpClient client) =>
{
    await using var source = await client.GetStreamAsync("http://files/big", context.RequestAborted);
    var buffer = new byte[81920];
    int read;
    while ((read = await source.ReadAsync(buffer, context.RequestAborted)) > 0)
    {
        await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
    }
});

// a job's progress until it is done
app.MapGet("/progress/{id}", async (HttpContext context, int id, Rows rows, CancellationToken ct) =>
{
    while (!ct.IsCancellationRequested)
    {
        var progress = rows.ProgressOf(id);
        await context.Response.WriteAsync($"data: {progress}\n\n", ct);
        await context.Response.Body.FlushAsync(ct);
        if (progress >= 100)
        {
            break;
        }

        await Task.Delay(1000, ct);
    }
});

// a channel that the producer completes
app.MapGet("/generate", (Rows rows, CancellationToken ct) =>
{
    var channel = Channel.CreateBounded<string>(10);
    _ = Task.Run(async () =>
    {
        try
        {
            for (var i = 0; i < 10; i++)
            {
                await channel.Writer.WriteAsync("token " + i, ct);
            }
        }
        finally
        {
            channel.Writer.Complete();
        }
    }, ct);
    return channel.Reader.ReadAllAsync(ct);
});

// ten messages
app.MapGet("/ten", async (HttpContext context) =>
{
    for (var i = 0; i < 10 && !context.RequestAborted.IsCancellationRequested; i++)
    {
        await context.Response.WriteAsync($"data: {i}\n\n");
        await Task.Delay(1000);
    }
});

// the request's body
app.MapPost("/upload", async (HttpContext context, CancellationToken ct) =>
{
    while (true)
    {
        var result = await context.Request.BodyReader.ReadAsync(ct);
        context.Request.BodyReader.AdvanceTo(result.Buffer.End);
        if (result.IsCompleted)
        {
            break;
        }
    }

    await context.Response.WriteAsync("done", ct);
});

// a long poll with a time of its own
app.MapGet("/long-poll", async (HttpContext context, Rows rows) =>
{
    using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
    limit.CancelAfter(TimeSpan.FromSeconds(20));
    while (!limit.IsCancellationRequested)
    {
        if (rows.ProgressOf(1) > 10)
        {
            await context.Response.WriteAsync("new");
            return;
        }

        await Task.Delay(500);
    }
});

app.Run();

[ApiController]
public sealed class ChatController(Rows rows) : ControllerBase
{
    // an answer of a language model, token by token
    [HttpPost("chat")]
    public async Task Chat(CancellationToken cancellationToken)
    {
        Response.ContentType = "text/event-stream";
        await foreach (var token in rows.AnswerAsync(cancellationToken))
        {
            await Response.WriteAsync($"data: {token}\n\n", cancellationToken);
            await Response.Body.FlushAsync(cancellationToken);
        }
    }

    // one message and the close
    [HttpGet("once")]
    public async Task Once()
    {
        using var socket = await HttpContext.WebSockets.AcceptWebSocketAsync();
        await socket.SendAsync(new byte[1], WebSocketMessageType.Binary, true, HttpContext.RequestAborted);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", HttpContext.RequestAborted);
    }
}

public sealed record Row(int Id);

public sealed class Rows
{
    public async IAsyncEnumerable<Row> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = 0;
        while (id < 100_000)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new Row(id++);
        }
    }

    public async IAsyncEnumerable<string> AnswerAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var part = await NextAsync(cancellationToken);
            if (part is null)
            {
                yield break;
            }

            yield return part;
        }
    }

    public Task<List<Row>> PageAsync(int page, CancellationToken cancellationToken) => Task.FromResult(new List<Row>(page));

    public int ProgressOf(int id) => id;

    private static Task<string?> NextAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
