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
            "feed/Drain.cs(7,15): warning STOP3007",
            "feed/Program.cs(3,1): warning STOP2010",
            "jobs/Program.cs(1,1): warning STOP2008",
            "worker/batch.Dockerfile(2,1): warning STOP2001",
            "worker/entrypoint.sh(3,1): warning STOP2004",
        ],
        Shop.Findings(Shop.Output));

    /// <summary>Of the code's own rule about the same loop, which a project that names a Dockerfile makes a warning.</summary>
    [Fact]
    public async Task LoopOfAContainer_IsOneFinding()
    {
        Assert.DoesNotContain("jobs/Program.cs(1,1): warning STOP1504", Shop.Output, StringComparison.Ordinal);

        var build = await Shop.Rebuild("jobs/Jobs.csproj", "-p:ShutdownToolkitContainers=false");
        Assert.Contains("jobs/Program.cs(1,1): warning STOP1504", build.Output, StringComparison.Ordinal);
    }

    /// <summary>Wherever it lies, and with nothing else at hand.</summary>
    [Theory]
    [InlineData("", "jobs/Program.cs(1,1): warning STOP2008")]
    [InlineData("-p:DockerfileFile=")]
    public async Task NamedDockerfile_IsTheProjectsOwn(string property, params string[] expected)
    {
        var build = await Shop.Rebuild("jobs/Jobs.csproj", property.Length > 0 ? [property] : []);

        Assert.Equal(expected, Shop.Findings(build.Output));
    }

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
            .Select(Place);

        Assert.Equal(["api.yaml:10", "compose.yaml:4"], related.Order(StringComparer.Ordinal));
    }

    /// <summary>And at the other end, for an editor, the code.</summary>
    [Theory]
    [InlineData("Jobs", "STOP2008", "Program.cs:1", "jobs.Dockerfile:4")]
    [InlineData("Feed", "STOP3007", "Drain.cs:7", "compose.yaml:10")]
    [InlineData("Feed", "STOP2010", "Program.cs:3", "Dockerfile:4")]
    public void Sarif_HasBothEnds(string project, string rule, string code, string file)
    {
        var results = Results(Shop.Sarif(project, "net10.0")).Where(result => Text(result, "ruleId") == rule).ToList();

        Assert.Equal(["note", "warning"], results.Select(static result => Text(result, "level")).Order(StringComparer.Ordinal));
        Assert.Contains($"{code} {file}", Ends("warning"), StringComparison.Ordinal);
        Assert.Contains($"{file} {code}", Ends("note"), StringComparison.Ordinal);

        string Ends(string level) => string.Join(' ', results.Where(result => Text(result, "level") == level).SelectMany(static result =>
            result.GetProperty("locations").EnumerateArray().Concat(result.GetProperty("relatedLocations").EnumerateArray())).Select(Place));
    }

    /// <summary>But for the constant of another class and the program that code starts, which only the semantic model reads.</summary>
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
        Assert.All(compiler.Except(command), static finding => Assert.Matches("may take 45 s|redis-server is started here", finding));
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

    /// <summary>A Dockerfile and a script: to these the compiler by itself applies nothing of an .editorconfig or of all rules.</summary>
    [Theory]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_diagnostic.STOP2001.severity = none", "entrypoint.sh(3,1): warning STOP2004")]
    [InlineData(
        ".editorconfig", "[*]\ndotnet_analyzer_diagnostic.category-Reliability.severity = error", "batch.Dockerfile(2,1): error STOP2001",
        "entrypoint.sh(3,1): warning STOP2004")]
    [InlineData(".editorconfig", "[*]\ndotnet_analyzer_diagnostic.severity = none", "entrypoint.sh(3,1): warning STOP2004")]
    [InlineData(".globalconfig", "is_global = true\ndotnet_analyzer_diagnostic.severity = none", "entrypoint.sh(3,1): warning STOP2004")]
    [InlineData(
        ".globalconfig", "is_global = true\ndotnet_diagnostic.STOP2001.severity = none", "entrypoint.sh(3,1): warning STOP2004")]
    public async Task Severities_HoldForFilesBesideTheCode(string file, string text, params string[] expected)
    {
        var path = Path.Combine(Shop.Folder, "worker", file);
        await File.WriteAllTextAsync(path, text + "\n");
        try
        {
            var build = await Shop.Rebuild("worker/Worker.csproj");

            Assert.Equal(expected.Select(static finding => "worker/" + finding), Shop.Findings(build.Output).Distinct());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("worker/batch.Dockerfile", "ENTRYPOINT", "# dockerlint ignore=STOP2001 it is a batch", "worker/Worker.csproj")]
    [InlineData("worker/entrypoint.sh", "dotnet", "# dockerlint ignore=STOP2004 it is a batch", "worker/Worker.csproj")]
    [InlineData("compose.yaml", "    stop_grace_period: 12s", "    # dockerlint ignore=STOP3001 measured", "api/Api.csproj")]
    [InlineData("deploy/api.yaml", "      terminationGracePeriodSeconds", "      # dockerlint ignore=STOP3001 measured", "api/Api.csproj")]
    public async Task IgnoreComment_HoldsInTheBuild(string file, string line, string comment, string project)
    {
        string[] inSolution = [$"-p:SolutionDir={Shop.Folder}/"];
        var before = Rules(await Shop.Rebuild(project, inSolution));
        Shop.Write(file, text => text.Replace("\n" + line, $"\n{comment}\n{line}", StringComparison.Ordinal));
        try
        {
            Assert.True(before.Remove(comment.Trim().Split('=', ' ')[3]));

            Assert.Equal(before, Rules(await Shop.Rebuild(project, inSolution)));
        }
        finally
        {
            Shop.Write(file, text => text.Replace(comment + "\n", "", StringComparison.Ordinal));
        }

        List<string> Rules((int ExitCode, string Output) build) =>
            [.. Shop.Findings(build.Output).Select(static finding => finding[^"STOP0000".Length..]).Order(StringComparer.Ordinal)];
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

    /// <summary>A file that is moved or unpacked keeps its time, which is older than the last build; one that goes leaves none.</summary>
    [Fact]
    public async Task FileThatComesOrGoes_IsReportedByTheNextBuild()
    {
        var moved = Path.Combine(Shop.Folder, "worker/moved.Dockerfile");
        await Shop.BuildAgain();
        try
        {
            await File.WriteAllTextAsync(moved, "FROM mcr.microsoft.com/dotnet/runtime:10.0\nENTRYPOINT dotnet Worker.dll | cat\n");
            File.SetLastWriteTimeUtc(moved, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            Assert.Contains("worker/moved.Dockerfile(2,1): warning STOP2001", Shop.Findings((await Shop.BuildAgain()).Output));

            Assert.DoesNotContain("worker/", string.Concat(Shop.Findings((await Shop.BuildAgain()).Output)), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(moved);
        }

        Assert.Contains("worker/entrypoint.sh(3,1): warning STOP2004", Shop.Findings((await Shop.BuildAgain()).Output));
    }

    [Fact]
    public async Task ProjectWithoutContainers_GivesTheCompilerNoFile()
    {
        Assert.Empty(await Shop.AdditionalFiles("model/Model.csproj"));
        Assert.Empty(await Shop.AdditionalFiles("Shop.Tests/Shop.Tests.csproj"));

        // The same question of a project that has one, and of a library that is to speak for the solution.
        Assert.Equal(["api/Dockerfile", "compose.yaml", "deploy/api.yaml"], await Shop.AdditionalFiles("api/Api.csproj"));
        Assert.Contains("compose.yaml", await Shop.AdditionalFiles("model/Model.csproj", "-p:ShutdownToolkitSpeaksForSolution=true"));
    }

    /// <summary>A project that is built alone, as in a Dockerfile or a CI job.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task RootOnTheCommandLine_IsReadWithAndWithoutItsSlash(string end) => Assert.Equal(
        ["api/Dockerfile", "compose.yaml", "deploy/api.yaml"],
        await Shop.AdditionalFiles("api/Api.csproj", "-p:SolutionDir=", "-p:SolutionPath=", $"-p:ShutdownToolkitRoot={Shop.Folder}{end}"));

    /// <summary>The compiler hears of the project's folder by a line of an .editorconfig, where a hash begins a comment.</summary>
    [Fact]
    public async Task SettingsInAFolderWithAHash_AreTheProjects()
    {
        var build = await consumers.Build("C#");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains(
            "compose.yaml(4,24): warning STOP3001: 20 s of grace left, and the application may take 45 s", build.Output, StringComparison.Ordinal);
    }

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

    private static string Place(JsonElement location) => location.GetProperty("physicalLocation") is var place
        ? Path.GetFileName(Text(place.GetProperty("artifactLocation"), "uri"))
            + ":" + place.GetProperty("region").GetProperty("startLine").GetInt32()
        : "";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
