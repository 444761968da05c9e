using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.StreamIgnoresHostStopAnalyzer, ShutdownToolkit.CodeFixes.Rules.StreamIgnoresHostStopFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.StreamIgnoresHostStopAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class StreamIgnoresHostStopTests
{
    private const string Linked =
        "CancellationTokenSource.CreateLinkedTokenSource("
        + "http.RequestAborted, http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping)";

    [Fact]
    public Task ServerSentEventsLoop_IsLinked() => Verify.Fixes(
        Endpoint("""
                [|while (!http.RequestAborted.IsCancellationRequested)|]
                {
                    await http.Response.WriteAsync("data: now\n\n", http.RequestAborted);
                    await Task.Delay(1000, http.RequestAborted);
                }
            """),
        Endpoint($$"""
                using var stopping = {{Linked}};
                while (!stopping.Token.IsCancellationRequested)
                {
                    await http.Response.WriteAsync("data: now\n\n", stopping.Token);
                    await Task.Delay(1000, stopping.Token);
                }
            """));

    [Theory]
    [InlineData("[|while (true)|] { await http.Response.WriteAsync(\"x\", aborted); await Task.Delay(100, aborted); }")]
    [InlineData(
        "[|while (true)|] { try { await http.Response.Body.WriteAsync(new byte[1], aborted); } catch (OperationCanceledException) { break; } }")]
    [InlineData("await [|foreach (var item in channel.ReadAllAsync(aborted))|] await http.Response.WriteAsync(item);")]
    [InlineData(
        "using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); [|while (await timer.WaitForNextTickAsync(aborted))|] await "
            + "http.Response.WriteAsync(\"x\");")]
    public Task OpenEndedLoop_IsReported(string body) => Verify.OffersNothing(Endpoint(body, "HttpContext http, CancellationToken aborted"));

    [Fact]
    public Task ConnectionThatKestrelHandsOver_IsReported() => Report.Reports(
        Connection("[|while (true)|] { var read = await connection.Transport.Input.ReadAsync(); if (read.IsCompleted) break; }"),
        message: "'OnConnectedAsync'");

    [Theory]
    [InlineData("while (true) { var read = await connection.Transport.Input.ReadAsync("
        + "connection.Features.Get<IConnectionLifetimeNotificationFeature>()!.ConnectionClosedRequested); "
        + "if (read.IsCompleted) break; }", "UseConnectionHandler")]
    [InlineData("for (var i = 0; i < 3; i++) await connection.Transport.Input.ReadAsync();", "UseConnectionHandler")]
    [InlineData("while (true) { var read = await connection.Transport.Input.ReadAsync(); if (read.IsCompleted) break; }", "MapConnectionHandler")]
    public Task ConnectionThatHearsOrEnds_IsSilent(string body, string map) => Report.IsSilent(Connection(body, map));

    private static string Connection(string body, string map = "UseConnectionHandler") => $$"""
        using Microsoft.AspNetCore.Connections;
        using Microsoft.AspNetCore.Connections.Features;
        using Microsoft.AspNetCore.Server.Kestrel.Core;

        class Echo : ConnectionHandler
        {
            public override async Task OnConnectedAsync(ConnectionContext connection) { {{body}} }
        }

        static class Setup
        {
            public static void Add(ListenOptions listen, WebApplication app)
            {
                {{(map == "UseConnectionHandler" ? "listen.UseConnectionHandler<Echo>();" : "app.MapConnectionHandler<Echo>(\"/echo\");")}}
            }
        }
        """;

    [Fact]
    public Task ControllerAction_IsReported() => Report.Reports("""
        using Microsoft.AspNetCore.Mvc;

        public class EventsController : ControllerBase
        {
            [HttpGet]
            public async Task Get(CancellationToken token)
            {
                [|while (!token.IsCancellationRequested)|]
                {
                    await Response.WriteAsync("data: x\n\n", token);
                    await Task.Delay(500, token);
                }
            }
        }
        """, message: "'Get'");

    [Fact]
    public Task ServerSentEventsResult_IsFollowedIntoItsIterator() => Report.Reports("""
        using System.Runtime.CompilerServices;

        var app = WebApplication.Create();
        app.MapGet("/events", (CancellationToken token) => TypedResults.ServerSentEvents(Ticks(token)));
        app.Run();

        static async IAsyncEnumerable<int> Ticks([EnumeratorCancellation] CancellationToken token)
        {
            [|while (!token.IsCancellationRequested)|]
            {
                yield return 1;
                await Task.Delay(1000, token);
            }
        }
        """);

    [Theory]
    [InlineData("while (!both.Token.IsCancellationRequested) await http.Response.WriteAsync(\"x\", both.Token);")]
    [InlineData("for (var i = 0; i < 10; i++) await http.Response.WriteAsync(\"x\", http.RequestAborted);")]
    [InlineData("foreach (var item in items) await http.Response.WriteAsync(item, http.RequestAborted);")]
    [InlineData("await foreach (var item in rows) await http.Response.WriteAsync(item, http.RequestAborted);")]
    [InlineData("while (true) { var n = await file.ReadAsync(new byte[1]); if (n == 0) break; await http.Response.Body.WriteAsync(new byte[1]); }")]
    [InlineData("while (!app.Lifetime.ApplicationStopping.IsCancellationRequested) await http.Response.WriteAsync(\"x\", http.RequestAborted);")]
    [InlineData("while (!http.RequestAborted.IsCancellationRequested) await Task.Delay(1000, http.RequestAborted);")]
    public Task FiniteOrHeard_IsSilent(string body) => Report.IsSilent("""
        var app = WebApplication.Create();
        var items = new List<string>();
        var both = CancellationTokenSource.CreateLinkedTokenSource(app.Lifetime.ApplicationStopping);
        IAsyncEnumerable<string> rows = null!;
        Stream file = null!;
        app.MapGet("/", async (HttpContext http) => { BODY });
        app.Run();
        """.Replace("BODY", body, StringComparison.Ordinal));

    [Fact]
    public Task TokenOfAnUnknownCaller_IsSilent() => Report.IsSilent("""
        class Feed(HttpResponse response)
        {
            public async Task Send(CancellationToken token)
            {
                while (!token.IsCancellationRequested) await response.WriteAsync("x", token);
            }
        }
        """);

    private static string Endpoint(string body, string parameters = "HttpContext http") => $$"""
        using System.Threading.Channels;

        var app = WebApplication.Create();
        var channel = Channel.CreateBounded<string>(1).Reader;
        app.MapGet("/events", async ({{parameters}}) =>
        {
        {{body}}
        });
        app.Run();
        """;
}
