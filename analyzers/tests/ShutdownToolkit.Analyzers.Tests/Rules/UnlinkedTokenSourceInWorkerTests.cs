using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.UnlinkedTokenSourceInWorkerAnalyzer, ShutdownToolkit.CodeFixes.Rules.UnlinkedTokenSourceInWorkerFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.UnlinkedTokenSourceInWorkerAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class UnlinkedTokenSourceInWorkerTests
{
    [Fact]
    public Task SourceThatNothingElseUses_GoesAway() => Verify.Fixes(
        """
        class Worker : BackgroundService
        {
            private readonly CancellationTokenSource _cts = new();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (![|_cts.IsCancellationRequested|])
                    await Task.Delay(1000, _cts.Token);
            }
        }
        """,
        """
        class Worker : BackgroundService
        {

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                    await Task.Delay(1000, stop);
            }
        }
        """);

    [Fact]
    public Task DisposedSource_IsKept() => Verify.Fixes(
        Worker(
            "while (![|_cts.Token|].IsCancellationRequested) await Task.Yield();",
            "private readonly CancellationTokenSource _cts = new(); public override void Dispose() { _cts.Dispose(); base.Dispose(); }"),
        Worker(
            "while (!stop.IsCancellationRequested) await Task.Yield();",
            "private readonly CancellationTokenSource _cts = new(); public override void Dispose() { _cts.Dispose(); base.Dispose(); }"));

    [Theory]
    [InlineData(
        "await LoopAsync();",
        "private readonly CancellationTokenSource _cts = new(); async Task LoopAsync() { while (![|_cts.IsCancellationRequested|]) await "
            + "Task.Yield(); }")]
    [InlineData(
        "await foreach (var item in _items.Reader.ReadAllAsync([|_cts.Token|])) Use(); ",
        "private readonly CancellationTokenSource _cts = new(); void Use() { if (_cts.IsCancellationRequested) return; }")]
    public Task UseOutsideExecuteAsync_IsReportedWithoutFix(string body, string member) => Verify.OffersNothing(Worker(body, member));

    [Theory]
    [InlineData(
        "while (!_cts.IsCancellationRequested) await Task.Yield();",
        "private readonly CancellationTokenSource _cts = new(); public override Task StopAsync(CancellationToken token) { _cts.Cancel(); "
            + "return base.StopAsync(token); }")]
    [InlineData(
        "while (!_cts.IsCancellationRequested) await Task.Yield();",
        "private readonly CancellationTokenSource _cts = new(); public void End() => _cts.CancelAfter(10);")]
    [InlineData("while (!_cts.IsCancellationRequested) await Task.Yield();", "private readonly CancellationTokenSource _cts = new(5000);")]
    [InlineData(
        "while (!_cts.IsCancellationRequested) await Task.Yield();",
        "private readonly CancellationTokenSource _cts = new(); public void Link(CancellationToken token) => token.Register(_cts.Cancel);")]
    [InlineData(
        "_cts = CancellationTokenSource.CreateLinkedTokenSource(stop); while (!_cts.IsCancellationRequested) await Task.Yield();",
        "private CancellationTokenSource _cts = new();")]
    [InlineData(
        "while (!_cts.IsCancellationRequested && !stop.IsCancellationRequested) await Task.Yield();",
        "private readonly CancellationTokenSource _cts = new();")]
    [InlineData("while (!_cts.IsCancellationRequested) await Task.Yield();", "internal readonly CancellationTokenSource _cts = new();")]
    [InlineData(
        "Give(_cts); while (!_cts.IsCancellationRequested) await Task.Yield();",
        "private readonly CancellationTokenSource _cts = new(); static void Give(CancellationTokenSource source) => "
            + "source.Token.ThrowIfCancellationRequested();")]
    [InlineData("await Task.Delay(1, _cts.Token);", "private readonly CancellationTokenSource _cts = new();")]
    public Task ConnectedSource_IsSilent(string body, string member) => Report.IsSilent(Worker(body, member));

    [Theory]
    [InlineData("#if !NEVER\n    private readonly CancellationTokenSource _cts = new();\n#endif")]
    [InlineData("// Cancelled by hand.\n    private readonly CancellationTokenSource _cts = new();")]
    public Task FieldWithADirectiveOrComment_Stays(string field) => Verify.Fixes(
        Worker("while (![|_cts.Token|].IsCancellationRequested) await Task.Yield();", field),
        Worker("while (!stop.IsCancellationRequested) await Task.Yield();", field));

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
