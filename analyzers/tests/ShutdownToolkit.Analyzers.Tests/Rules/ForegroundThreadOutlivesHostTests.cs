using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ForegroundThreadOutlivesHostAnalyzer>;
using LoopReport = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.EndlessLoopIgnoresStopTokenAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class ForegroundThreadOutlivesHostTests
{
    [Theory]
    [InlineData("[|new Thread(Loop)|].Start();", "while (true) Console.ReadLine();")]
    [InlineData("var t = [|new Thread(() => Loop())|]; t.Start();", "for (;;) Thread.Sleep(100);")]
    [InlineData(
        "_thread = [|new Thread(Loop) { Name = \"reader\" }|]; _thread.Start();", "while (Console.ReadLine() is { } line) Console.WriteLine(line);")]
    [InlineData("[|new Thread(Loop)|].Start();", "foreach (var i in _queue.GetConsumingEnumerable()) Console.WriteLine(i);")]
    [InlineData("[|new Thread(() => { while (true) Thread.Sleep(1); }) { IsBackground = false }|].Start();", "")]
    public Task LoopThatNeverLooks_IsReported(string start, string loop) => Report.Reports(Service(start, loop), message: "'Service'");

    [Theory]
    [InlineData("new Thread(Loop) { IsBackground = true }.Start();", "while (true) Console.ReadLine();")]
    [InlineData("_thread = new Thread(Loop); _thread.IsBackground = true; _thread.Start();", "while (true) Console.ReadLine();")]
    [InlineData("new Thread(Loop).Start();", "Console.ReadLine();")]
    [InlineData("new Thread(Loop).Start();", "while (!_cts.IsCancellationRequested) Thread.Sleep(100);")]
    [InlineData("new Thread(Loop).Start();", "while (_running) Thread.Sleep(100);")]
    [InlineData("new Thread(Loop).Start();", "while (true) { _cts.Token.ThrowIfCancellationRequested(); Thread.Sleep(100); }")]
    [InlineData("_thread = new Thread(Loop); _thread.Start(); if (_running) _thread.Join(1000);", "while (true) Console.ReadLine();")]
    [InlineData("new Thread(Loop).Start();", "foreach (var i in new[] { 1, 2 }) Console.WriteLine(i);")]
    public Task ThreadThatEndsOrIsJoined_IsSilent(string start, string loop) => Report.IsSilent(Service(start, loop));

    [Fact]
    public Task EndlessLoopOnTheThread_IsReportedOnce() =>
        LoopReport.IsSilent(Service("new Thread(Loop).Start();", "while (true) Console.ReadLine();"));

    [Fact]
    public Task OrdinaryClass_IsSilent() => Report.IsSilent("class C { void M() => new Thread(() => { while (true) Thread.Sleep(1); }).Start(); }");

    private static string Service(string start, string loop) =>
        $$"""
        class Service : IHostedService
        {
            private readonly CancellationTokenSource _cts = new();
            private readonly System.Collections.Concurrent.BlockingCollection<int> _queue = new();
            private volatile bool _running = true;
            private Thread? _thread;

            public Task StartAsync(CancellationToken token) { {{start}} return Task.CompletedTask; }

            public Task StopAsync(CancellationToken token) { _running = false; _cts.Cancel(); return Task.CompletedTask; }

            private void Loop() { {{loop}} }
        }
        """;
}
