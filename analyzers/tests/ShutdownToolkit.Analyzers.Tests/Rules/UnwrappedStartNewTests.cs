using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.UnwrappedStartNewAnalyzer, ShutdownToolkit.CodeFixes.Rules.UnwrappedStartNewFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.UnwrappedStartNewAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class UnwrappedStartNewTests
{
    private const string Loop = "private static async Task LoopAsync(CancellationToken stop) => await Task.Delay(1, stop);";

    [Fact]
    public Task AwaitedStartNew_IsUnwrapped() => Verify.Fixes(
        Worker("await [|Task.Factory.StartNew|](async () => await Task.Delay(1, stop));"),
        Worker("await Task.Factory.StartNew(async () => await Task.Delay(1, stop)).Unwrap();"));

    [Fact]
    public Task TwoOfThem_AreFixedTogether() => Verify.Fixes(
        Worker(
            "await [|Task.Factory.StartNew|](() => LoopAsync(stop), TaskCreationOptions.LongRunning); "
                + "Task work = [|Task.Factory.StartNew|](() => LoopAsync(stop)); await work;",
                    "static Task LoopAsync(CancellationToken token) => Task.Delay(1, token);"),
        Worker(
            "await Task.Factory.StartNew(() => LoopAsync(stop), TaskCreationOptions.LongRunning).Unwrap(); "
                + "Task work = Task.Factory.StartNew(() => LoopAsync(stop)).Unwrap(); await work;",
                    "static Task LoopAsync(CancellationToken token) => Task.Delay(1, token);"));

    [Theory]
    [InlineData("await [|Task.Factory.StartNew|](async () => await Task.Delay(1, stop)).ConfigureAwait(false);")]
    [InlineData("_ = await [|Task.Factory.StartNew|](async () => { await Task.Delay(1, stop); return 1; });")]
    [InlineData("await Task.WhenAll([|Task.Factory.StartNew|](async () => await Task.Delay(1, stop)), Task.CompletedTask);")]
    public Task OuterTaskTakenForTheWork_IsReported(string body) => Report.Reports(Worker(body));

    [Fact]
    public Task TaskKeptInAField_IsReported() => Report.Reports(
        Worker(
            "await Task.Yield();",
            "private Task? _work; public void Begin() => _work = [|Task.Factory.StartNew|](async () => await Task.Yield()); "
                + "public Task? Work => _work;"));

    [Theory]
    [InlineData("await Task.Factory.StartNew(async () => await Task.Delay(1, stop)).Unwrap();")]
    [InlineData("await await Task.Factory.StartNew(async () => await Task.Delay(1, stop));")]
    [InlineData("await Task.Run(async () => await Task.Delay(1, stop));")]
    [InlineData("await Task.Factory.StartNew(() => Thread.Sleep(1));")]
    [InlineData("var inner = await Task.Factory.StartNew(async () => await Task.Delay(1, stop)); await inner;")]
    [InlineData("Task<Task> outer = Task.Factory.StartNew(async () => await Task.Delay(1, stop)); await outer.Unwrap();")]
    [InlineData("_ = Task.Factory.StartNew(async () => await Task.Delay(1, stop));")]
    public Task InnerTaskOrSynchronousWork_IsSilent(string body) => Report.IsSilent(Worker(body));

    [Fact]
    public Task OutsideAHostedType_IsSilent() =>
        Report.IsSilent("class Job { public async Task RunAsync() => await Task.Factory.StartNew(async () => await Task.Yield()); }");

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

    [Fact]
    public Task LocalsThatAreWaitedForTogether_AreUnwrapped() => Verify.Fixes(
        Worker(
            "var first = [|Task.Factory.StartNew|](() => LoopAsync(stop)); var second = [|Task.Factory.StartNew|](() => LoopAsync(stop)); "
                + "await Task.WhenAll(first, second);",
            Loop),
        Worker(
            "var first = Task.Factory.StartNew(() => LoopAsync(stop)).Unwrap(); var second = Task.Factory.StartNew(() => LoopAsync(stop)).Unwrap(); "
                + "await Task.WhenAll(first, second);",
            Loop));

    [Fact]
    public Task LocalWhoseInnerTaskIsUsed_IsRight() => Report.IsSilent(
        Worker("var outer = Task.Factory.StartNew(() => LoopAsync(stop)); await Task.WhenAny(outer); await await outer;", Loop));
}
