using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ShutdownToolkit.Analyzers.Package.Tests;

/// <summary>
/// Packs, restores the package from a folder into projects outside of the repository, builds, applies the fixes, builds again:
/// once for all tests, in one solution. net10.0 needs no network; net8.0 needs its targeting packs from a cache or a feed.
/// </summary>
[CollectionDefinition(Name)]
public sealed class Consumers : IAsyncLifetime, ICollectionFixture<Consumers>
{
    public const string Name = "consumers";

    private const string Solution = "Consumers.slnx";

    private static readonly ImmutableArray<(string Name, string Source, string Sdk, string Framework, string Extra)> _projects =
    [
        ("web", "web", "Microsoft.NET.Sdk.Web", "net10.0", ""),
        ("worker", "worker", "Microsoft.NET.Sdk.Worker", "net10.0", Hosting),
        ("console", "console", "Microsoft.NET.Sdk", "net10.0", "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>"),
        ("tests", "tests", "Microsoft.NET.Sdk", "net10.0", "<PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup>" + Hosting),
        ("web8", "web", "Microsoft.NET.Sdk.Web", "net8.0", ""),
        ("worker8", "worker", "Microsoft.NET.Sdk.Worker", "net8.0", Hosting),
        ("console8", "console", "Microsoft.NET.Sdk", "net8.0", "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>"),
    ];

    /// <summary>The shared framework has the hosting library: no package is needed for it.</summary>
    private const string Hosting = """<ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup>""";

    private static readonly string _version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow.Ticks}");

    private readonly string _folder = Directory.CreateTempSubdirectory("shutdown-toolkit-package-").FullName;
    private readonly Dotnet _dotnet;

    public Consumers() => _dotnet = new Dotnet(_folder, Path.Combine(_folder, "packages"));

    private static string Cache =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");

    internal string Package { get; private set; } = "";

    internal string Before { get; private set; } = "";

    internal string After { get; private set; } = "";

    internal string Fixed { get; private set; } = "";

    /// <summary>A solution with containers.</summary>
    internal Shop Shop { get; private set; } = null!;

    /// <summary>Why net8.0 is not there; null where it is.</summary>
    internal string? WhyNoNet8 { get; private set; }

    public async Task InitializeAsync()
    {
        var feed = Path.Combine(_folder, "feed");
        await new Dotnet(Repository.Root, Cache).Succeeds(
            "pack", "analyzers/src/ShutdownToolkit.Analyzers.Package", "--no-build", "-p:BuildProjectReferences=false", "--configuration",
            Repository.Configuration, "--output", feed, "--nologo", $"-p:PackageVersion={_version}");
        Package = Directory.GetFiles(feed, "*.nupkg").Single();

        await File.WriteAllTextAsync(Path.Combine(_folder, "Directory.Build.props"), "<Project />");
        WriteSources($"<add key=\"folder\" value=\"{feed}\" />");
        foreach (var project in _projects)
        {
            Write(project.Name, project.Source, project.Sdk, project.Framework, project.Extra);
        }

        WhyNoNet8 = await RestoreNet8(feed);
        string[] present = [.. _projects.Where(project => WhyNoNet8 is null || project.Framework != "net8.0").Select(project => project.Name)];
        await File.WriteAllTextAsync(
            Path.Combine(_folder, Solution),
            $"<Solution>{string.Concat(present.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");

        await _dotnet.Succeeds("restore", Solution);
        Before = await _dotnet.Succeeds("build", Solution, "--no-restore", "--nologo", "-clp:NoSummary");
        Fixed = await _dotnet.Succeeds(["format", "analyzers", Solution, "--no-restore", "--severity", "warn", "--diagnostics", .. Ids(Before)]);
        After = await _dotnet.Succeeds("build", Solution, "--no-restore", "--nologo", "-clp:NoSummary");
        Shop = await Shop.Build(Path.Combine(_folder, "shop"), _dotnet, _version, WhyNoNet8 is null ? "net10.0;net8.0" : "net10.0");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal static string Source(string project) => Path.Combine(Repository.Consumers, _projects.Single(known => known.Name == project).Source);

    internal string Text(string project, string file) => File.ReadAllText(Path.Combine(_folder, project, file));

    internal Task<(int ExitCode, string Output)> Rebuild(string project, string preset) =>
        _dotnet.Run(
            "build", $"{project}/{project}.csproj", "--no-restore", "--no-incremental", "--nologo", "-clp:NoSummary",
            $"-p:ShutdownToolkitPreset={preset}");

    /// <summary>From the cache, else from the feed: a project that needs no more than this package is restored.</summary>
    internal async Task<bool> HasPackage(string name, string version)
    {
        if (Directory.Exists(Path.Combine(Cache, name.ToLowerInvariant(), version)))
        {
            return true;
        }

        WriteSources(
            $"<add key=\"folder\" value=\"{Path.Combine(_folder, "feed")}\" />"
                + "<add key=\"nuget.org\" value=\"https://api.nuget.org/v3/index.json\" protocolVersion=\"3\" />");
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "wanted-" + version)).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "wanted.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="{name}" Version="[{version}]" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);
        return (await _dotnet.Run("restore", folder)).ExitCode == 0;
    }

    /// <summary>A project with packages of its own, restored and built.</summary>
    internal async Task<(int ExitCode, string Output)> Build(string source, params string[] properties)
    {
        var folder = Directory.CreateDirectory(PathOf(source)).FullName;
        Shop.Copy(Path.Combine(Repository.Consumers, source), folder);
        await WriteProps(folder);
        return await _dotnet.Run(["build", folder, "--nologo", "-clp:NoSummary", .. properties]);
    }

    /// <summary>What a project among these files, each of them empty, gives the compiler; it is the solution's only one.</summary>
    internal async Task<string[]> AdditionalFiles(string project, string properties, params string[] files)
    {
        var root = PathOf("layout");
        foreach (var file in files)
        {
            var path = Path.Combine(root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "");
        }

        await WriteProps(root);
        var written = Path.Combine(root, project);
        await File.WriteAllTextAsync(
            written,
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup>
            </Project>
            """);
        await _dotnet.Succeeds("restore", written);
        using var said = JsonDocument.Parse(
            await _dotnet.Succeeds("msbuild", written, "-getItem:AdditionalFiles", $"-p:SolutionDir={root}/"));
        return [.. said.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
            .Select(file => Path.GetRelativePath(root, file.GetProperty("FullPath").GetString()!)).Order(StringComparer.Ordinal)];
    }

    private static Task WriteProps(string folder) => File.WriteAllTextAsync(
        Path.Combine(folder, "Directory.Build.props"),
        $"""
        <Project>
          <PropertyGroup>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup><PackageReference Include="ShutdownToolkit.Analyzers" Version="{_version}" /></ItemGroup>
        </Project>
        """);

    internal string PathOf(string project) => Path.Combine(_folder, project);

    /// <summary>A .NET tool from the feed, in this run's own folder.</summary>
    internal async Task<string> Tool(string name, string version)
    {
        var folder = Path.Combine(_folder, "tools");
        var config = Path.Combine(_folder, "tools.config");
        await File.WriteAllTextAsync(
            config,
            "<configuration><packageSources><clear />"
                + "<add key=\"nuget.org\" value=\"https://api.nuget.org/v3/index.json\" protocolVersion=\"3\" /></packageSources></configuration>");
        await _dotnet.Succeeds("tool", "install", name, "--version", version, "--tool-path", folder, "--configfile", config);
        return Path.Combine(folder, name);
    }

    private static string[] Ids(string output) =>
        [.. output.Split("STOP").Skip(1).Select(rest => "STOP" + rest[..4]).Distinct().Order(StringComparer.Ordinal)];

    private void Write(string name, string source, string sdk, string framework, string extra)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Consumers, source)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        File.WriteAllText(
            Path.Combine(folder, name + ".csproj"),
            $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="ShutdownToolkit.Analyzers" Version="{_version}" /></ItemGroup>
              {extra}
            </Project>
            """);
    }

    /// <summary>
    /// The user's cache of packages is at hand for the targeting packs of net8.0; the package itself has a version that no cache can have.
    /// </summary>
    private void WriteSources(string sources)
    {
        var fallback = Directory.Exists(Cache)
            ? $"<fallbackPackageFolders><clear /><add key=\"cache\" value=\"{Cache}\" /></fallbackPackageFolders>" : "";
        File.WriteAllText(
            Path.Combine(_folder, "nuget.config"), $"<configuration><packageSources><clear />{sources}</packageSources>{fallback}</configuration>");
    }

    private async Task<string?> RestoreNet8(string feed)
    {
        if ((await RestoreFirstNet8()).ExitCode == 0)
        {
            return null;
        }

        WriteSources(
            $"<add key=\"folder\" value=\"{feed}\" /><add key=\"nuget.org\" value=\"https://api.nuget.org/v3/index.json\" protocolVersion=\"3\" />");
        var (exitCode, output) = await RestoreFirstNet8();
        if (exitCode == 0)
        {
            return null;
        }

        WriteSources($"<add key=\"folder\" value=\"{feed}\" />");
        return "net8.0 has no targeting pack here: "
            + output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))?.Trim();
    }

    private Task<(int ExitCode, string Output)> RestoreFirstNet8() => _dotnet.Run("restore", "web8");
}
