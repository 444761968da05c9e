using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.WebSocketIgnoresHostStopAnalyzer, ShutdownToolkit.CodeFixes.Rules.WebSocketIgnoresHostStopFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.WebSocketIgnoresHostStopAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class WebSocketIgnoresHostStopTests
{
    private const string Usings = "using System.Net.WebSockets; ";

    private const string Linked =
        "CancellationTokenSource.CreateLinkedTokenSource("
        + "http.RequestAborted, http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping)";

    [Fact]
    public Task EchoLoop_OnRequestAborted_IsLinked() => Verify.Fixes(
        Endpoint("""
                using var socket = await [|http.WebSockets.AcceptWebSocketAsync()|];
                while (socket.State == WebSocketState.Open)
                    await socket.ReceiveAsync(buffer, http.RequestAborted);
            """),
        Endpoint($$"""
                using var stopping = {{Linked}};
                using var socket = await http.WebSockets.AcceptWebSocketAsync();
                while (socket.State == WebSocketState.Open)
                    await socket.ReceiveAsync(buffer, stopping.Token);
            """));

    [Fact]
    public Task LoopWithoutAnyToken_HasNothingToReplace() => Verify.OffersNothing(Endpoint("""
                using var socket = await [|http.WebSockets.AcceptWebSocketAsync()|];
                while (socket.State == WebSocketState.Open)
                    await socket.ReceiveAsync(buffer, CancellationToken.None);
            """));

    [Fact]
    public Task CatchThatMayDependOnTheToken_IsLeftToYou() => Verify.OffersNothing(Endpoint("""
                using var socket = await [|http.WebSockets.AcceptWebSocketAsync()|];
                try
                {
                    while (true)
                        await socket.ReceiveAsync(buffer, http.RequestAborted);
                }
                catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
                {
                }
            """));

    [Fact]
    public Task ReaderAroundTheSocket_OfAHelperThatAccepts_IsReported() => Report.Reports(Usings + Reader("", "http.RequestAborted"));

    [Theory]
    [InlineData(", CancellationToken stop", "http.RequestAborted")]
    [InlineData(", IHostApplicationLifetime lifetime", "http.RequestAborted")]
    [InlineData("", "_stopping")]
    public Task ReaderThatMayHearTheStop_IsSilent(string parameter, string token) =>
        Report.IsSilent(Usings + Reader(parameter, token).Replace("[|", "").Replace("|]", ""));

    [Fact]
    public Task LoopInAHelperOfTheSameType_IsFollowed() => Report.Reports(Usings + """
        class Sockets
        {
            public async Task Serve(HttpContext http)
            {
                using var socket = await [|http.WebSockets.AcceptWebSocketAsync()|];
                await Task.WhenAll(Pump(socket, http.RequestAborted));
            }

            private static async Task Pump(WebSocket socket, CancellationToken token)
            {
                while (true)
                {
                    var read = await socket.ReceiveAsync(new byte[1024], token);
                    if (read.MessageType == WebSocketMessageType.Close) return;
                }
            }
        }
        """, message: "in 'Serve'");

    [Fact]
    public Task OwnTimeout_IsNotTheStop() => Report.Reports(Endpoint("""
                using var socket = await [|http.WebSockets.AcceptWebSocketAsync()|];
                using var idle = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
                idle.CancelAfter(TimeSpan.FromMinutes(5));
                while (true)
                    await socket.ReceiveAsync(buffer, idle.Token);
            """));

    [Fact]
    public Task ProjectThatListensToTheStopElsewhere_IsInfo() => Report.Reports(
        Endpoint("""
                using var socket = await [|http.WebSockets.AcceptWebSocketAsync()|];
                while (socket.State == WebSocketState.Open)
                    await socket.ReceiveAsync(buffer, http.RequestAborted);
            """) + " class Drain(IHostApplicationLifetime lifetime) { public CancellationToken Token => lifetime.ApplicationStopping; }",
        severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData(
        "using var both = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, app.Lifetime.ApplicationStopping); "
            + "while (true) await socket.ReceiveAsync(buffer, both.Token);")]
    [InlineData(
        "using var on = app.Lifetime.ApplicationStopping.Register(socket.Abort); "
            + "while (socket.State == WebSocketState.Open) await socket.ReceiveAsync(buffer, default);")]
    [InlineData("await socket.ReceiveAsync(buffer, http.RequestAborted);")]
    [InlineData("for (var i = 0; i < 3; i++) await socket.SendAsync(buffer, WebSocketMessageType.Binary, true, http.RequestAborted);")]
    [InlineData("while (true) await socket.ReceiveAsync(buffer, outer);")]
    [InlineData("sockets.Add(socket); await Task.Delay(-1, http.RequestAborted);")]
    public Task HeardStopOrNoLoop_IsSilent(string body) =>
        Report.IsSilent(Endpoint($"using var socket = await http.WebSockets.AcceptWebSocketAsync(); {body}"));

    [Fact]
    public Task TypeThatWasGivenTheLifetime_IsSilent() => Report.IsSilent(Usings + """
        class Sockets
        {
            private bool closing;

            public Sockets(IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.Register(() => closing = true);

            public async Task Serve(HttpContext http)
            {
                using var socket = await http.WebSockets.AcceptWebSocketAsync();
                while (socket.State == WebSocketState.Open)
                    await socket.ReceiveAsync(new byte[1], http.RequestAborted);
            }
        }
        """);

    [Fact]
    public Task MiddlewareThatReplacesRequestAborted_SilencesTheProject() => Report.IsSilent(
        Endpoint("""
                using var socket = await http.WebSockets.AcceptWebSocketAsync();
                while (true) await socket.ReceiveAsync(buffer, http.RequestAborted);
            """) + " class Middleware { void Invoke(HttpContext http, CancellationToken both) { http.RequestAborted = both; } }");

    [Fact]
    public Task TokenOfACaller_IsUnknown() => Report.IsSilent(Usings + """
        class Relay
        {
            public async Task Serve(WebSocketManager sockets, CancellationToken token)
            {
                using var socket = await sockets.AcceptWebSocketAsync();
                while (true) await socket.ReceiveAsync(new byte[1], token);
            }
        }
        """);

    private static string Endpoint(string body) => Usings + $$"""
        var app = WebApplication.Create();
        var outer = new CancellationTokenSource().Token;
        var sockets = new List<WebSocket>();
        var buffer = new byte[1024];
        app.Map("/ws", async (HttpContext http) =>
        {
        {{body}}
        });
        app.Run();
        """;

    [Theory]
    [InlineData("private async Task<bool> NextAsync() => (await socket.ReceiveAsync(_buffer, default)).CloseStatus is null;", true)]
    [InlineData("private Task<bool> NextAsync() => Task.FromResult(socket.State == WebSocketState.Open && _buffer.Length > 9);", false)]
    public Task LoopOfAnObjectAroundTheSocket_ReadsInAMethodOfItsOwn(string next, bool reads)
    {
        var code = $$"""
            using System.Net.WebSockets;

            class Endpoint
            {
                public async Task Invoke(HttpContext context)
                {
                    var socket = await {{(reads ? "[|context.WebSockets.AcceptWebSocketAsync()|]" : "context.WebSockets.AcceptWebSocketAsync()")}};
                    var session = new Session(socket);
                    await session.RunAsync(context.RequestAborted);
                }
            }

            class Session(WebSocket socket)
            {
                private readonly byte[] _buffer = new byte[512];

                public async Task RunAsync(CancellationToken client) { while (!client.IsCancellationRequested) { if (!await NextAsync()) return; } }

                {{next}}
            }
            """;
        return reads ? Report.Reports(code) : Report.IsSilent(code);
    }

    [Fact]
    public Task SocketThatIsRefused_IsNotTheOneThatIsServed() => Report.Reports("""
        using System.Net.WebSockets;

        class Broker(RequestDelegate next)
        {
            public async Task Invoke(HttpContext context)
            {
                if (context.User.Identity is null)
                {
                    using var refused = await context.WebSockets.AcceptWebSocketAsync();
                    await refused.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "Unauthorized", context.RequestAborted);
                    return;
                }

                if (context.Request.Query.Count > 9)
                {
                    var full = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
                    await full.SendAsync(new byte[1], WebSocketMessageType.Text, true, default);
                    await full.CloseAsync(WebSocketCloseStatus.PolicyViolation, "full", default);
                    full.Dispose();
                    return;
                }

                using var socket = await [|context.WebSockets.AcceptWebSocketAsync()|];
                var buffer = new byte[1024];
                while (socket.State == WebSocketState.Open)
                    await socket.ReceiveAsync(buffer, CancellationToken.None);
                await next(context);
            }
        }
        """);

    private static string Reader(string parameter, string token) => $$"""
        abstract class Decoder
        {
            public Task<byte> NextAsync(CancellationToken token) => ByteAsync(token);
            protected abstract Task<byte> ByteAsync(CancellationToken token);
        }
        class SocketDecoder(WebSocket socket{{parameter}}) : Decoder
        {
            protected override async Task<byte> ByteAsync(CancellationToken token)
            {
                var buffer = new byte[1];
                await socket.ReceiveAsync(buffer, token);
                return buffer[0];
            }
        }
        class State { public SocketDecoder Decoder { get; set; } }
        class Middleware(CancellationToken _stopping)
        {
            public async Task InvokeAsync(HttpContext http)
            {
                var state = await AcceptAsync(http);
                while (true)
                {
                    await state.Decoder.NextAsync({{token}});
                }
            }

            private async Task<State> AcceptAsync(HttpContext http)
            {
                var socket = await [|http.WebSockets.AcceptWebSocketAsync()|];
                return new State { Decoder = new SocketDecoder(socket{{(parameter.Length > 0 ? ", default" : "")}}) };
            }
        }
        """;
}
