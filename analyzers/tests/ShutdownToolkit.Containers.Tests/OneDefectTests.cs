using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>Two assemblies of one package see the same program: what both could say is said once.</summary>
public sealed class OneDefectTests
{
    private const string Loop = "while (true)\n{\n    System.IO.File.AppendAllText(\"queue\", \"item\");\n    Thread.Sleep(500);\n}\n";

    private const string Dockerfile = "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n";

    private static readonly IReadOnlyList<DiagnosticAnalyzer> _all =
    [
        .. typeof(NoSignalHandlingAnalyzer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    [Fact]
    public async Task LoopOfAContainer_IsToldByTheRuleThatSeesHowItIsStarted() => Assert.Equal(
        ["api/Dockerfile(4,13): Info STOP2008", "api/Program.cs(1,1): Warning STOP2008"],
        (await Program(Loop).With("Dockerfile", Dockerfile).Findings()).Select(Consumer.Place));

    /// <summary>The one warning stands where the program waits; what the mend changes is shown, and has its fix.</summary>
    [Fact]
    public async Task HandlerOfCtrlC_IsShownBesideTheOneWarning()
    {
        Assert.Equal(
            ["api/Program.cs(1,1): Warning STOP2008", "api/Program.cs(2,1): Info STOP1405"],
            await AtTheCode("Console.CancelKeyPress", "Dockerfile", Dockerfile));
        Assert.Equal(["api/Program.cs(2,1): Warning STOP1405"], await AtTheCode("Console.CancelKeyPress", "Dockerfile", "FROM debian:12\n"));
    }

    /// <summary>To the containers' rule it may be a handler.</summary>
    [Fact]
    public async Task HandlerOfTheProcessesEnd_IsToldByTheCodesOwnRule() => Assert.Equal(
        ["api/Program.cs(2,1): Warning STOP1501"], await AtTheCode("AppDomain.CurrentDomain.ProcessExit", "Dockerfile", Dockerfile));

    private static async Task<IEnumerable<string>> AtTheCode(string raised, string file, string text) =>
        (await Program($"var stop = false;\n{raised} += (_, _) => stop = true;\nwhile (!stop) {{ Thread.Sleep(500); }}\n")
            .With(file, text).Findings()).Where(static finding => finding.Location.IsInSource).Select(Consumer.Place).Order();

    [Theory]
    [InlineData("Dockerfile.other", "FROM debian:12\nENTRYPOINT [\"/app/other\"]\n")]
    [InlineData("Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:10.0\n# dockerlint ignore=STOP2008 it has no state\n"
        + "ENTRYPOINT [\"dotnet\", \"Api.dll\"]\n")]
    [InlineData("compose.yaml", "services:\n  api:\n    image: debian:12\n    init: true\n    entrypoint: [\"/app/Api\"]\n")]
    [InlineData("stylecop.json", "{}")]
    public async Task LoopOfWhichThatRuleSaysNothing_IsToldByTheCodesOwnRule(string file, string text) => Assert.Equal(
        ["api/Program.cs(1,1): Info STOP1504"],
        (await Program(Loop).With(file, text).Findings()).Where(static finding => finding.Location.IsInSource).Select(Consumer.Place));

    /// <summary>Who switches the one off has not seen the other.</summary>
    [Fact]
    public async Task LoopOfWhichThatRuleIsOff_IsToldByTheCodesOwnRule() => Assert.Equal(
        ["api/Program.cs(1,1): Info STOP1504"],
        (await Program(Loop).With("Dockerfile", Dockerfile).Configured("STOP2008", ReportDiagnostic.Suppress).Findings()).Select(Consumer.Place));

    /// <summary>An editor keeps the compilation while a Dockerfile is typed.</summary>
    [Fact]
    public async Task DockerfileThatIsTyped_TakesItOver()
    {
        var consumer = Program(Loop).With("Dockerfile", "FROM debian:12\n");
        var project = consumer.Project();
        Assert.Equal(["api/Program.cs(1,1): Info STOP1504"], (await consumer.Of(project)).Select(Consumer.Place));

        var document = project.AdditionalDocuments.Single();
        project = project.Solution.WithAdditionalDocumentText(document.Id, Microsoft.CodeAnalysis.Text.SourceText.From(Dockerfile))
            .GetProject(project.Id)!;

        Assert.DoesNotContain(await consumer.Of(project), static finding => finding.Id == "STOP1504");
    }

    private static Consumer Program(string program) => new Consumer { Beside = _all }.With("Program.cs", program);
}
