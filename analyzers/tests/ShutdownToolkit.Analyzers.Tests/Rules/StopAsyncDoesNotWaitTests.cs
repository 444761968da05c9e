using Microsoft.CodeAnalysis;
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

    [Theory]
    [InlineData("_loop = Task.Run(RunAsync);", "_cts.Cancel();")]
    [InlineData("_loop = Task.Run(RunAsync);", "if (_loop is null) return; _cts.Cancel(); _cts.Dispose();")]
    [InlineData("_loop = RunAsync();", "_cts.Cancel();")]
    public Task TaskThatAnotherClassKeeps_IsInformation(string start, string stop) => Report.Reports(
        Through(start, stop, "_engine.Stop(); return Task.CompletedTask;", "[|StopAsync|]"), message: "'Engine._loop'",
        severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("_loop = Task.Run(RunAsync);", "_cts.Cancel(); _loop?.Wait();", "_engine.Stop(); return Task.CompletedTask;")]
    [InlineData("_loop = Task.Run(RunAsync);", "_cts.Cancel(); _over.Wait();", "_engine.Stop(); return Task.CompletedTask;")]
    [InlineData("_loop = Task.Run(RunAsync);", "_cts.Cancel();", "_engine.Stop(); return _engine.Over;")]
    [InlineData("_loop = Task.Run(async () => { await RunAsync(); _ended.SetResult(); });", "_cts.Cancel();",
        "_engine.Stop(); return Task.CompletedTask;")]
    [InlineData("_loop = Task.CompletedTask;", "_cts.Cancel();", "_engine.Stop(); return Task.CompletedTask;")]
    public Task EndThatSomebodyLearnsOf_IsSilent(string start, string stop, string hosted) =>
        Report.IsSilent(Through(start, stop, hosted, "StopAsync"));

    private static string Through(string start, string stop, string hosted, string name) =>
        $$"""
        class Engine
        {
            readonly CancellationTokenSource _cts = new();
            readonly ManualResetEventSlim _over = new();
            readonly TaskCompletionSource _ended = new();
            Task? _loop;
            public Task Over => _ended.Task;
            public void Start() { {{start}} }
            public void Stop() { {{stop}} }
            async Task RunAsync() { while (!_cts.IsCancellationRequested) await Task.Delay(1000, _cts.Token); }
        }
        class Service : IHostedService
        {
            readonly Engine _engine = new();
            public Task StartAsync(CancellationToken token) { _engine.Start(); return Task.CompletedTask; }
            public Task {{name}}(CancellationToken token) { {{hosted}} }
        }
        """;

    [Theory]
    [InlineData("[|_server.StopAsync|](); return Task.CompletedTask;")]
    [InlineData("_ = [|_server.StopAsync|](); return Task.CompletedTask;")]
    [InlineData("if (token.CanBeCanceled) { _ = [|_server.FlushAsync|]().AsTask(); } return Task.CompletedTask;")]
    [InlineData("var sent = [|_server.SendAsync|](1); return Task.CompletedTask;")]
    [InlineData("[|UnregisterAsync|](); return Task.CompletedTask;")]
    public Task EndingThatIsDropped_IsReported(string stop) => Report.Reports(Dropping(stop), message: "whose task it drops");

    [Fact]
    public Task BaseThatIsDropped_IsReported() => Report.Reports("""
        class Worker : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop) => Task.Delay(-1, stop);
            public override async Task StopAsync(CancellationToken token) { [|base.StopAsync|](token); await Task.Yield(); }
        }
        """, message: "'StopAsync'");

    [Theory]
    [InlineData("return _server.StopAsync();")]
    [InlineData("var ending = _server.StopAsync(); return ending;")]
    [InlineData("_server.StopAsync().Wait(token); return Task.CompletedTask;")]
    [InlineData("_server.StopAsync().ContinueWith(t => Console.WriteLine(t.Exception)); return Task.CompletedTask;")]
    [InlineData("_server.GetStateAsync(); return Task.CompletedTask;")]
    [InlineData("CloseAtOnce(); return Task.CompletedTask;")]
    [InlineData("_server.Ended += () => _server.StopAsync(); return Task.CompletedTask;")]
    public Task EndingThatIsAwaitedOrOver_IsSilent(string stop) => Report.IsSilent(Dropping(stop));

    [Theory]
    [InlineData("public async Task StopAsync(CancellationToken token) { await Task.Yield(); [|_server.StopAsync|](); }",
        "public async Task StopAsync(CancellationToken token) { await Task.Yield(); await _server.StopAsync(); }")]
    [InlineData("public Task StopAsync(CancellationToken token) { _ = [|_server.StopAsync|](); return Task.CompletedTask; }",
        "public Task StopAsync(CancellationToken token) { return _server.StopAsync(); }")]
    public Task DroppedEnding_IsAwaited(string before, string after) => Verify.Fixes(Dropping("", before), Dropping("", after));

    private static string Dropping(string body, string? stop = null) => $$"""
        interface IServer
        {
            event Action Ended;
            Task StopAsync();
            ValueTask FlushAsync();
            Task SendAsync(int message);
            Task<int> GetStateAsync();
        }

        class Service(IServer _server) : IHostedService
        {
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            {{stop ?? $"public Task StopAsync(CancellationToken token) {{ {body} }}"}}

            private async Task UnregisterAsync() => await _server.SendAsync(2);

            private Task CloseAtOnce() { Console.WriteLine(_server); return Task.CompletedTask; }

            public override string ToString() => $"{UnregisterAsync()} {CloseAtOnce()}";
        }
        """;

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
