using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Tests;

public sealed class ConstantDurationTests
{
    [Theory]
    [InlineData("500", 500)]
    [InlineData("(5 * 1000)", 5000)]
    [InlineData("-1", -1)]
    [InlineData("Timeout.Infinite", -1)]
    [InlineData("Timeout.InfiniteTimeSpan", -1)]
    [InlineData("TimeSpan.Zero", 0)]
    [InlineData("TimeSpan.FromSeconds(1.5)", 1500)]
    [InlineData("TimeSpan.FromSeconds(2)", 2000)]
    [InlineData("TimeSpan.FromMinutes(1)", 60_000)]
    [InlineData("TimeSpan.FromMilliseconds(250)", 250)]
    [InlineData("new TimeSpan(0, 0, 3)", 3000)]
    [InlineData("TimeSpan.FromSeconds(args.Length)", null)]
    [InlineData("args.Length", null)]
    public async Task Duration_OfAWait(string expression, int? milliseconds)
    {
        var document = TestProject.Executable.Create($"class P {{ static Task Main(string[] args) => Task.Delay({expression}); }}");
        var model = (await document.GetSemanticModelAsync())!;
        var call = (await document.GetSyntaxRootAsync())!.DescendantNodes().OfType<InvocationExpressionSyntax>().First();

        var duration = ConstantDuration.Of(((IInvocationOperation)model.GetOperation(call)!).Arguments[0].Value);

        Assert.Equal(milliseconds, (int?)duration?.TotalMilliseconds);
        Assert.Equal(milliseconds == -1, duration?.IsInfinite() ?? false);
    }
}
