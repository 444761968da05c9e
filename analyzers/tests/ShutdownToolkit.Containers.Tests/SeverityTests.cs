using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>The compiler applies a .globalconfig to every file, and an .editorconfig to sources alone.</summary>
public sealed class SeverityTests
{
    [Theory]
    [InlineData(ReportDiagnostic.Error, "api/Dockerfile(2,1): Error STOP2001")]
    [InlineData(ReportDiagnostic.Warn, "api/Dockerfile(2,1): Warning STOP2001")]
    [InlineData(ReportDiagnostic.Info, "api/Dockerfile(2,1): Info STOP2001")]
    [InlineData(ReportDiagnostic.Default, "api/Dockerfile(2,1): Warning STOP2001")]
    [InlineData(ReportDiagnostic.Suppress)]
    public async Task EditorConfig_HoldsForTheDockerfileToo(ReportDiagnostic severity, params string[] expected) => Assert.Equal(
        expected,
        (await ShellForm.Configured("STOP2001", severity).Findings()).Select(Consumer.Place));

    /// <summary>What is said of all rules, or of the category of these, the compiler applies to sources alone.</summary>
    [Theory]
    [InlineData("dotnet_analyzer_diagnostic.severity", "error", "api/Dockerfile(2,1): Error STOP2001")]
    [InlineData("dotnet_analyzer_diagnostic.severity", "suggestion", "api/Dockerfile(2,1): Info STOP2001")]
    [InlineData("dotnet_analyzer_diagnostic.severity", "none")]
    [InlineData("dotnet_analyzer_diagnostic.severity", "default", "api/Dockerfile(2,1): Warning STOP2001")]
    [InlineData("dotnet_analyzer_diagnostic.category-Reliability.severity", "none")]
    [InlineData("dotnet_analyzer_diagnostic.category-Usage.severity", "none", "api/Dockerfile(2,1): Warning STOP2001")]
    public async Task AllRulesAtOnce_HoldForTheDockerfileToo(string key, string word, params string[] expected) =>
        Assert.Equal(expected, (await ShellForm.Line(key, word).Findings()).Select(Consumer.Place));

    [Fact]
    public async Task NarrowerWord_Wins()
    {
        Consumer Off() => ShellForm.Line("dotnet_analyzer_diagnostic.severity", "none");

        Assert.Single(await Off().Line("dotnet_analyzer_diagnostic.category-Reliability.severity", "warning").Findings());
        Assert.Single(await Off().Configured("STOP2001", ReportDiagnostic.Warn).Findings());
    }

    private static Consumer ShellForm => new Consumer { Output = OutputKind.DynamicallyLinkedLibrary }
        .With("Nothing.cs", "public sealed class Nothing;").With("Dockerfile", "FROM debian:12\nENTRYPOINT /app | cat\n");

    private const string Gunicorn = """
        services:
          web:
            image: registry.example/web:1
            command: ["gunicorn", "--graceful-timeout", "60", "app:app"]
            stop_grace_period: 20s
        """;

    /// <summary>Of the two that dockerlint calls an error and a warning.</summary>
    [Theory]
    [InlineData("", "api/Dockerfile(4,1): Warning STOP2001", "api/compose.yaml(5,24): Warning STOP3001")]
    [InlineData("true", "api/Dockerfile(4,1): Error STOP2001", "api/compose.yaml(5,24): Warning STOP3001")]
    public async Task CertainFinding_IsAWarningUnlessErrorsAreAskedFor(string asked, params string[] expected) => Assert.Equal(
        expected,
        (await new Consumer { Output = OutputKind.DynamicallyLinkedLibrary }.Where("ShutdownToolkitCertainIsError", asked)
            .With("Nothing.cs", "public sealed class Nothing;").With("Dockerfile", "FROM debian:12\n\n\nENTRYPOINT /app | cat\n")
            .With("compose.yaml", Gunicorn).Findings()).Select(Consumer.Place));

    [Fact]
    public async Task ConfiguredRule_IsToldAtOneEndOnly()
    {
        Assert.Equal(["api/Program.cs(1,48): Error STOP3001"], Places(await ShortGrace.Configured("STOP3001", ReportDiagnostic.Error).Findings()));
        Assert.Equal(
            ["api/Program.cs(1,48): Error STOP3001"], Places(await ShortGrace.Line("dotnet_analyzer_diagnostic.severity", "error").Findings()));
    }

    private static IEnumerable<string> Places(IEnumerable<Diagnostic> findings) => findings.Select(Consumer.Place);

    private static Consumer ShortGrace => new Consumer()
        .With(
            "Program.cs",
            """
            /**/WebApplication.CreateBuilder(args).WebHost.UseShutdownTimeout(TimeSpan.FromSeconds(45));
            WebApplication.CreateBuilder(args).Build().Run();
            """)
        .With("Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nENTRYPOINT [\"dotnet\", \"/app/Api.dll\"]\n")
        .With("compose.yaml", "services:\n  api:\n    build: .\n    stop_grace_period: 20s\n");
}
