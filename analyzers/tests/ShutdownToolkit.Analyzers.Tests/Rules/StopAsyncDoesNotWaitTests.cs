using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.StopAsyncDoesNotWaitAnalyzer, ShutdownToolkit.CodeFixes.Rules.StopAsyncDoesNotWaitFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.StopAsyncDoesNotWaitAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class StopAsyncDoesNotWaitTests
{
    private const string Start = "_run = Task.Run(() => LoopAsync(_cts.Token)); return Task.CompletedTask;";

    [Fact]
    public Task ReturnOfACompletedTask_ReturnsTheWait() => Verify.Fixes(
        Service("Task _run = Task.CompletedTask;", Start, """
            public Task [|StopAsync|](CancellationToken token)
            {
                _cts.Cancel();
                return Task.CompletedTask;
            }
            """),
        Service("Task _run = Task.CompletedTask;", Start, """
            public Task StopAsync(CancellationToken token)
            {
                _cts.Cancel();
                return Task.WhenAny(_run, Task.Delay(Timeout.Infinite, token));
            }
            """));

    [Fact]
    public Task AsyncBody_AwaitsAtTheEnd() => Verify.Fixes(
        Service("Task? _run;", Start, """
            public async Task [|StopAsync|](CancellationToken token)
            {
                if (_run == null) return;
                await _cts.CancelAsync();
            }
            """),
        Service("Task? _run;", Start, """
            public async Task StopAsync(CancellationToken token)
            {
                if (_run == null) return;
                await _cts.CancelAsync();
                await Task.WhenAny(_run ?? Task.CompletedTask, Task.Delay(Timeout.Infinite, token));
            }
            """));

    [Theory]
    [InlineData("Task? _run;", "public Task [|StopAsync|](CancellationToken token) => Task.CompletedTask;")]
    [InlineData("Task? _run;", "public Task [|StopAsync|](CancellationToken _) { _cts.Cancel(); return Task.CompletedTask; }")]
    [InlineData("Task? _run; void Dispose() => _run?.Dispose();", "public Task [|StopAsync|](CancellationToken token) => Task.CompletedTask;")]
    [InlineData("Task? _run;", "public Task [|StopAsync|](CancellationToken token) => _cts.CancelAsync();")]
    public Task NoSignalOrNoPlaceForTheWait_IsLeftToTheReader(string field, string stop) => Verify.OffersNothing(Service(field, Start, stop));

    [Fact]
    public Task TaskReturnedOnlyIfItIsOver_IsStillNotWaitedFor() => Report.Reports(
        Service("Task? _run;", "_run = LoopAsync(_cts.Token); if (_run.IsCompleted) return _run; return Task.CompletedTask;",
            "public Task [|StopAsync|](CancellationToken token) { _cts.Cancel(); return Task.CompletedTask; }"),
        message: "'_run'");

    [Theory]
    [InlineData("public Task StopAsync(CancellationToken token) { _cts.Cancel(); return Task.WhenAny(_run!, Task.Delay(-1, token)); }")]
    [InlineData("public async Task StopAsync(CancellationToken token) { _cts.Cancel(); await _run!.WaitAsync(token); }")]
    [InlineData(
        "public async Task StopAsync(CancellationToken token) { _cts.Cancel(); "
            + "await FinishAsync(); } async Task FinishAsync() { if (_run is not null) await _run; }")]
    [InlineData("public Task StopAsync(CancellationToken token) { _cts.Cancel(); return _run ?? Task.CompletedTask; }")]
    [InlineData(
        "public Task StopAsync(CancellationToken token) { _cts.Cancel(); return Task.CompletedTask; } public void Dispose() => _run?.Wait();")]
    [InlineData("public Task Completion => _run!; public Task StopAsync(CancellationToken token) { _cts.Cancel(); return Task.CompletedTask; }")]
    [InlineData(
        "readonly TaskCompletionSource _done = new(); public async Task StopAsync(CancellationToken token) { _cts.Cancel(); await _done.Task; }")]
    [InlineData(
        "readonly ManualResetEventSlim _done = new(); public Task StopAsync(CancellationToken token) { _cts.Cancel(); _done.Wait(token); "
            + "return Task.CompletedTask; }")]
    public Task TaskIsWaitedForOneWayOrAnother_IsSilent(string stop) => Report.IsSilent(Service("Task? _run;", Start, stop));

    [Theory]
    [InlineData("_run = Task.CompletedTask; return _run;")]
    [InlineData("_run = LoopAsync(token); return _run;")]
    [InlineData("_run = LoopAsync(token); await_(_run); return Task.CompletedTask; static void await_(Task t) { }")]
    public Task TaskOfTheStartItself_IsSilent(string start) =>
        Report.IsSilent(Service("Task? _run;", start, "public Task StopAsync(CancellationToken token) => Task.CompletedTask;"));

    [Fact]
    public Task ObjectThatRunsIsStopped_IsSilent() => Report.IsSilent(
        """
        class Server { public Task RunAsync() => Task.Delay(-1); public void Stop() { } }
        class Service : IHostedService
        {
            readonly Server _server = new();
            Task? _run;
            public Task StartAsync(CancellationToken token) { _run = _server.RunAsync(); return Task.CompletedTask; }
            public Task StopAsync(CancellationToken token) { _server.Stop(); return Task.CompletedTask; }
        }
        """);

    private static string Service(string field, string start, string stop) =>
        $$"""
        class Service : IHostedService
        {
            private readonly CancellationTokenSource _cts = new();
            {{field}}

            public Task StartAsync(CancellationToken token) { {{start}} }

            {{stop.ReplaceLineEndings("\n    ")}}

            private static Task LoopAsync(CancellationToken stop) => Task.Delay(-1, stop);
        }
        """;
}
