using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.StopAsyncIgnoresItsTokenAnalyzer, ShutdownToolkit.CodeFixes.Rules.StopAsyncIgnoresItsTokenFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.StopAsyncIgnoresItsTokenAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class StopAsyncIgnoresItsTokenTests
{
    [Theory]
    [InlineData(
        "async", "[|while (_inFlight > 0)|] await Task.Delay(100);",
        "while (_inFlight > 0 && !token.IsCancellationRequested) await Task.Delay(100);")]
    [InlineData(
        "async", "[|while (_inFlight > 0 || _busy)|] await Task.Delay(100);",
        "while ((_inFlight > 0 || _busy) && !token.IsCancellationRequested) await Task.Delay(100);")]
    [InlineData("async", "await [|Task.Delay(60_000)|];", "await Task.WhenAny(Task.Delay(60_000), Task.Delay(Timeout.Infinite, token));")]
    [InlineData(
        "", "return [|Task.Delay(TimeSpan.FromMinutes(1))|];",
        "return Task.WhenAny(Task.Delay(TimeSpan.FromMinutes(1)), Task.Delay(Timeout.Infinite, token));")]
    [InlineData(
        "async", "await [|_process.WaitForExitAsync()|];", "await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(Timeout.Infinite, token));")]
    public async Task UnboundedWait_IsAWarning(string modifier, string before, string after)
    {
        await Report.Reports(Service(modifier, before), severity: DiagnosticSeverity.Warning);
        await Verify.Fixes(Service(modifier, before), Service(modifier, after));
    }

    [Theory]
    [InlineData("_cts.Cancel(); await [|_run|];", "_cts.Cancel(); await Task.WhenAny(_run, Task.Delay(Timeout.Infinite, token));")]
    [InlineData(
        "if (_other != null) await [|_other|].ConfigureAwait(false);",
        "if (_other != null) await Task.WhenAny(_other, Task.Delay(Timeout.Infinite, token));")]
    [InlineData("await [|Task.Delay(2_000)|];", "await Task.WhenAny(Task.Delay(2_000), Task.Delay(Timeout.Infinite, token));")]
    public async Task OwnTaskOrShortDelay_IsAnInfo(string before, string after)
    {
        await Report.Reports(Service("async", before), severity: DiagnosticSeverity.Info);
        await Verify.Fixes(Service("async", before), Service("async", after));
    }

    [Theory]
    [InlineData("", "[|_run|].Wait(); return Task.CompletedTask;")]
    [InlineData("", "[|_process.WaitForExit()|]; return Task.CompletedTask;")]
    [InlineData("async", "await Task.WhenAll([|_run|], _other!);")]
    public Task BlockingOrJoinedWait_IsLeftToTheReader(string modifier, string body) => Verify.OffersNothing(Service(modifier, body));

    [Theory]
    [InlineData("await Task.WhenAny(_run, Task.Delay(-1, token));")]
    [InlineData("_cts.Cancel(); await _run.WaitAsync(token);")]
    [InlineData("await _run.WaitAsync(TimeSpan.FromSeconds(5));")]
    [InlineData("await Task.WhenAny(_run, Task.Delay(5_000));")]
    [InlineData("await Task.Delay(500);")]
    [InlineData("await File.WriteAllTextAsync(\"state\", \"\");")]
    [InlineData("for (var i = 0; i < 50 && _inFlight > 0; i++) await Task.Delay(100);")]
    [InlineData("var end = DateTime.UtcNow.AddSeconds(5); while (_inFlight > 0 && DateTime.UtcNow < end) await Task.Delay(100);")]
    [InlineData("while (_queue.TryDequeue(out _)) await Task.Delay(1);")]
    [InlineData("while (_inFlight > 0) { if (token.IsCancellationRequested) break; await Task.Delay(100); }")]
    [InlineData("while (_inFlight > 0) { await Task.Delay(100); if (_busy) break; }")]
    [InlineData("await Task.CompletedTask;")]
    public Task BoundedWait_IsSilent(string body) => Report.IsSilent(Service("async", body));

    [Theory]
    [InlineData("async", "await [|_gate.WaitAsync()|];")]
    [InlineData("", "[|_gate.Wait()|]; return Task.CompletedTask;")]
    [InlineData("", "[|_done.WaitOne()|]; return Task.CompletedTask;")]
    [InlineData("", "[|_count.Wait()|]; return Task.CompletedTask;")]
    [InlineData("", "_cts.Cancel(); [|_thread.Join()|]; return Task.CompletedTask;")]
    public Task PermitEventOrThread_IsAnInfo(string modifier, string body) => Verify.OffersNothing(Service(modifier, body));

    [Theory]
    [InlineData("await _gate.WaitAsync(TimeSpan.FromSeconds(5));")]
    [InlineData("await _gate.WaitAsync(token);")]
    [InlineData("await _gate.WaitAsync(); try { _busy = false; } finally { _gate.Release(); }")]
    [InlineData("_done.WaitOne(5000); await Task.Yield();")]
    [InlineData("_thread.Join(5000); await Task.Yield();")]
    [InlineData("lock (_queue) { _queue.Clear(); } await Task.Yield();")]
    public Task BoundedOrShortHold_IsSilent(string body) => Report.IsSilent(Service("async", body));

    [Theory]
    [InlineData("lock ([|_lock|]) { }", "lock (_lock) { Thread.Sleep(10_000); }")]
    [InlineData("[|Monitor.Enter(_lock)|];", "if (Monitor.TryEnter(_lock)) try { Thread.Sleep(10_000); } finally { Monitor.Exit(_lock); }")]
    [InlineData("[|Monitor.Enter(_lock)|];", "lock (_lock) { Task.Delay(1).GetAwaiter().GetResult(); }")]
    [InlineData("_timer?.Dispose(); lock ([|_lock|]) { _timer = null; }", "lock (_lock) { new HttpClient().GetStringAsync(\"http://x\").Wait(); }")]
    public Task LockThatTheTickHolds_IsAWarning(string stop, string tick) => Report.Reports(
        Locked(stop, tick), severity: DiagnosticSeverity.Warning, message: "for a lock that the work holds");

    [Theory]
    [InlineData("lock (_lock) { }", "lock (_lock) { Console.WriteLine(); }")]
    [InlineData("lock (_lock) { }", "lock (this) { Thread.Sleep(10_000); }")]
    [InlineData("if (Monitor.TryEnter(_lock, 5000)) Monitor.Exit(_lock);", "lock (_lock) { Thread.Sleep(10_000); }")]
    [InlineData("lock (_lock) { }", "lock (_lock) { Console.WriteLine(); } Thread.Sleep(10_000);")]
    public Task LockThatIsHeldForAMoment_IsSilent(string stop, string tick) => Report.IsSilent(Locked(stop, tick));

    [Fact]
    public Task DrainOfAChannelThatNobodyCompletes_IsReported() => Report.Reports(Draining("[|queue.Reader.WaitToReadAsync()|]", ""),
        severity: DiagnosticSeverity.Warning, message: "without a limit");

    [Theory]
    [InlineData("queue.Reader.WaitToReadAsync()", "queue.Writer.Complete();")]
    [InlineData("queue.Reader.WaitToReadAsync(token)", "")]
    public Task DrainThatEnds_IsSilent(string wait, string before) => Report.IsSilent(Draining(wait, before));

    [Fact]
    public Task OuterTaskOfAStartNew_IsOverAtOnce() => Report.IsSilent("""
        class Service : IHostedService
        {
            private Task _run = Task.CompletedTask;
            public Task StartAsync(CancellationToken token) { _run = Task.Factory.StartNew(() => LoopAsync()); return Task.CompletedTask; }
            public async Task StopAsync(CancellationToken token) => await _run;
            private static async Task LoopAsync() => await Task.Delay(-1);
        }
        """);

    private static string Draining(string wait, string before) => $$"""
        using System.Threading.Channels;
        class Service(Channel<int> queue) : IHostedService
        {
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            public async Task StopAsync(CancellationToken token)
            {
                {{before}}
                while (await {{wait}}) while (queue.Reader.TryRead(out var item)) Console.WriteLine(item);
            }
        }
        """;

    private static string Locked(string stop, string tick) =>
        $$"""
        class Service : IHostedService
        {
            private static readonly object _lock = new();
            private Timer? _timer;

            public Task StartAsync(CancellationToken token)
            {
                _timer = new Timer(Tick, null, 0, 5000);
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken token)
            {
                {{stop}}
                return Task.CompletedTask;
            }

            private void Tick(object? state) { {{tick}} }

            public override string ToString() => $"{_lock} {_timer}";
        }
        """;

    [Theory]
    [InlineData("return [|_server.Stop()|];", "public Task Stop() { _cts.Cancel(); return _run; }")]
    [InlineData("await [|_server.Stop()|];", "public async Task Stop() { _cts.Cancel(); await Task.WhenAll(_all); }")]
    [InlineData(
        "return [|_server.Stop()|];",
        "public async Task Stop() { _cts.Cancel(); try { await _run; } catch (OperationCanceledException) { } "
            + "}")]
    // Two calls away.
    [InlineData("return [|_server.Stop()|];", "private readonly Runner _runner = new(); public Task Stop() => _runner.Stop();")]
    public Task EndOfAnotherClassesWork_IsASuggestion(string stop, string helper) => Report.Reports(
        Helped(stop, helper), severity: DiagnosticSeverity.Info, message: "waits for 'Stop' however long it takes");

    [Theory]
    [InlineData("return _server.Stop();", "public async Task Stop() { _cts.Cancel(); await Task.WhenAny(_run, Task.Delay(5000)); }")]
    [InlineData("return _server.Stop();", "public Task Stop() => _run.WaitAsync(TimeSpan.FromSeconds(5));")]
    [InlineData("return _server.Stop();", "public async Task Stop() { _cts.CancelAfter(9); await _run; }")]
    [InlineData("return _server.Stop();", "public Task Stop() { _cts.Cancel(); return Task.CompletedTask; }")]
    [InlineData("_ = _server.Stop(); return Task.CompletedTask;", "public Task Stop() => _run;")]
    [InlineData("return _server.Stop();", "public async Task Stop() { await File.WriteAllTextAsync(\"x\", \"y\"); }")]
    // Given the token, it is asked what it does with it by nobody.
    [InlineData("return _server.Stop(token);", "public Task Stop(CancellationToken token) => _run;")]
    public Task EndOfAnotherClassThatIsLimited_IsSilent(string stop, string helper) => Report.IsSilent(Helped(stop, helper));

    private static string Helped(string stop, string helper) =>
        $$"""
        class Service : IHostedService
        {
            private readonly Server _server = new();

            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            public {{(stop.StartsWith("await", StringComparison.Ordinal) ? "async " : "")}}Task StopAsync(CancellationToken token) { {{stop}} }
        }

        class Server
        {
            private readonly CancellationTokenSource _cts = new();
            private readonly List<Task> _all = new();
            private Task _run = Task.CompletedTask;

            {{helper}}

            public void Start() => _all.Add(_run = Task.Run(() => _cts.Token.WaitHandle.WaitOne()));
        }

        class Runner
        {
            private Task _work = Task.CompletedTask;

            public void Start() => _work = Task.Delay(9);

            public async Task Stop() => await _work;
        }
        """;

    [Fact]
    public Task OrdinaryClass_IsSilent() =>
        Report.IsSilent("class C { public async Task StopAsync(CancellationToken token) => await Task.Delay(60_000); }");

    private static string Service(string modifier, string body) =>
        $$"""
        class Service : IHostedService
        {
            private readonly CancellationTokenSource _cts = new();
            private readonly Queue<int> _queue = new();
            private readonly System.Diagnostics.Process _process = new();
            private readonly SemaphoreSlim _gate = new(1);
            private readonly ManualResetEvent _done = new(false);
            private readonly CountdownEvent _count = new(1);
            private readonly Thread _thread = new(() => { });
            private Task _run = Task.CompletedTask;
            private Task? _other;
            private volatile int _inFlight;
            private volatile bool _busy;

            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            public {{modifier}} Task StopAsync(CancellationToken token)
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("while (Busy) { await Task.Delay(100); }")]
    [InlineData("do { Thread.Sleep(100); } while (Busy); await Task.Yield();")]
    public Task PollingOfAnotherClass_IsInformation(string stop) => Report.Reports(
        Polling(stop, "[|engine.StopAsync()|]"), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("for (var left = 10; Busy && left > 0; left--) { await Task.Delay(100); }", "engine.StopAsync()")]
    [InlineData("using var limit = new CancellationTokenSource(); limit.CancelAfter(5000); while (Busy) { await Task.Delay(100, limit.Token); }",
        "engine.StopAsync()")]
    [InlineData("while (Busy) { await Task.Delay(100); }", "engine.StopAsync().WaitAsync(token)")]
    public Task PollingThatEnds_IsSilent(string stop, string call) => Report.IsSilent(Polling(stop, call));

    private static string Polling(string stop, string call) =>
        $$"""
        class Engine { public bool Busy { get; set; } public async Task StopAsync() { {{stop}} } }
        class Service(Engine engine) : IHostedService
        {
            public Task StartAsync(CancellationToken token) { engine.Busy = true; return Task.CompletedTask; }
            public Task StopAsync(CancellationToken token) => {{call}};
        }
        """;
}
