using System.Reflection;

namespace ShutdownToolkit.Package.Tests;

/// <summary>What <c>scripts/release</c> packs of this very build, in a folder feed, and an empty place beside it. Once for all tests.</summary>
public sealed class Release : IAsyncLifetime
{
    private const string Unsupported = "scripts/release needs bash and GNU tools: tried on Linux only";

    internal static string Root { get; } = Metadata("RepositoryRoot");

    internal string Folder { get; } = Directory.CreateTempSubdirectory("shutdown-toolkit-release-").FullName;

    internal string Feed => Path.Combine(Folder, "feed");

    internal string Tools => Path.Combine(Folder, "tools");

    internal static string? WhyNot => OperatingSystem.IsLinux() ? null : Unsupported;

    internal static string Cache =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");

    public async Task InitializeAsync()
    {
        if (WhyNot is not null)
        {
            return;
        }

        await new Shell(Root, Cache).Succeeds(
            Path.Combine(Root, "scripts/release"), "--no-build", "--configuration", Metadata("Configuration"), "--no-native", "--output", Feed);
        await File.WriteAllTextAsync(Path.Combine(Folder, "Directory.Build.props"), "<Project />");
        await File.WriteAllTextAsync(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="folder" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="cache" value="{Cache}" /></fallbackPackageFolders>
            </configuration>
            """);
        await In(Folder).Succeeds("dotnet", "tool", "install", "ShutdownToolkit.Dockerlint", "--add-source", Feed, "--tool-path", Tools);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A shell there, with packages of its own.</summary>
    internal Shell In(string folder) => new(folder, Path.Combine(Folder, "packages"));

    internal string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    private static string Metadata(string key) =>
        typeof(Release).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
