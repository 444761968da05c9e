using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>A file at the solution's root is seen by every project; each thing in it is told by one.</summary>
public sealed class ScopeTests
{
    private const string Compose = """
        services:
          api:
            build: ./api
            stop_grace_period: 0s
          job:
            build: ./job
            stop_grace_period: 0s
          db:
            image: postgres:16
            stop_grace_period: 0s
        """;

    private const string Dockerfile = "FROM debian:12\nENTRYPOINT [\"/app\"]\n";

    [Theory]
    [InlineData("api", "", "../compose.yaml 4", "../compose.yaml 10")]
    [InlineData("api", "false", "../compose.yaml 4")]
    [InlineData("job", "false", "../compose.yaml 7")]
    [InlineData("web", "false")]
    public async Task SharedFile_IsToldByTheProjectOfEachService(string project, string speaks, params string[] expected)
    {
        var consumer = Library($"/src/{project}/").Where("ShutdownToolkitSpeaksForSolution", speaks)
            .With("/src/compose.yaml", Compose).With("Dockerfile", Dockerfile);

        Assert.Equal(
            expected,
            (await consumer.Findings()).OrderBy(static finding => finding.Location.SourceSpan.Start).Select(static finding =>
                $"../{Path.GetFileName(finding.Location.GetLineSpan().Path)} {finding.Location.GetLineSpan().StartLinePosition.Line + 1}"));
    }

    [Fact]
    public async Task NamedDockerfile_IsTheProjectsOwnWhereverItLiesAndWhateverItIsCalled() => Assert.Equal(
        ["docker/api.image(2,1): Warning STOP2001"],
        (await Library("/src/api/").Where("DockerfileFile", "../docker/api.image").Where("ShutdownToolkitSpeaksForSolution", "false")
            .With("/src/docker/api.image", "FROM debian:12\nENTRYPOINT /app | cat\n").With("/src/docker/compose.yaml", "services: {}\n").Findings())
            .Select(Consumer.Place));

    [Fact]
    public async Task NamedDockerfile_NeedsNoOtherFile() => Assert.Equal(
        ["docker/api.image(2,1): Warning STOP2001"],
        (await Library("/src/api/").Where("DockerfileFile", "../docker/api.image")
            .With("/src/docker/api.image", "FROM debian:12\nENTRYPOINT /app | cat\n").Findings()).Select(Consumer.Place));

    [Theory]
    [InlineData("Api", true)]
    [InlineData("Other", false)]
    public async Task DockerfileAtTheRoot_BelongsToTheProjectWhoseAssemblyItStarts(string assembly, bool isOwn) => Assert.Equal(
        isOwn,
        (await new Consumer { Assembly = assembly }.Where("ShutdownToolkitSpeaksForSolution", "false")
            .With("Program.cs", "WebApplication.CreateBuilder(args).Build().Run();")
            .With("/src/Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nENTRYPOINT dotnet Api.dll | cat\n").Findings())
            .Any(static finding => finding.Id == "STOP2001"));

    private static Consumer Library(string folder) => new Consumer { Output = OutputKind.DynamicallyLinkedLibrary }
        .Where("ShutdownToolkitProjectDir", folder).With("Nothing.cs", "public sealed class Nothing;");
}
