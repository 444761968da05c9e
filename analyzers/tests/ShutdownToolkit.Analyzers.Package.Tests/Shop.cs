using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShutdownToolkit.Analyzers.Package.Tests;

/// <summary>
/// A solution as a team has it: a web project, a worker for two frameworks and a library, a Compose file at the root, manifests in a folder.
/// </summary>
internal sealed partial class Shop
{
    public const string Published = "../published/Published.csproj";

    private readonly string _folder;
    private readonly Dotnet _dotnet;

    private Shop(string folder, Dotnet dotnet)
    {
        _folder = folder;
        _dotnet = dotnet;
    }

    public string Output { get; private set; } = "";

    public string Folder => _folder;

    public static async Task<Shop> Build(string folder, Dotnet dotnet, string version, string frameworks)
    {
        Copy(Path.Combine(Repository.Consumers, "shop"), folder);
        // Beside the solution: an image without a Dockerfile, built by itself.
        var published = Path.Combine(folder, Published);
        Copy(Path.Combine(Repository.Consumers, "published"), Path.GetDirectoryName(published)!);

        await File.WriteAllTextAsync(
            Path.Combine(folder, "Directory.Build.props"),
            $"""
            <Project>
              <PropertyGroup>
                <WorkerFrameworks>{frameworks}</WorkerFrameworks>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <ShutdownToolkitManifests>$(MSBuildThisFileDirectory)deploy/**</ShutdownToolkitManifests>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="ShutdownToolkit.Analyzers" Version="{version}" /></ItemGroup>
              <ItemGroup Condition="'$(CompilersUnderTest)' != ''">
                <PackageReference Include="Microsoft.Net.Compilers.Toolset" Version="[$(CompilersUnderTest)]" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        // After the project, which says its framework.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Directory.Build.targets"),
            """
            <Project>
              <PropertyGroup>
                <ErrorLog>$(MSBuildThisFileDirectory)$(MSBuildProjectName)-$(TargetFramework).sarif,version=2.1</ErrorLog>
              </PropertyGroup>
            </Project>
            """);
        var shop = new Shop(folder, dotnet);
        await dotnet.Succeeds("restore", shop.Solution);
        File.Copy(Path.Combine(folder, "Directory.Build.props"), Path.Combine(Path.GetDirectoryName(published)!, "Directory.Build.props"));
        await dotnet.Succeeds("restore", published);
        shop.Output = await dotnet.Succeeds("build", shop.Solution, "--no-restore", "--nologo", "-clp:NoSummary");
        return shop;
    }

    /// <summary>Of a whole build: <c>compose.yaml(9,24): warning STOP3003</c>, each as often as it is said.</summary>
    /// <remarks>What follows the build's end is its summary, which says it all again.</remarks>
    public List<string> Findings(string output) =>
        [.. Reported().Matches(output.Split("\nBuild ")[0])
            .Select(line => $"{Path.GetRelativePath(_folder, line.Groups["file"].Value)}{line.Groups["rest"].Value}").Order(StringComparer.Ordinal)];

    public string Sarif(string project, string framework) => File.ReadAllText(Path.Combine(_folder, $"{project}-{framework}.sarif"));

    /// <summary>Without a log: the first build's stays.</summary>
    public Task<(int ExitCode, string Output)> Rebuild(string project, params string[] properties) =>
        _dotnet.Run(["build", Path.Combine(_folder, project), "--no-incremental", "--nologo", "-clp:NoSummary", "-p:ErrorLog=", .. properties]);

    /// <summary>What a project gives the compiler where the solution is built; nothing is compiled.</summary>
    public async Task<List<string>> AdditionalFiles(string project, params string[] properties)
    {
        var (exitCode, output) = await _dotnet.Run(
            ["msbuild", Path.Combine(_folder, project), "-getItem:AdditionalFiles", $"-p:SolutionDir={_folder}/", $"-p:SolutionPath={Solution}",
                .. properties]);
        Assert.True(exitCode == 0, output);
        using var said = JsonDocument.Parse(output);
        return [.. said.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
            .Select(file => Path.GetRelativePath(_folder, file.GetProperty("Identity").GetString()!)).Order(StringComparer.Ordinal)];
    }

    /// <summary>What the SDK would tell csc; the language is one that Roslyn 4.8 knows.</summary>
    public async Task<string[]> CommandLine(string project)
    {
        var (exitCode, output) = await _dotnet.Run(
            "msbuild", Path.Combine(_folder, project), "-t:Compile", "-getItem:CscCommandLineArgs", "-p:ProvideCommandLineArgs=true",
            "-p:SkipCompilerExecution=true", "-p:NonExistentFile=none", "-p:LangVersion=12", $"-p:SolutionDir={_folder}/",
            $"-p:SolutionPath={Solution}", "-p:ErrorLog=");
        Assert.True(exitCode == 0, output);
        using var said = JsonDocument.Parse(output);
        return [.. said.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(static argument => argument.GetProperty("Identity").GetString()!)];
    }

    /// <summary>The same projects in a solution of the older format.</summary>
    public Task<(int ExitCode, string Output)> BuildClassic() =>
        _dotnet.Run("build", Path.Combine(_folder, "Shop.sln"), "--no-restore", "--no-incremental", "--nologo", "-clp:NoSummary", "-p:ErrorLog=");

    public Task<(int ExitCode, string Output)> BuildAgain() => _dotnet.Run("build", Solution, "--no-restore", "--nologo", "-clp:NoSummary");

    public void Write(string file, Func<string, string> change)
    {
        var path = Path.Combine(_folder, file);
        File.WriteAllText(path, change(File.ReadAllText(path)));
    }

    internal static void Copy(string source, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private string Solution => Path.Combine(_folder, "Shop.slnx");

    [GeneratedRegex(@"^\s*(?<file>/[^\n(]+)(?<rest>\(\d+,\d+\): (?:warning|error) STOP[02-9]\d+)", RegexOptions.Multiline)]
    private static partial Regex Reported();
}
