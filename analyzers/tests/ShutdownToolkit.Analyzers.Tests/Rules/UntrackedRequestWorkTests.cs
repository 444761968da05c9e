using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.UntrackedWorkAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

/// <summary>STOP1201 of controllers, endpoints, gRPC and hubs.</summary>
public sealed class UntrackedRequestWorkTests
{
    [Fact]
    public Task WorkOfACall_IsASuggestion() => Report.Reports(
        """
        using Grpc.Core;
        class Ingest
        {
            public async Task<int> Upload(IAsyncStreamReader<int> samples, ServerCallContext context)
            {
                while (await samples.MoveNext(context.CancellationToken)) { _ = [|Task.Run|](async () => await File.WriteAllTextAsync("x", "y")); }
                return 0;
            }
        }
        class Chat : Microsoft.AspNetCore.SignalR.Hub
        {
            public void Say(string text) { _ = [|KeepAsync|](text); }
            private static async Task KeepAsync(string text) => await File.WriteAllTextAsync("x", text);
        }
        """, severity: DiagnosticSeverity.Info, message: "this request starts here");

    [Theory]
    [InlineData("app.MapPost(\"/\", () => { _ = [|Task.Run|](async () => await Task.Delay(1)); return Results.Accepted(); });")]
    [InlineData("app.MapGet(\"/\", () => { [|Task.Run|](async () => await Task.Delay(1)); return 1; });")]
    public Task WorkOfARequest_IsASuggestion(string map) => Report.Reports(
        $"var app = WebApplication.Create(); {map} app.Run();", severity: DiagnosticSeverity.Info, message: "bounded Channel");

    [Theory]
    [InlineData("app.MapPost(\"/\", () => { _ = [|Mail.SendAsync|](); return Results.Accepted(); });")]
    [InlineData("app.MapPost(\"/\", (Mail mail) => { [|mail.QueueAsync|](); });")]
    public Task OwnMethodThatARequestDrops_IsASuggestion(string map) => Report.Reports(
        $$"""
        var app = WebApplication.Create();
        {{map}}
        app.Run();

        class Mail
        {
            public static async Task SendAsync() { await Task.Delay(100); await File.WriteAllTextAsync("a", "b"); }
            public async Task QueueAsync() => await SendAsync();
        }
        """, severity: DiagnosticSeverity.Info, message: "that this request starts here");

    /// <summary>A worker that calls a method of a controller: the request's finding is enough.</summary>
    [Fact]
    public Task ControllerThatAWorkerCalls_IsReportedOnce() => Report.Reports("""
        class Uploads : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public async Task<int> AddAsync() { await Task.Yield(); _ = [|SaveAsync|](); return 1; }
            private static async Task SaveAsync() => await System.IO.File.WriteAllTextAsync("a", "b");
        }
        class Worker(Uploads uploads) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) { await uploads.AddAsync(); await Task.Delay(1000, stop); }
            }
        }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("app.MapPost(\"/\", async () => { await Mail.SendAsync(); });")]
    [InlineData("app.MapPost(\"/\", () => Mail.SendAsync());")]
    [InlineData("app.MapPost(\"/\", () => { _ = Mail.WriteAsync(); });")]
    [InlineData("app.MapPost(\"/\", (IMail mail) => { _ = mail.SendAsync(); });")]
    [InlineData("app.MapPost(\"/\", () => { _ = Mail.NothingAsync(); });")]
    public Task OwnMethodThatARequestAwaits_OrThatDoesNothing_IsSilent(string map) => Report.IsSilent(
        $$"""
        var app = WebApplication.Create();
        {{map}}
        app.Run();

        interface IMail { Task SendAsync(); }

        class Mail
        {
            private static readonly System.Threading.Channels.Channel<int> _items = System.Threading.Channels.Channel.CreateBounded<int>(9);
            public static async Task SendAsync() => await Task.Delay(100);
            public static async Task WriteAsync() => await _items.Writer.WriteAsync(1);
            public static Task NothingAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task RequestThatReadsTheChannelToItsEnd_WaitsForTheWork() => Report.IsSilent("""
        using System.Threading.Channels;
        var app = WebApplication.Create();
        app.MapGet("/", async (HttpContext http) =>
        {
            var lines = Channel.CreateUnbounded<string>();
            _ = Task.Run(async () =>
            {
                try { await Task.Delay(1); await lines.Writer.WriteAsync("x"); }
                finally { lines.Writer.Complete(); }
            });
            await foreach (var line in lines.Reader.ReadAllAsync(http.RequestAborted)) await http.Response.WriteAsync(line);
        });
        app.Run();
        """);

    [Fact]
    public Task PushOfAHub_IsSilent() => Report.IsSilent(Chat("_ = TellAsync(text);", "await Clients.All.SendAsync(\"text\", text);"));

    [Fact]
    public Task PushOfAHubThatKeepsSomething_IsReported() => Report.Reports(
        Chat("_ = [|TellAsync|](text);", "await File.AppendAllTextAsync(\"log\", text); await Clients.All.SendAsync(\"text\", text);"));

    private static string Chat(string call, string work) =>
        $$"""
        using Microsoft.AspNetCore.SignalR;
        class Chat : Hub
        {
            public void Say(string text) { {{call}} }
            private async Task TellAsync(string text) { {{work}} }
        }
        """;
}
