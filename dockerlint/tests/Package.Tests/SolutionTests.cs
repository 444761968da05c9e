using System.Text.RegularExpressions;

namespace ShutdownToolkit.Package.Tests;

/// <summary>What a team sees that adds the analyzers to its solution: the container's defects beside the code's, in one build.</summary>
[Collection(nameof(Released))]
public sealed partial class SolutionTests(Release release)
{
    private const string Repository = "dockerlint/tests/Dockerlint.Tests/Repositories/dotnet-solution";

    /// <summary>A front end without a project: what is beside no project is named by one.</summary>
    private const string Added = """
        <Project>
          <PropertyGroup>
            <NuGetAudit>false</NuGetAudit>
            <UseAppHost>false</UseAppHost>
            <ShutdownToolkitManifests>$(MSBuildThisFileDirectory)deploy/**</ShutdownToolkitManifests>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="ShutdownToolkit.Analyzers" Version="*-*" />
            <AdditionalFiles Include="$(MSBuildThisFileDirectory)frontend/Dockerfile" />
          </ItemGroup>
        </Project>
        """;

    [SkippableFact]
    public async Task Build_SaysWhatIsWrongInCodeScriptsAndContainers()
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        var folder = release.NewFolder("solution");
        var source = Path.Combine(Release.Root, Repository);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(Path.Combine(folder, "frontend"));
        await File.WriteAllTextAsync(Path.Combine(folder, "frontend/Dockerfile"), "FROM debian:12\nCMD node server.js\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.targets"), Added);

        var build = await release.In(folder).Run("dotnet", "build", "Orders.slnx", "--nologo", "-clp:NoSummary");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(
            [
                "frontend/Dockerfile(2,1): warning STOP2001",
                "src/Orders.Worker/Shipping.cs(10,19): warning STOP1002",
                "src/Orders.Worker/docker-entrypoint.sh(9,1): warning STOP2004",
            ],
            Finding().Matches(build.Output).Select(match => match.Value.Replace(folder + "/", "", StringComparison.Ordinal)).Distinct()
                .Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"[^\s(]+\(\d+,\d+\): (warning|error) STOP\d+")]
    private static partial Regex Finding();
}
