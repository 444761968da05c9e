using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.UnjoinedThreadAnalyzer>;
using ForegroundReport = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ForegroundThreadOutlivesHostAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class UnjoinedThreadTests
{
    private const string Told = "while (!_cts.IsCancellationRequested) Thread.Sleep(100);";

    [Theory]
    [InlineData("[|new Thread(Loop) { IsBackground = true }|].Start();", Told)]
    [InlineData("[|new Thread(() => Loop()) { IsBackground = true, Name = \"x\" }|].Start();", Told)]
    [InlineData("var t = [|new Thread(Loop)|]; t.IsBackground = true; t.Start();", Told)]
    [InlineData("_thread = [|new Thread(Loop)|]; _thread.IsBackground = true; _thread.Start();", Told)]
    [InlineData(
        "_thread = [|new Thread(Loop) { IsBackground = true }|]; _thread.Start();",
        "foreach (var i in _queue.GetConsumingEnumerable()) Console.WriteLine(i);")]
    [InlineData("_thread = [|new Thread(Loop) { IsBackground = true }|]; _thread.Start();", "for (;;) { Thread.Sleep(9); }")]
    [InlineData("for (var i = 0; i < 3; i++) { var t = [|new Thread(Loop) { IsBackground = true }|]; _threads.Add(t); t.Start(); }", Told)]
    // One that is joined does not excuse the other.
    [InlineData(
        "_thread = new Thread(Loop) { IsBackground = true }; _thread.Start(); [|new Thread(Loop) { IsBackground = true }|].Start();", Told,
        "_thread!.Join();")]
    [InlineData("_thread = [|new Thread(Loop) { IsBackground = true }|]; _other = new Thread(Loop); _other.Start();", Told, "_other?.Join(1000);")]
    public Task BackgroundThread_IsReported(string start, string loop, string stop = "") =>
        Report.Reports(Service(start, loop, stop), severity: DiagnosticSeverity.Warning, message: "in the middle of its work");

    [Theory]
    [InlineData("_thread = new Thread(Loop) { IsBackground = true }; _thread.Start();", Told, "_thread?.Join(5000);")]
    [InlineData("var t = new Thread(Loop) { IsBackground = true }; _thread = t; t.Start();", Told, "_thread!.Join();")]
    [InlineData("_threads.Add(new Thread(Loop) { IsBackground = true });", Told, "foreach (var t in _threads) t.Join();")]
    [InlineData(
        "_threads.AddRange(Enumerable.Range(0, 3).Select(_ => new Thread(Loop) { IsBackground = true }));",
        "_threads.ForEach(t => t.Join());")]
    [InlineData(
        "_thread = new Thread(Loop) { IsBackground = true };",
        "while (!_cts.IsCancellationRequested) Thread.Sleep(1); _done.Set();",
        "_done.Wait();")]
    [InlineData(
        "_thread = new Thread(Loop) { IsBackground = true };",
        "while (!_cts.IsCancellationRequested) Thread.Sleep(1); _end.TrySetResult();",
        "_end.Task.Wait();")]
    [InlineData("_thread = new Thread(Loop) { IsBackground = true }; Pool.Watch(_thread);", Told, "Pool.Stop();")]
    [InlineData("new Thread(Loop) { IsBackground = true }.Start();", "Console.WriteLine();")]
    [InlineData("new Thread(Loop) { IsBackground = true }.Start();", "foreach (var i in new[] { 1 }) Console.WriteLine(i);")]
    public Task JoinedOrShortThread_IsSilent(string start, string loop, string stop = "") => Report.IsSilent(Service(start, loop, stop));

    [Fact]
    public Task ForegroundThreadThatIsTold_IsInfo() => Report.Reports(
        Service("[|new Thread(Loop)|].Start();", Told), severity: DiagnosticSeverity.Info, message: "still works");

    [Fact]
    public Task ForegroundThreadWhoseConsumerIsDisposed_IsReported() => Report.Reports("""
        class Consumer : BackgroundService
        {
            private readonly StreamReader _reader = new(Stream.Null);

            protected override Task ExecuteAsync(CancellationToken stop) { [|new Thread(() => Loop(stop))|].Start(); return Task.CompletedTask; }

            public override void Dispose() { _reader.Close(); base.Dispose(); }

            private void Loop(CancellationToken stop) { while (!stop.IsCancellationRequested) _reader.ReadLine(); }
        }
        """, severity: DiagnosticSeverity.Warning, message: "'_reader' is closed");

    [Fact]
    public Task ForegroundThreadThatIsNeverTold_IsTheOtherRules() =>
        Report.IsSilent(Service("new Thread(Loop).Start();", "while (true) Console.ReadLine();"));

    [Fact]
    public Task OneJoinedThread_DoesNotExcuseTheForegroundOne() => ForegroundReport.Reports(Service(
        "_thread = new Thread(Loop) { IsBackground = true }; [|new Thread(Loop)|].Start();", "while (true) Console.ReadLine();", "_thread?.Join();"));

    private static string Service(string start, string loop, string stop = "") => $$"""
        static class Pool { public static void Watch(Thread thread) { } public static void Stop() { } }

        class Service : IHostedService
        {
            private readonly CancellationTokenSource _cts = new();
            private readonly System.Collections.Concurrent.BlockingCollection<int> _queue = new();
            private readonly ManualResetEventSlim _done = new();
            private readonly TaskCompletionSource _end = new();
            private readonly List<Thread> _threads = [];
            private Thread? _thread;
            private Thread? _other;

            public Task StartAsync(CancellationToken token) { {{start}} return Task.CompletedTask; }

            public Task StopAsync(CancellationToken token) { _cts.Cancel(); {{stop}} return Task.CompletedTask; }

            private void Loop() { {{loop}} }

            public override string ToString() => $"{_queue} {_done} {_end} {_threads} {_thread} {_other}";
        }
        """;
}
