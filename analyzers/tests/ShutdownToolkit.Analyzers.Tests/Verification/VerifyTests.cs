using Xunit.Sdk;
using Fixed = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.StopAsyncWithoutBaseAnalyzer, ShutdownToolkit.CodeFixes.Rules.StopAsyncWithoutBaseFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.StopAsyncWithoutBaseAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Verification;

/// <summary>A harness that cannot fail proves nothing.</summary>
public sealed class VerifyTests
{
    [Fact]
    public Task MissingFinding_Fails() => Fails(() => Report.Reports("class [|A|];"), "got:\n  nothing");

    [Fact]
    public Task FindingElsewhere_Fails() => Fails(() => Report.Reports(Worker("[|Task|] StopAsync")), "STOP1101");

    [Fact]
    public Task UnexpectedFinding_Fails() => Fails(() => Report.IsSilent(Worker("Task StopAsync")), "Expected silence");

    [Fact]
    public Task CodeThatDoesNotCompile_Fails() => Fails(() => Report.IsSilent("class A : Missing;"), "CS0246");

    [Fact]
    public Task OtherFix_Fails() => Fails(() => Fixed.Fixes(Worker("Task [|StopAsync|]"), "class A;"), "class A");

    private static async Task Fails(Func<Task> verification, string message) =>
        Assert.Contains(message, (await Assert.ThrowsAnyAsync<XunitException>(verification)).Message, StringComparison.Ordinal);

    private static string Worker(string head) =>
        $$"""
        class Worker : BackgroundService
        {
            public override {{head}}(CancellationToken token) => Task.CompletedTask;
            protected override Task ExecuteAsync(CancellationToken stop) => Task.Delay(-1, stop);
        }
        """;
}
