using System.IO.Compression;
using System.Xml.Linq;

namespace ShutdownToolkit.Analyzers.Package.Tests;

/// <summary>The package as a team gets it: installed, built against, fixed with, configured.</summary>
[Collection(Consumers.Name)]
public sealed class PackageTests(Consumers consumers)
{
    [Fact]
    public void Layout_IsOneFolderPerCompilerWithPropsPresetsAndReadme()
    {
        using var package = ZipFile.OpenRead(consumers.Package);
        string[] names = [.. package.Entries.Select(entry => entry.FullName)
            .Where(
                name =>
                    !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name[0] != '[')
            .Order(StringComparer.Ordinal)];

        Assert.Equal(
            [
                "README.md",
                "ShutdownToolkit.Analyzers.nuspec",
                "THIRD-PARTY-NOTICES.txt",
                "analyzers/dotnet/roslyn4.8/cs/Dockerlint.Core.dll",
                "analyzers/dotnet/roslyn4.8/cs/ShutdownToolkit.Analyzers.dll",
                "analyzers/dotnet/roslyn4.8/cs/ShutdownToolkit.CodeFixes.dll",
                "analyzers/dotnet/roslyn4.8/cs/ShutdownToolkit.Containers.dll",
                "analyzers/dotnet/roslyn4.8/cs/YamlDotNet.dll",
                "build/ShutdownToolkit.Analyzers.props",
                "build/ShutdownToolkit.Analyzers.targets",
                "build/ShutdownToolkit.Containers.targets",
                "buildTransitive/ShutdownToolkit.Analyzers.props",
                "buildTransitive/ShutdownToolkit.Analyzers.targets",
                "presets/advice.containers.globalconfig",
                "presets/advice.globalconfig",
                "presets/errors.containers.globalconfig",
                "presets/errors.globalconfig",
                "presets/off.containers.globalconfig",
                "presets/off.globalconfig",
                "presets/strict.containers.globalconfig",
                "presets/strict.globalconfig",
            ],
            names);
    }

    [Fact]
    public void Nuspec_IsADevelopmentDependencyWithoutDependencies()
    {
        using var package = ZipFile.OpenRead(consumers.Package);
        using var nuspec = package.GetEntry("ShutdownToolkit.Analyzers.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();

        Assert.Equal("true", Value(metadata, "developmentDependency"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Null(Value(metadata, "dependencies"));
    }

    [SkippableTheory]
    [InlineData("web")]
    [InlineData("worker")]
    [InlineData("console")]
    [InlineData("tests")]
    [InlineData("web8")]
    [InlineData("worker8")]
    [InlineData("console8")]
    public void Build_ShowsTheMarkedLines(string project)
    {
        SkipWithoutNet8(project);

        Assert.Equal(Findings.Expected(Consumers.Source(project), afterTheFixes: false), Findings.In(consumers.Before, project));
    }

    [SkippableTheory]
    [InlineData("web")]
    [InlineData("worker")]
    [InlineData("console")]
    [InlineData("web8")]
    [InlineData("worker8")]
    [InlineData("console8")]
    public void Build_IsCleanAfterDotnetFormat(string project)
    {
        SkipWithoutNet8(project);

        Assert.Equal(
            Findings.Expected(Consumers.Source(project), afterTheFixes: true).Select(Id), Findings.In(consumers.After, project).Select(Id));

        static string Id(string finding) => finding[finding.IndexOf(' ', StringComparison.Ordinal)..];
    }

    [Fact]
    public void DotnetFormat_WritesWhatThePageShows()
    {
        Assert.Contains("await Task.Delay(15_000, stoppingToken);", consumers.Text("web", "Program.cs"), StringComparison.Ordinal);
        Assert.Contains("base.StopAsync(cancellationToken)", consumers.Text("web", "Program.cs"), StringComparison.Ordinal);
        Assert.Contains("while (!stoppingToken.IsCancellationRequested)", consumers.Text("worker", "Loop.cs"), StringComparison.Ordinal);
        Assert.Contains("using var", consumers.Text("console", "Program.cs"), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(Consumers.Source("tests"), "Loop.cs")), consumers.Text("tests", "Loop.cs"));
    }

    [Theory]
    [InlineData("strict", 0, "warning STOP1301", "warning STOP1803")]
    [InlineData("errors", 1, "error STOP1301", "error STOP1803")]
    public async Task Preset_RaisesEveryRule_AlsoOfTheSettingsFile(string preset, int exitCode, string code, string settings)
    {
        var build = await consumers.Rebuild("web", preset);

        Assert.True(exitCode == build.ExitCode, build.Output);
        Assert.Contains(code, build.Output, StringComparison.Ordinal);
        Assert.Matches($@"appsettings\.json\(\d+,\d+\): {settings}", build.Output);
    }

    [Theory]
    [InlineData("advice")]
    [InlineData("off")]
    public async Task Preset_TakesEveryRuleOutOfTheBuild(string preset)
    {
        var build = await consumers.Rebuild("web", preset);

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.DoesNotContain("STOP1", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownPreset_NamesTheKnown()
    {
        var build = await consumers.Rebuild("console", "loud");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(
            "ShutdownToolkitPreset is 'loud'; known are default, strict, errors, advice and off.", build.Output, StringComparison.Ordinal);
    }

    private void SkipWithoutNet8(string project) =>
        Skip.If(project.EndsWith('8') && consumers.WhyNoNet8 is not null, consumers.WhyNoNet8);

    private static string? Value(XElement metadata, string name) =>
        metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
