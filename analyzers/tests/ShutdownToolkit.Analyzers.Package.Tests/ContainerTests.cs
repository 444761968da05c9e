using System.Diagnostics;
using System.Text.Json;

namespace ShutdownToolkit.Analyzers.Package.Tests;

/// <summary>Dockerfiles, Compose files and manifests in <c>dotnet build</c>.</summary>
[Collection(Consumers.Name)]
public sealed class ContainerTests(Consumers consumers)
{
    /// <summary>Compilers that load the package, beside the SDK's own; the floor, 4.8, is tested in ShutdownToolkit.Containers.Tests.</summary>
    private const string Compilers = "Microsoft.Net.Compilers.Toolset";

    private static readonly string[] _loadFailures = ["CS8032", "CS8033", "CS8034", "CS9057", "AD0001"];

    private static readonly string[] _assemblies = ["ShutdownToolkit", "Dockerlint.Core", "YamlDotNet"];

    private Shop Shop => consumers.Shop;

    [Fact]
    public void SolutionBuild_SaysEachThingOnce() => Assert.Equal(
        [
            "api/Program.cs(2,52): warning STOP3001",
            "api/Program.cs(2,52): warning STOP3001",
            "compose.yaml(9,24): warning STOP3003",
            "worker/entrypoint.sh(3,1): warning STOP2004",
        ],
        Shop.Findings(Shop.Output));

    [Fact]
    public async Task ClassicSolution_SaysTheSame()
    {
        var build = await Shop.BuildClassic();

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(Shop.Findings(Shop.Output), Shop.Findings(build.Output));
    }

    [Fact]
    public void TimeoutInCode_IsMeasuredAgainstComposeAndPod()
    {
        Assert.Contains("12 s of grace left, and the application may take 45 s", Shop.Output, StringComparison.Ordinal);
        Assert.Contains("30 s of grace left, and the application may take 45 s", Shop.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_HasTheOtherEndAsRelatedLocation()
    {
        var related = Results(Shop.Sarif("Api", "net10.0"))
            .Where(result => Text(result, "ruleId") == "STOP3001" && Text(result, "level") == "warning")
            .SelectMany(result => result.GetProperty("relatedLocations").EnumerateArray())
            .Select(place => place.GetProperty("physicalLocation"))
            .Select(place => Path.GetFileName(Text(place.GetProperty("artifactLocation"), "uri"))
                + ":" + place.GetProperty("region").GetProperty("startLine").GetInt32());

        Assert.Equal(["api.yaml:10", "compose.yaml:4"], related.Order(StringComparer.Ordinal));
    }

    /// <summary>But for the constant of another class, which only the semantic model reads.</summary>
    [Fact]
    public async Task Command_FindsTheSame()
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Repository.Dockerlint, "check", ".", "--format", "json", "--fail-on", "never"])
        {
            WorkingDirectory = Shop.Folder, RedirectStandardOutput = true,
        })!;
        using var report = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync());
        var command = report.RootElement.GetProperty("findings").EnumerateArray()
            .Select(finding => Text(finding, "rule") + " " + Text(finding, "message")).Distinct().Order(StringComparer.Ordinal);
        var compiler = Directory.EnumerateFiles(Shop.Folder, "*.sarif")
            .SelectMany(file => Results(File.ReadAllText(file)))
            .Where(result => !Text(result, "ruleId").StartsWith("STOP1", StringComparison.Ordinal))
            .Where(result => Text(result, "ruleId").StartsWith("STOP", StringComparison.Ordinal) && !result.TryGetProperty("suppressions", out _))
            .Select(result => Text(result, "ruleId") + " " + Text(result.GetProperty("message"), "text")).Distinct().Order(StringComparer.Ordinal);

        Assert.Empty(command.Except(compiler));
        Assert.All(compiler.Except(command), static finding => Assert.Contains("may take 45 s", finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "../published/Program.cs(2,52): warning STOP3001")]
    [InlineData("-p:Shell=true", "../published/Published.csproj(8,5): warning STOP2003")]
    [InlineData("-p:Command=true", "../published/Published.csproj(11,5): warning STOP2003")]
    [InlineData("-p:EnableSdkContainerSupport=false")]
    public async Task ImageThatTheSdkPublishes_IsJudgedWithoutADockerfile(string property, params string[] expected)
    {
        string[] properties = ["-p:ShutdownToolkitManifests=*.yaml", .. property.Length > 0 ? [property] : Array.Empty<string>()];
        var build = await Shop.Rebuild(Shop.Published, properties);

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(expected, Shop.Findings(build.Output));
    }

    /// <summary>What the analyzer takes the image to be is what the SDK's own targets say.</summary>
    [Fact]
    public async Task Sdk_StartsTheApplicationAsAssumed()
    {
        var (_, output) = await Shop.Rebuild(
            Shop.Published, "-t:ComputeContainerConfig", "-p:ContainerBaseImage=", "-getProperty:ContainerBaseImage",
            "-getItem:ContainerAppCommand");
        using var said = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]);

        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0", Text(said.RootElement.GetProperty("Properties"), "ContainerBaseImage"));
        Assert.Equal(
            ["dotnet", "/app/Published.dll"],
            said.RootElement.GetProperty("Items").GetProperty("ContainerAppCommand").EnumerateArray().Select(static item => Text(item, "Identity")));
    }

    [Fact]
    public async Task WarningsAsErrors_BreakTheBuildUnlessTheseStayWarnings()
    {
        var strict = await Shop.Rebuild("worker/Worker.csproj", "-p:TreatWarningsAsErrors=true");
        var kept = await Shop.Rebuild("worker/Worker.csproj", "-p:TreatWarningsAsErrors=true", "-p:ShutdownToolkitWarningsAsErrors=false");

        Assert.NotEqual(0, strict.ExitCode);
        Assert.Contains("worker/entrypoint.sh(3,1): error STOP2004", Shop.Findings(strict.Output));
        Assert.True(kept.ExitCode == 0, kept.Output);
        Assert.Contains("worker/entrypoint.sh(3,1): warning STOP2004", Shop.Findings(kept.Output));
    }

    [Theory]
    [InlineData("-p:ShutdownToolkitCertainIsError=true", 1)]
    [InlineData("", 0)]
    public async Task CertainFinding_BreaksTheBuildWhereItIsAskedTo(string property, int exitCode)
    {
        Shop.Write("api/Dockerfile", text => text.Replace("[\"dotnet\", \"Api.dll\"]", "dotnet Api.dll | cat", StringComparison.Ordinal));
        try
        {
            var build = await Shop.Rebuild("api/Api.csproj", property.Length > 0 ? [property] : []);

            Assert.True(exitCode == build.ExitCode, build.Output);
            Assert.Contains($"api/Dockerfile(4,1): {(exitCode == 1 ? "error" : "warning")} STOP2001", Shop.Findings(build.Output));
        }
        finally
        {
            Shop.Write("api/Dockerfile", text => text.Replace("dotnet Api.dll | cat", "[\"dotnet\", \"Api.dll\"]", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("-p:NoWarn=STOP3001")]
    [InlineData("-p:ShutdownToolkitContainers=false")]
    [InlineData("-p:ShutdownToolkitPreset=off")]
    public async Task Off_IsOff(string property)
    {
        var build = await Shop.Rebuild("api/Api.csproj", property);

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Empty(Shop.Findings(build.Output));
    }

    [Fact]
    public async Task ErrorsPreset_BreaksTheBuildAtTheOneEnd()
    {
        var build = await Shop.Rebuild("api/Api.csproj", "-p:ShutdownToolkitPreset=errors", $"-p:ShutdownToolkitRoot={Shop.Folder}");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Equal(
            ["api/Program.cs(2,52): error STOP3001"],
            Shop.Findings(build.Output).Where(static line => line.Contains("STOP3001", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task ChangedComposeFile_IsReportedByTheNextBuild()
    {
        Shop.Write("compose.yaml", text => text.Replace("12s", "50s", StringComparison.Ordinal));
        try
        {
            Assert.DoesNotContain("12 s of grace left", (await Shop.BuildAgain()).Output, StringComparison.Ordinal);
        }
        finally
        {
            Shop.Write("compose.yaml", text => text.Replace("50s", "12s", StringComparison.Ordinal));
        }

        Assert.Contains("12 s of grace left", (await Shop.BuildAgain()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProjectWithoutContainers_GivesTheCompilerNoFile() => Assert.DoesNotContain(
        "compose.yaml", (await Shop.Rebuild("model/Model.csproj", "-getItem:AdditionalFiles")).Output, StringComparison.Ordinal);

    [SkippableTheory]
    [InlineData("4.14.0")]
    [InlineData("5.9.0")]
    public async Task OtherCompilers_LoadThePackage(string version)
    {
        Skip.IfNot(
            await consumers.HasPackage(Compilers, version), $"{Compilers} {version} is neither in the cache of packages nor to be had from a feed");
        var build = await Shop.Rebuild("api/Api.csproj", $"-p:CompilersUnderTest={version}", "-p:LangVersion=12");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Empty(LoadFailures(build.Output));
        Assert.Equal(["api/Program.cs(2,52): warning STOP3001"], Shop.Findings(build.Output));
    }

    [Fact]
    public void Compiler_LoadsThePackage() => Assert.Empty(LoadFailures(Shop.Output));

    /// <summary>Of ours: an older compiler does not load what the newer SDK brings for itself.</summary>
    private static List<string> LoadFailures(string output) =>
        [.. output.Split('\n').Where(line => Array.Exists(_loadFailures, failure => line.Contains(failure, StringComparison.Ordinal))
            && Array.Exists(_assemblies, assembly => line.Contains(assembly, StringComparison.OrdinalIgnoreCase)))];

    private static List<JsonElement> Results(string sarif) =>
        [.. JsonDocument.Parse(sarif).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
