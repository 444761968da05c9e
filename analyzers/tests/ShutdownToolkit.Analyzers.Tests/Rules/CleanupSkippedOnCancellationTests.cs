using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.CleanupSkippedOnCancellationAnalyzer, ShutdownToolkit.CodeFixes.Rules.CleanupSkippedOnCancellationFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.CleanupSkippedOnCancellationAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class CleanupSkippedOnCancellationTests
{
    [Fact]
    public Task FlushAfterTheLoop_MovesIntoFinally() => Verify.Fixes(
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                // turns
                while (!stop.IsCancellationRequested)
                {
                    await Task.Delay(1000, stop);
                }

                Console.WriteLine("over");
                [|Flush();|]
            }

            private static void Flush() => File.WriteAllText("state", "{}");
        }
        """,
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                // turns
                try
                {
                    while (!stop.IsCancellationRequested)
                    {
                        await Task.Delay(1000, stop);
                    }
                }
                finally
                {
                    Console.WriteLine("over");
                    Flush();
                }
            }

            private static void Flush() => File.WriteAllText("state", "{}");
        }
        """);

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(1000, stop); [|await File.WriteAllTextAsync(\"state\", \"{}\", stop);|]")]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(1000, stop); [|File.Delete(\"lock\");|] return;")]
    public Task TokenOrReturnInTheCleanUp_IsLeftToTheReader(string body) =>
        Verify.OffersNothing(
            Body(
                body.Replace(
                    "IsCancellationRequested) await Task.Delay(1000, stop);", "IsCancellationRequested) { await Task.Delay(1000, stop); }",
                    StringComparison.Ordinal)));

    [Theory]
    [InlineData("await foreach (var item in _items.Reader.ReadAllAsync(stop)) Console.WriteLine(item); [|File.Delete(\"lock\");|]")]
    [InlineData(
        "using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5)); while (await timer.WaitForNextTickAsync(stop)) Console.WriteLine(); "
            + "[|File.Delete(\"lock\");|]")]
    [InlineData(
        "while (!stop.IsCancellationRequested) { var item = await _items.Reader.ReadAsync(stop); "
            + "Console.WriteLine(item); } [|foreach (var name in new[] { \"a\" }) File.Delete(name);|]")]
    public Task CleanUpAfterACancelledWait_IsReported(string body) =>
        Report.Reports(Body(body), severity: Microsoft.CodeAnalysis.DiagnosticSeverity.Info);

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) { await Task.Delay(1000, stop); } Console.WriteLine(\"over\");")]
    // What follows is the work that is waited for.
    [InlineData("while (Environment.TickCount > 0) { stop.ThrowIfCancellationRequested(); await Task.Delay(1000, stop); } File.Delete(\"lock\");")]
    [InlineData("while (Environment.TickCount > 0 && !stop.IsCancellationRequested) await Task.Delay(1000, stop); File.Delete(\"lock\");")]
    [InlineData("while (!stop.IsCancellationRequested) { await Task.Delay(1000); } File.Delete(\"lock\");")]
    [InlineData(
        "try { while (!stop.IsCancellationRequested) { await Task.Delay(1000, stop); } } catch (OperationCanceledException) { } "
            + "File.Delete(\"lock\");")]
    [InlineData("try { while (!stop.IsCancellationRequested) { await Task.Delay(1000, stop); } } finally { File.Delete(\"lock\"); }")]
    [InlineData("while (!stop.IsCancellationRequested) { try { await Task.Delay(1000, stop); } catch (Exception) { } } File.Delete(\"lock\");")]
    [InlineData(
        "while (!stop.IsCancellationRequested) { if (Environment.TickCount == 1) break; await Task.Delay(1000, stop); } File.Delete(\"lock\");")]
    [InlineData("while (!stop.IsCancellationRequested) { await Task.WhenAny(Task.Delay(1000, stop)); } File.Delete(\"lock\");")]
    [InlineData(
        "while (!stop.IsCancellationRequested) { await Task.Delay(1000, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); } "
            + "File.Delete(\"lock\");")]
    [InlineData("for (var i = 0; i < 3; i++) { await Task.Delay(1000, stop); } File.Delete(\"lock\");")]
    [InlineData("while (!stop.IsCancellationRequested) { if (Environment.TickCount > 0) await Task.Delay(1000, stop); } File.Delete(\"lock\");")]
    public Task CleanUpThatRuns_IsSilent(string body) => Report.IsSilent(Body(body));

    [Fact]
    public Task LinkedSource_IsCancelledAlready() => Report.IsSilent(Body(
        "using var inner = CancellationTokenSource.CreateLinkedTokenSource(stop); "
            + "while (!stop.IsCancellationRequested) await Task.Delay(1000, stop); await inner.CancelAsync();"));

    [Fact]
    public Task SourceOfItsOwn_IsCleanedUp() => Report.Reports(Body(
        "using var inner = new CancellationTokenSource(); "
            + "while (!stop.IsCancellationRequested) await Task.Delay(1000, stop); [|await inner.CancelAsync();|]"));

    [Fact]
    public Task Delegate_IsCalledByItsName() => Report.Reports(
        Body(
            "while (!stop.IsCancellationRequested) await Task.Delay(1000, stop); [|removeLock();|]",
            "private readonly Action removeLock = () => File.Delete(\"lock\");"),
        message: "'removeLock' is skipped");

    /// <summary>Nothing else in the turn waits, and it has nothing to return when it is cancelled.</summary>
    [Theory]
    [InlineData(
        "while (!stop.IsCancellationRequested) { var item = await queue.DequeueAsync(stop); Console.WriteLine(item); } [|File.Delete(\"lock\");|]")]
    [InlineData(
        "while (!stop.IsCancellationRequested) { var item = await queue.DequeueAsync(stop); try { Console.WriteLine(item); } "
            + "catch (Exception e) { Console.WriteLine(e); } } [|await queue.CloseAsync();|]")]
    public Task CleanUpBehindTheReceivesOfAQueue_IsReported(string body) => Report.Reports(Queue(body));

    [Theory]
    [InlineData(
        "while (!stop.IsCancellationRequested) { var item = await queue.DequeueAsync(stop); Console.WriteLine(item); await Task.Delay(9); } "
            + "await queue.CloseAsync();")]
    [InlineData(
        "while (!stop.IsCancellationRequested) { try { var item = await queue.DequeueAsync(stop); } catch (OperationCanceledException) { } } "
            + "await queue.CloseAsync();")]
    [InlineData("while (!stop.IsCancellationRequested) { var item = await queue.DequeueAsync(default); } await queue.CloseAsync();")]
    [InlineData("while (!stop.IsCancellationRequested) { var item = await Patient.DequeueAsync(stop); } await queue.CloseAsync();")]
    [InlineData("while (!stop.IsCancellationRequested) { var item = await queue.CountAsync(stop); } await queue.CloseAsync();")]
    public Task CleanUpBehindReceivesThatMayReturn_IsSilent(string body) => Report.IsSilent(Queue(body));

    private static string Queue(string body) =>
        $$"""
        interface IQueue
        {
            ValueTask<string> DequeueAsync(CancellationToken token);
            Task<int> CountAsync(CancellationToken token);
            Task CloseAsync();
        }

        static class Patient
        {
            public static async Task<string?> DequeueAsync(CancellationToken token)
            {
                try { await Task.Delay(1000, token); return "item"; }
                catch (OperationCanceledException) { return null; }
            }
        }

        class Worker(IQueue queue) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{body}}
            }
        }
        """;

    [Fact]
    public Task ChannelCompletedByStopAsync_EndsTheLoopNormally() => Report.IsSilent(Body(
        "await foreach (var item in _items.Reader.ReadAllAsync(stop)) Console.WriteLine(item); File.Delete(\"lock\");",
        "public override Task StopAsync(CancellationToken token) { _items.Writer.Complete(); return base.StopAsync(token); }"));

    private static string Body(string body, string members = "") =>
        $$"""
        using System.Threading.Channels;

        class Worker : BackgroundService
        {
            private readonly Channel<int> _items = Channel.CreateUnbounded<int>();
            {{members}}
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{body}}
            }

            public bool IsEmpty => _items.Reader.Count == 0;
        }
        """;
}
