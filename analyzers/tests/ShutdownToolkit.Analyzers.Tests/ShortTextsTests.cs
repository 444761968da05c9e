using Microsoft.CodeAnalysis.CSharp;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Tests;

public sealed class ShortTextsTests
{
    [Theory]
    [InlineData("host", "host")]
    [InlineData("_stopping . Token", "_stopping . Token")]
    [InlineData("a\n    .B()\n    .C()", "a .B() .C()")]
    [InlineData("Host.CreateDefaultBuilder(args).ConfigureServices(s => s.AddHostedService<Worker>()).Build()",
        "Host.CreateDefaultBuilder(…)…Build()")]
    [InlineData("new HostBuilder().ConfigureServices(services => services.AddHostedService<Worker>()).Build()",
        "new HostBuilder().ConfigureServices(…).Build()")]
    [InlineData("new HostBuilder { A = 1 }.ConfigureServices(services => services.Add()).UseThis().Build()",
        "new HostBuilder { A = 1 }.ConfigureServices(…)…Build()")]
    [InlineData("CreateTheHostOfThisProgram(firstArgument, secondArgument)", "CreateTheHostOfThisProgram(…)")]
    [InlineData("CancellationTokenSource.CreateLinkedTokenSource(first, second).Token",
        "CancellationTokenSource.CreateLinkedTokenSource(…).Token")]
    [InlineData("new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token", "new CancellationTokenSource(…).Token")]
    [InlineData("useTheFirst ? theFirstTokenOfTwo : theSecondTokenOfTwo", "useTheFirst ? theFirstTokenOfTwo : theS…")]
    [InlineData("await CreateTheHostOfThisProgramAsync(firstArgument, secondArgument)", "await CreateTheHostOfThisProgramAsync(…)")]
    [InlineData("builders[0].ConfigureTheServicesOfThisProgram(services)", "builders[0].ConfigureTheServicesOfThisProgram(…)")]
    public void Expression_IsNamedByItsBeginningAndItsEnd(string expression, string text) =>
        Assert.Equal(text, SyntaxFactory.ParseExpression(expression).ShortText());
}
