using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.TimerFiredAtStopAnalyzer>;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.TimerFiredAtStopAnalyzer, ShutdownToolkit.CodeFixes.Rules.TimerFiredAtStopFixer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class TimerFiredAtStopTests
{
    [Theory]
    [InlineData("[|_timer.Change(0, 0)|]", "_timer.Change(Timeout.Infinite, Timeout.Infinite)")]
    [InlineData("_timer?[|.Change(0, 0)|]", "_timer?.Change(Timeout.Infinite, Timeout.Infinite)")]
    [InlineData("[|_timer.Change(0L, 0L)|]", "_timer.Change(Timeout.Infinite, Timeout.Infinite)")]
    [InlineData("[|_timer.Change(0, 5000)|]", "_timer.Change(Timeout.Infinite, Timeout.Infinite)")]
    [InlineData(
        "[|_timer.Change(TimeSpan.Zero, TimeSpan.Zero)|]", "_timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)")]
    [InlineData("[|_other.Change(default, TimeSpan.FromSeconds(0))|]", "_other.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)")]
    public Task DueAtOnce_NeverFiresAfterTheFix(string before, string after) => Verify.Fixes(Service(stop: before), Service(stop: after));

    [Theory]
    [InlineData("_timer.Change(Timeout.Infinite, 0)")]
    [InlineData("_timer.Change(Timeout.Infinite, Timeout.Infinite)")]
    [InlineData("_timer.Change(-1, -1)")]
    [InlineData("_timer.Change(TimeSpan.FromMilliseconds(-1), TimeSpan.Zero)")]
    // A last tick, on purpose.
    [InlineData("_timer.Change(0, Timeout.Infinite)")]
    [InlineData("_timer.Change(due, 0)")]
    public Task StoppedOrOneLastTick_IsSilent(string stop) => Report.IsSilent(Service(stop: stop));

    [Fact]
    public Task RestartWhileItRuns_IsSilent() => Report.IsSilent(Service(start: "_timer.Change(0, 5000)"));

    [Fact]
    public Task MethodThatStopAsyncCalls_IsReported() => Report.Reports(Service(stop: "End(); void End() => [|_timer.Change(0, 0)|]"));

    private static string Service(string start = "_other.Dispose()", string stop = "_other.Dispose()") =>
        $$"""
        class Service(Timer _timer, ITimer _other, int due) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                {{start}};
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken)
            {
                {{stop}};
                return Task.CompletedTask;
            }

            public override string ToString() => $"{_timer} {due}";
        }
        """;
}
