using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.BlockingWaitInHostedServiceAnalyzer, ShutdownToolkit.CodeFixes.Rules.BlockingWaitInHostedServiceFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.BlockingWaitInHostedServiceAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class BlockingWaitInHostedServiceTests
{
    [Fact]
    public Task SleepInAsyncCode_BecomesADelay() => Verify.Fixes(
        Worker("while (!stop.IsCancellationRequested) { [|Thread.Sleep|](1000); await Task.Yield(); }"),
        Worker("while (!stop.IsCancellationRequested) { await Task.Delay(1000, stop); await Task.Yield(); }"));

    [Fact]
    public Task TwoSleeps_AreFixedTogether() => Verify.Fixes(
        Worker("while (!stop.IsCancellationRequested) { [|Thread.Sleep|](TimeSpan.FromMinutes(1)); [|Thread.Sleep|](5000); }"),
        Worker("while (!stop.IsCancellationRequested) { await Task.Delay(TimeSpan.FromMinutes(1), stop); await Task.Delay(5000, stop); }"));

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) Turn();", "void Turn() => [|Thread.Sleep|](5000);")]
    [InlineData("while (!stop.IsCancellationRequested) lock (_items) [|Thread.Sleep|](5000);", "")]
    [InlineData("while (!stop.IsCancellationRequested) [|Task.Delay|](5000).Wait();", "")]
    [InlineData("while (!stop.IsCancellationRequested) [|_items.Reader.WaitToReadAsync|]().AsTask().GetAwaiter().GetResult();", "")]
    [InlineData(
        "while (!stop.IsCancellationRequested) [|_event.WaitOne|]();",
        "private readonly AutoResetEvent _event = new(false); public void Enqueue() => _event.Set();")]
    [InlineData(
        "foreach (var item in [|_queue.GetConsumingEnumerable|]()) Console.WriteLine(item);",
        "private readonly System.Collections.Concurrent.BlockingCollection<int> _queue = new();")]
    [InlineData("[|_event.WaitOne|]();", "private readonly ManualResetEvent _event = new(false);")]
    public Task BlockingWait_IsReportedWithoutFix(string body, string member) => Verify.OffersNothing(Worker(body, member));

    /// <summary>ExecuteAsync is over at the first await of the work: STOP1202 says what is wrong.</summary>
    [Theory]
    [InlineData("await Task.Factory.StartNew(LoopAsync);")]
    [InlineData("await Task.Factory.StartNew(async () => await LoopAsync());")]
    [InlineData("await Task.Factory.StartNew(async () => { while (!stop.IsCancellationRequested) { await Task.Yield(); Thread.Sleep(6000); } });")]
    [InlineData("Task run = Task.Factory.StartNew(async () => { while (!stop.IsCancellationRequested) Thread.Sleep(6000); }); await run;")]
    public Task WorkOfAnUnwrappedStartNew_IsSilent(string body) => Report.IsSilent(
        Worker(body, "async Task LoopAsync() { for (var i = 0; i < 100; i++) { await Task.Yield(); Thread.Sleep(6000); } }"));

    [Fact]
    public Task WorkOfAStartNewThatIsUnwrapped_IsReported() => Report.Reports(Worker(
        "await Task.Factory.StartNew(async () => { while (!stop.IsCancellationRequested) [|Thread.Sleep|](60000); await Task.Yield(); }).Unwrap();"));

    [Fact]
    public Task BeforeNet10_TheMessageSaysThatTheHostDoesNotStart() => Report.Reports(
        """
        class Worker : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) [|Thread.Sleep|](5000);
                return Task.CompletedTask;
            }
        }
        """,
        TestProject.Default.With("TargetFramework", "net8.0"),
        message: "before .NET 10 the host does not even finish starting; await Task.Delay with 'stop'");

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) Thread.Sleep(100);", "")]
    [InlineData("while (!stop.IsCancellationRequested) stop.WaitHandle.WaitOne(5000);", "")]
    [InlineData("while (true) Thread.Sleep(5000);", "")]
    [InlineData(
        "while (!stop.IsCancellationRequested) await Task.Factory.StartNew(() => { while (!stop.IsCancellationRequested) Thread.Sleep(2000); }, "
            + "TaskCreationOptions.LongRunning);", "")]
    [InlineData("while (!stop.IsCancellationRequested) { _gate.Wait(); try { await Task.Yield(); } finally { _gate.Release(); } }", "")]
    [InlineData(
        "while (!stop.IsCancellationRequested) _event.WaitOne();",
        "private readonly ManualResetEvent _event = new(false); public override Task StopAsync(CancellationToken token) { _event.Set(); "
            + "return base.StopAsync(token); }")]
    [InlineData(
        "foreach (var item in _queue.GetConsumingEnumerable()) Console.WriteLine(item);",
        "private readonly System.Collections.Concurrent.BlockingCollection<int> _queue = new(); "
            + "public override void Dispose() { _queue.CompleteAdding(); base.Dispose(); }")]
    [InlineData(
        "foreach (var item in _queue.GetConsumingEnumerable(stop)) Console.WriteLine(item);",
        "private readonly System.Collections.Concurrent.BlockingCollection<int> _queue = new();")]
    [InlineData("while (!stop.IsCancellationRequested) _event.WaitOne(500);", "private readonly AutoResetEvent _event = new(false);")]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(5000);", "")]
    [InlineData("Thread.Sleep(2000);", "")]
    public Task WaitThatEndsOrIsShort_IsSilent(string body, string member) => Report.IsSilent(Worker(body, member));

    [Fact]
    public Task OutsideAHostedType_IsSilent() => Report.IsSilent("class Poller { public void Run() { while (true) Thread.Sleep(5000); } }");

    [Theory]
    [InlineData(
        "var thread = new Thread(() => { while (!stop.IsCancellationRequested) Thread.Sleep(20_000); }) { IsBackground = true }; "
            + "thread.Start(); await Task.Delay(-1, stop);",
        "")]
    [InlineData(
        "var thread = new Thread(Poll); thread.IsBackground = true; thread.Start(); await Task.Delay(-1, stop);",
        "private volatile bool _end; private void Poll() { while (!_end) Thread.Sleep(20_000); } "
            + "public override void Dispose() { _end = true; base.Dispose(); }")]
    public Task SleepOnAThreadThatNobodyJoins_IsStop1207s(string body, string members) => Report.IsSilent(Worker(body, members));

    [Fact]
    public Task SleepOnAThreadThatIsJoined_IsWaitedFor() => Report.Reports(
        Worker(
            "var thread = new Thread(() => { while (!stop.IsCancellationRequested) [|Thread.Sleep|](20_000); }) { IsBackground = true }; "
                + "thread.Start(); await Task.Delay(-1, stop); thread.Join();"),
        message: "waits up to 20 s");

    [Fact]
    public Task SleepInADroppedTask_IsStop1201s() => Report.IsSilent(
        Worker("_ = Task.Run(() => { while (!stop.IsCancellationRequested) Thread.Sleep(20_000); }); await Task.Delay(-1, stop);"));

    [Fact]
    public Task SleepInAnAwaitedTask_IsWaitedFor() => Report.Reports(
        Worker("await Task.Run(() => { while (!stop.IsCancellationRequested) [|Thread.Sleep|](20_000); });"), message: "waits up to 20 s");

    [Fact]
    public Task TokenOutOfReach_IsNotQuoted() => Report.Reports(
        Worker("while (!stop.IsCancellationRequested) Turn();", "private static void Turn() => [|Thread.Sleep|](5000);"),
        message: "await Task.Delay with the stopping token, or wait on its WaitHandle");

    private static string Worker(string body, string members = "") =>
        $$"""
        using System.Threading.Channels;
        using System.Diagnostics;

        class Worker(ILogger<Worker> logger) : BackgroundService
        {
            private readonly Channel<int> _items = Channel.CreateUnbounded<int>();
            private readonly SemaphoreSlim _gate = new(1);
            {{members}}
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{body}}
                await Task.Yield();
                logger.LogInformation("{Items}", _items.Reader.Count + _gate.CurrentCount);
            }
        }
        """;
}
