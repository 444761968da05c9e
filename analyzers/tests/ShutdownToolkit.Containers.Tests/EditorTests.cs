using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>A workspace as an editor keeps it: a text changes, and that file, or the one at the other end, is asked again.</summary>
public sealed class EditorTests
{
    private const string Good = "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n";

    private const string Piped = "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nENTRYPOINT dotnet Api.dll | cat\n";

    private readonly Consumer _consumer = new Consumer()
        .With(
            "Program.cs",
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));
            builder.Build().Run();
            """)
        .With("Dockerfile", Good)
        .With("compose.yaml", "services:\n  api:\n    build: .\n    stop_grace_period: 20s\n");

    [Fact]
    public async Task FindingComesAndGoesWhileTheDockerfileIsTyped()
    {
        var project = _consumer.Project();
        Assert.Empty(await _consumer.Of(project, "Dockerfile"));

        project = Changed(project, "Dockerfile", Piped);
        Assert.Equal("api/Dockerfile(2,1): Warning STOP2001", Consumer.Place(Assert.Single(await _consumer.Of(project, "Dockerfile"))));

        Assert.Empty(await _consumer.Of(Changed(project, "Dockerfile", Good), "Dockerfile"));
    }

    [Fact]
    public async Task GraceThatIsTypedInTheComposeFile_ShowsAtTheCode()
    {
        var project = Changed(_consumer.Project(), "compose.yaml", "services:\n  api:\n    build: .\n    stop_grace_period: 12s\n");

        Assert.Contains("api/Program.cs(2,52): Warning STOP3001", (await _consumer.Of(project)).Select(Consumer.Place));
        Assert.Equal("api/compose.yaml(4,24): Info STOP3001", Consumer.Place(Assert.Single(await _consumer.Of(project, "compose.yaml"))));
    }

    [Fact]
    public async Task FindingMovesWithWhatIsTypedAboveIt()
    {
        var project = Changed(_consumer.Project(), "Dockerfile", Piped);
        Assert.Equal("api/Dockerfile(2,1): Warning STOP2001", Consumer.Place(Assert.Single(await _consumer.Of(project, "Dockerfile"))));

        project = Changed(project, "Dockerfile", "# syntax=docker/dockerfile:1\n\n" + Piped);

        Assert.Equal("api/Dockerfile(4,1): Warning STOP2001", Consumer.Place(Assert.Single(await _consumer.Of(project, "Dockerfile"))));
    }

    [Fact]
    public async Task TimeoutThatIsTypedInTheCode_ShowsAtTheComposeFile()
    {
        var project = await Typed(_consumer.Project(), "15", "25");

        Assert.Equal("api/compose.yaml(4,24): Info STOP3001", Consumer.Place(Assert.Single(await _consumer.Of(project, "compose.yaml"))));
    }

    [Fact]
    public async Task TimeoutInTheCode_ComesMovesAndGoes()
    {
        var project = await Typed(_consumer.Project(), "15", "25");
        Assert.Contains("api/Program.cs(2,52): Warning STOP3001", (await _consumer.Of(project)).Select(Consumer.Place));

        project = await Typed(project, "var builder", "// the host\nvar builder");
        Assert.Contains("api/Program.cs(3,52): Warning STOP3001", (await _consumer.Of(project)).Select(Consumer.Place));

        project = await Typed(project, "25", "5");
        Assert.DoesNotContain(await _consumer.Of(project), static finding => finding.Id == "STOP3001");
    }

    private static async Task<Project> Typed(Project project, string old, string text)
    {
        var source = project.Documents.Single(static document => document.Name == "Program.cs");
        return source.WithText(SourceText.From((await source.GetTextAsync()).ToString().Replace(old, text, StringComparison.Ordinal))).Project;
    }

    private static Project Changed(Project project, string file, string text)
    {
        var document = project.AdditionalDocuments.Single(document => document.Name == file);
        return project.Solution.WithAdditionalDocumentText(document.Id, SourceText.From(text)).GetProject(project.Id)!;
    }
}
