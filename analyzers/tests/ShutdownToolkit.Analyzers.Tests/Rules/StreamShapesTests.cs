using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.StreamIgnoresHostStopAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

/// <summary>The forms that streams have in public services, and the look-alikes that end by themselves.</summary>
public sealed class StreamShapesTests
{
    private const string Feeds = """
        using System.Runtime.CompilerServices;
        using System.Threading.Channels;
        using Microsoft.AspNetCore.Mvc;

        interface IFeed { IAsyncEnumerable<int> Watch(CancellationToken token); ChannelReader<int> Subscribe(); }

        class Feed : IFeed
        {
            private readonly Channel<int> _events = Channel.CreateUnbounded<int>();
            private readonly List<Channel<int>> _clients = [];

            public async IAsyncEnumerable<int> Watch([EnumeratorCancellation] CancellationToken token)
            {
                for (var n = 0; !token.IsCancellationRequested; n++) { yield return n; await Task.Delay(1000, token); }
            }

            public async IAsyncEnumerable<int> Mine([EnumeratorCancellation] CancellationToken token)
            {
                var mine = Channel.CreateUnbounded<int>();
                _clients.Add(mine);
                try { await foreach (var item in mine.Reader.ReadAllAsync(token)) yield return item; }
                finally { _clients.Remove(mine); mine.Writer.TryComplete(); }
            }

            public IAsyncEnumerable<int> All(CancellationToken token) => _events.Reader.ReadAllAsync(token);

            public ChannelReader<int> Subscribe() { var mine = Channel.CreateUnbounded<int>(); _clients.Add(mine); return mine.Reader; }

            public void Unsubscribe(Channel<int> mine) { _clients.Remove(mine); mine.Writer.TryComplete(); }

            public async IAsyncEnumerable<int> Pages(CancellationToken token)
            {
                var page = 0;
                while (true) { yield return page++; await Task.Yield(); if (page == 10) yield break; }
            }

            public async IAsyncEnumerable<int> Answer(IAsyncEnumerable<int> model) { await foreach (var part in model) yield return part; }
        }

        class Job
        {
            private readonly Channel<int> _progress = Channel.CreateUnbounded<int>();
            public ChannelReader<int> Progress() => _progress.Reader;
            public void Finish() => _progress.Writer.Complete();
        }

        static class Events
        {
            public static async Task Send<T>(this HttpResponse response, IAsyncEnumerable<T> items, CancellationToken token)
            {
                await foreach (var item in items.WithCancellation(token).ConfigureAwait(false)) await response.WriteAsync($"data: {item}\n\n", token);
            }

            public static async Task Pump(Stream body, CancellationToken token)
            {
                await using var writer = new StreamWriter(body);
                while (!token.IsCancellationRequested) { await writer.WriteLineAsync("data: x"); await Task.Delay(500, token); }
            }
        }

        class Sse(HttpResponse response)
        {
            public async Task Run(CancellationToken token)
            {
                using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1));
                while (await ticks.WaitForNextTickAsync(token)) await response.WriteAsync(":\n\n", token);
            }
        }

        """;

    [Theory]
    // Any loop, and a break that only says that nothing more comes.
    [InlineData("[|for (var i = 0; ; i++)|] { await http.Response.WriteAsync($\"{i}\"); await Task.Delay(1000); }")]
    [InlineData(
        "[|for (var i = 0; !token.IsCancellationRequested; i++)|] { await http.Response.WriteAsync($\"{i}\", token); "
            + "await Task.Delay(1000, token); }")]
    [InlineData("do { await http.Response.WriteAsync(\"x\"); await Task.Delay(1000); } [|while (!token.IsCancellationRequested)|];")]
    [InlineData("[|while (token.IsCancellationRequested == false)|] { await http.Response.WriteAsync(\"x\"); await Task.Delay(1000); }")]
    [InlineData(
        "[|while (await channel.Reader.WaitToReadAsync(token))|] while (channel.Reader.TryRead(out var i)) await "
            + "http.Response.WriteAsync($\"{i}\");")]
    [InlineData("[|while (true)|] { if (!await channel.Reader.WaitToReadAsync(token)) break; await http.Response.WriteAsync(\"x\"); }")]
    [InlineData(
        "[|while (true)|] { var more = channel.Reader.WaitToReadAsync(token).AsTask(); if (!await more) break; await "
            + "http.Response.WriteAsync(\"x\"); }")]
    [InlineData("[|while (true)|] { if (token.IsCancellationRequested) break; await http.Response.WriteAsync(\"x\"); await Task.Delay(10); }")]
    [InlineData(
        "[|while (true)|] { try { await http.Response.WriteAsync(\"x\", token); } catch (OperationCanceledException) { "
            + "break; } await Task.Delay(9); }")]
    // Sequences: its own, another type's, behind an interface, a channel's.
    [InlineData("await [|foreach (var n in feed.Watch(token))|] await http.Response.WriteAsync($\"{n}\", token);")]
    [InlineData("await [|foreach (var n in any.Watch(token).WithCancellation(token))|] await http.Response.WriteAsync($\"{n}\", token);")]
    [InlineData("await [|foreach (var n in feed.Mine(token))|] await http.Response.WriteAsync($\"{n}\", token);")]
    [InlineData("await [|foreach (var n in feed.All(token))|] await http.Response.WriteAsync($\"{n}\", token);")]
    [InlineData("await [|foreach (var n in feed.Subscribe().ReadAllAsync(token))|] await http.Response.WriteAsync($\"{n}\", token);")]
    [InlineData("var mine = any.Subscribe(); await [|foreach (var n in mine.ReadAllAsync(token))|] await http.Response.WriteAsync($\"{n}\", token);")]
    [InlineData("var all = feed.Watch(token); await [|foreach (var n in all)|] await http.Response.WriteAsync($\"{n}\", token);")]
    [InlineData("await [|foreach (var n in feed.Answer(feed.Watch(token)))|] await http.Response.WriteAsync($\"{n}\", token);")]
    // Helpers: an extension method, the body, an object around the response, a local function.
    [InlineData("await [|http.Response.Send|](feed.Watch(token), token);")]
    [InlineData("await [|Events.Pump|](http.Response.Body, token);")]
    [InlineData("var sse = new Sse(http.Response); await [|sse.Run|](token);")]
    [InlineData("[|while (true)|] { await Write(); await Task.Delay(1000, token); } Task Write() => http.Response.WriteAsync(\"x\", token);")]
    [InlineData(
        "await using var writer = new StreamWriter(http.Response.Body); [|while (true)|] { await "
            + "writer.WriteLineAsync(\"data: x\"); await Task.Delay(9); }")]
    [InlineData(
        "var aborted = http.RequestAborted; [|while (!aborted.IsCancellationRequested)|] { await "
            + "http.Response.Body.WriteAsync(new byte[1], aborted); }")]
    // Nothing but a wait for the client to leave.
    [InlineData(
        "Add(http.Response); await http.Response.WriteAsync(\":\"); await [|Task.Delay|](Timeout.Infinite, "
            + "http.RequestAborted); void Add(HttpResponse r) { }")]
    [InlineData("await http.Response.Body.FlushAsync(); [|token.WaitHandle.WaitOne|]();")]
    public Task StreamOfAnEndpoint_IsReported(string body) => Report.Reports(Endpoint(body));

    [Theory]
    [InlineData("(Feed feed, CancellationToken token) => [|TypedResults.ServerSentEvents|](feed.All(token))", "")]
    [InlineData("(IFeed feed, CancellationToken token) => [|TypedResults.ServerSentEvents|](feed.Watch(token).Where(n => n > 0))", "")]
    [InlineData("(Channel<int> events, CancellationToken token) => Results.Ok([|events.Reader.ReadAllAsync(token)|])", "")]
    [InlineData("(Feed feed, CancellationToken token) => [|feed.Watch(token)|]", "")]
    [InlineData(
        "[|Handlers.Get|]",
        "static class Handlers { public static IAsyncEnumerable<int> Get(Feed feed, CancellationToken token) => "
            + "feed.Watch(token); }")]
    [InlineData(
        "Handlers.Get",
        "static class Handlers { public static async Task Get(IHttpContextAccessor http, CancellationToken token) { [|while (true)|] { await "
            + "http.HttpContext!.Response.WriteAsync(\"x\", token); await Task.Delay(9, token); } } }")]
    [InlineData("() => Results.Stream(async body => { [|while (true)|] { await body.WriteAsync(new byte[1]); await Task.Delay(500); } })", "")]
    public Task StreamThatIsTheResult_IsReported(string handler, string more) => Report.Reports(
        Feeds.Insert(
            Feeds.IndexOf("interface", StringComparison.Ordinal),
            $"var app = WebApplication.Create(); app.MapGet(\"/\", {handler}); app.Run();\n") + more);

    [Theory]
    [InlineData("[HttpGet] public IAsyncEnumerable<int> Get(CancellationToken token) => [|feed.Watch(token)|];")]
    [InlineData("[HttpGet] public IActionResult Get(CancellationToken token) => [|Ok|](feed.Watch(token));")]
    [InlineData(
        "[HttpGet] public async IAsyncEnumerable<int> Get([EnumeratorCancellation] CancellationToken token) { [|while "
            + "(true)|] { yield return 1; await Task.Delay(9, token); } }")]
    [InlineData("[HttpGet] public async Task Get(CancellationToken token) { await [|Response.Send|](feed.Watch(token), token); }")]
    [InlineData(
        "[HttpGet] public Task Get(CancellationToken token) => Loop(token); private async Task Loop(CancellationToken "
            + "end) { [|while (!end.IsCancellationRequested)|] { await Response.WriteAsync(\"x\", end); await Task.Delay(9, "
            + "end); } }")]
    public async Task Controller_IsReported(string action)
    {
        await Report.Reports(Feeds + $"public class C : ControllerBase {{ private readonly Feed feed = new(); {action} }}");
        if (!action.Contains("Ok", StringComparison.Ordinal) && !action.Contains("Response", StringComparison.Ordinal))
        {
            await Report.Reports(Feeds + $"public class C {{ private readonly Feed feed = new(); {action} }}");
        }
    }

    [Fact]
    public Task StreamOfAnotherType_IsReportedOnce() => Report.Reports("""
        class DashboardMiddleware(RequestDelegate next)
        {
            public async Task InvokeAsync(HttpContext context)
            {
                if (context.Request.Path == "/stream")
                {
                    await Metrics.HandleAsync(context);
                    return;
                }

                await next(context);
            }
        }

        static class Metrics
        {
            internal static async Task HandleAsync(HttpContext context)
            {
                var gone = context.RequestAborted;
                [|while (!gone.IsCancellationRequested)|]
                {
                    await context.Response.WriteAsync("data: 1\n\n", gone);
                    await Task.Delay(1000, gone);
                }
            }
        }
        """);

    [Fact]
    public Task Middleware_IsReported() => Report.Reports(Feeds + """
        class Middleware(RequestDelegate next, Feed feed)
        {
            public async Task InvokeAsync(HttpContext context)
            {
                if (context.Request.Path != "/events") { await next(context); return; }
                await [|foreach (var n in feed.Watch(context.RequestAborted))|] await context.Response.WriteAsync($"{n}");
            }
        }
        """);

    [Theory]
    // They end by themselves.
    [InlineData("await foreach (var n in feed.Pages(token)) await http.Response.WriteAsync($\"{n}\", token);")]
    [InlineData("await foreach (var n in feed.Answer(model)) await http.Response.WriteAsync($\"{n}\", token);")]
    [InlineData("await http.Response.Send(feed.Answer(model), token);")]
    [InlineData("await foreach (var n in job.Progress().ReadAllAsync(token)) await http.Response.WriteAsync($\"{n}\", token);")]
    [InlineData("while (true) { var line = await Console.In.ReadLineAsync(token); if (line is null) break; await http.Response.WriteAsync(line); }")]
    [InlineData("while (await Console.In.ReadLineAsync(token) is { } line) await http.Response.WriteAsync(line);")]
    [InlineData(
        "while (!token.IsCancellationRequested && http.Items.Count < 3) { await http.Response.WriteAsync(\"x\"); "
            + "http.Items.Add(new(), 1); }")]
    [InlineData("for (var i = 0; i < 9 && !token.IsCancellationRequested; i++) await http.Response.WriteAsync(\"x\");")]
    [InlineData("while (true) { if (http.Items.Count == 3) return; await http.Response.WriteAsync(\"x\"); }")]
    [InlineData(
        "using var soon = new CancellationTokenSource(25_000); while (!soon.IsCancellationRequested) { await "
            + "http.Response.WriteAsync(\"x\"); await Task.Delay(99); }")]
    [InlineData(
        "using var soon = CancellationTokenSource.CreateLinkedTokenSource(token); "
            + "soon.CancelAfter(TimeSpan.FromSeconds(20)); while (true) { await http.Response.WriteAsync(\"x\"); await "
            + "Task.Delay(99, soon.Token); }")]
    // The producer of its own channel completes it.
    [InlineData(
        "var parts = Channel.CreateUnbounded<int>(); _ = Task.Run(async () => { await Task.Yield(); "
            + "parts.Writer.Complete(); }); await foreach (var n in parts.Reader.ReadAllAsync(token)) await "
            + "http.Response.WriteAsync($\"{n}\");")]
    [InlineData(
        "var parts = Channel.CreateUnbounded<int>(); var work = Fill(parts.Writer); await foreach (var n in "
            + "parts.Reader.ReadAllAsync(token)) await http.Response.WriteAsync($\"{n}\"); static async Task "
            + "Fill(ChannelWriter<int> to) { await Task.Yield(); to.Complete(); }")]
    [InlineData(
        "var parts = Channel.CreateUnbounded<int>(); await runner(parts.Writer); await foreach (var n in "
            + "parts.Reader.ReadAllAsync(token)) await http.Response.WriteAsync($\"{n}\");")]
    // No response, no stream.
    [InlineData("await foreach (var n in feed.Watch(token)) if (n > 3) { await http.Response.WriteAsync(\"x\"); return; }")]
    [InlineData("while (!token.IsCancellationRequested) await Task.Delay(1000, token);")]
    [InlineData("await Task.Delay(Timeout.Infinite, http.RequestAborted);")]
    // Somebody may hear the stop.
    [InlineData(
        "using var both = CancellationTokenSource.CreateLinkedTokenSource(token, app.Lifetime.ApplicationStopping); "
            + "await http.Response.Send(feed.Watch(both.Token), both.Token);")]
    public Task StreamThatEnds_IsSilent(string body) => Report.IsSilent(Endpoint(body));

    [Fact]
    public Task IteratorWithTheLifetime_IsSilent() => Report.IsSilent("""
        using System.Runtime.CompilerServices;

        var app = WebApplication.Create();
        app.MapGet("/", (Beat beat, CancellationToken token) => TypedResults.ServerSentEvents(beat.Watch(token)));
        app.Run();

        class Beat(IHostApplicationLifetime lifetime)
        {
            public async IAsyncEnumerable<int> Watch([EnumeratorCancellation] CancellationToken token)
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(token, lifetime.ApplicationStopping);
                while (!both.IsCancellationRequested) { yield return 1; await Task.Delay(100, both.Token); }
            }
        }
        """);

    [Theory]
    // SignalR closes its connections at the stop itself; a client reads a stream of others.
    [InlineData(
        "class Hub : Microsoft.AspNetCore.SignalR.Hub { public async IAsyncEnumerable<int> Count() { while (true) { "
            + "yield return 1; await Task.Delay(9); } } }")]
    [InlineData(
        "class Client(Feed feed) { public async Task Read(CancellationToken token) { await foreach (var n in "
            + "feed.Watch(token)) Console.WriteLine(n); } }")]
    [InlineData(
        "static class Extension { public static async Task Beat(this HttpContext http, CancellationToken token) { "
            + "while (!token.IsCancellationRequested) await http.Response.WriteAsync(\"x\", token); } }")]
    public Task NotAnEndpoint_IsSilent(string type) => Report.IsSilent(Feeds + type);

    private static string Endpoint(string body) => Feeds.Insert(
        Feeds.IndexOf("interface", StringComparison.Ordinal),
        $$"""
        var app = WebApplication.Create();
        IAsyncEnumerable<int> model = null!;
        var channel = Channel.CreateUnbounded<int>();
        Func<ChannelWriter<int>, Task> runner = _ => Task.CompletedTask;
        app.MapGet("/", async (HttpContext http, Feed feed, IFeed any, Job job, CancellationToken token) => { {{body}} });
        app.Run();


        """);
}
