using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.StartAsyncWithoutBaseAnalyzer, ShutdownToolkit.CodeFixes.Rules.StartAsyncWithoutBaseFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.StartAsyncWithoutBaseAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class StartAsyncWithoutBaseTests
{
    private const string Loop = "protected override Task ExecuteAsync(CancellationToken stop) => Task.Delay(-1, stop);";

    [Fact]
    public Task AsyncBody_EndsWithTheBase() => Verify.Fixes(
        Worker("""
            public override async Task [|StartAsync|](CancellationToken token)
            {
                await Task.Yield();
            }
            """),
        Worker("""
            public override async Task StartAsync(CancellationToken token)
            {
                await Task.Yield();
                await base.StartAsync(token);
            }
            """));

    [Fact]
    public Task CompletedTask_BecomesTheBaseCall() => Verify.Fixes(
        Worker("public override Task [|StartAsync|](CancellationToken token) => Task.CompletedTask;"),
        Worker("public override Task StartAsync(CancellationToken token) => base.StartAsync(token);"));

    [Fact]
    public Task ReturnOfACompletedTask_ReturnsTheBase() => Verify.Fixes(
        Worker("""
            public override Task [|StartAsync|](CancellationToken token)
            {
                Console.WriteLine("starting");
                return Task.CompletedTask;
            }
            """),
        Worker("""
            public override Task StartAsync(CancellationToken token)
            {
                Console.WriteLine("starting");
                return base.StartAsync(token);
            }
            """));

    [Theory]
    [InlineData(
        "public override async Task [|StartAsync|](CancellationToken token) { if (token.IsCancellationRequested) return; await Task.Yield(); }")]
    [InlineData("public override Task [|StartAsync|](CancellationToken token) => Task.Delay(1, token);")]
    [InlineData(
        "public override Task [|StartAsync|](CancellationToken token) { if (token.IsCancellationRequested) return Task.CompletedTask; "
            + "return Task.CompletedTask; }")]
    public Task WhereToPutTheBaseIsUnclear_IsLeftToTheReader(string member) => Verify.OffersNothing(Worker(member));

    [Fact]
    public Task OwnBaseClass_IsReportedToo() => Report.Reports(
        $$"""
        abstract class Base : BackgroundService { {{Loop}} }
        class Worker : Base { public override Task [|StartAsync|](CancellationToken token) => Task.CompletedTask; }
        """, message: "StartAsync of 'Worker'");

    [Theory]
    [InlineData("public override Task StartAsync(CancellationToken token) => base.StartAsync(token);")]
    [InlineData(
        "public override Task StartAsync(CancellationToken token) => Environment.ProcessId > 1 ? base.StartAsync(token) : Task.CompletedTask;")]
    [InlineData(
        "public override Task StartAsync(CancellationToken token) => Begin(token); async Task Begin(CancellationToken t) { await Task.Yield(); "
            + "await base.StartAsync(t); }")]
    [InlineData(
        "readonly CancellationTokenSource _cts = new(); Task? _run; public override Task StartAsync(CancellationToken token) { _run = "
            + "ExecuteAsync(_cts.Token); return Task.CompletedTask; }")]
    [InlineData(
        "public override Task StartAsync(CancellationToken token) { _ = Task.Run(() => base.StartAsync(token)); return Task.CompletedTask; }")]
    [InlineData("public override Task StartAsync(CancellationToken token) => throw new NotSupportedException();")]
    [InlineData("public new Task StartAsync(CancellationToken token) => Task.CompletedTask;")]
    [InlineData("public Task StartAsync(string name) => Task.CompletedTask;")]
    public Task ExecuteAsyncIsStarted_IsSilent(string member) => Report.IsSilent(Worker(member));

    [Theory]
    [InlineData("Task ExecuteAsync(CancellationToken stop) => Task.CompletedTask;")]
    [InlineData("async Task ExecuteAsync(CancellationToken stop) { }")]
    [InlineData("async Task ExecuteAsync(CancellationToken stop) { await Task.CompletedTask; }")]
    [InlineData("async Task ExecuteAsync(CancellationToken stop) => await Task.CompletedTask;")]
    public Task NothingToRun_IsSilent(string execute) => Report.IsSilent(
        $$"""
        class Warmup : BackgroundService
        {
            protected override {{execute}}
            public override async Task StartAsync(CancellationToken token) => await Task.Delay(1, token);
        }
        """);

    [Fact]
    public Task PlainHostedService_IsSilent() => Report.IsSilent(
        """
        class Service : IHostedService
        {
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;
            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """);

    private static string Worker(string member) =>
        $$"""
        class Worker : BackgroundService
        {
            {{Loop}}

            {{member.ReplaceLineEndings("\n    ")}}
        }
        """;
}
