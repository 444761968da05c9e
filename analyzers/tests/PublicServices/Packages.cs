using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShutdownToolkit.Analyzers.PublicServices;

/// <summary>The packages of a whole repository, restored as one project; what cannot be had is left out and named.</summary>
internal sealed partial record Packages(IReadOnlyList<string> References, IReadOnlyCollection<string> Missing)
{
    /// <summary>Pre-releases too: some packages have no other.</summary>
    private const string AnyVersion = "*-*";

    /// <summary>Of a project that is restored already.</summary>
    public static Packages Of(string project) => Restored(project, []);

    public static async Task<Packages> Restore(
        IReadOnlyList<SourceProject> projects, IReadOnlyDictionary<string, string>? served, string scratch)
    {
        var wanted = Wanted(projects, served);
        Directory.CreateDirectory(scratch);
        await Write(scratch, wanted);
        var refused = Refusal().Matches(await Restore(scratch)).Select(match => match.Groups["name"].Value).Where(wanted.ContainsKey).ToArray();
        if (refused.Length > 0)
        {
            foreach (var name in refused)
            {
                wanted[name] = AnyVersion;
            }

            await Write(scratch, wanted);
            await Restore(scratch);
        }

        return Restored(scratch, wanted.Keys);
    }

    private static SortedDictionary<string, string> Wanted(IReadOnlyList<SourceProject> projects, IReadOnlyDictionary<string, string>? served)
    {
        var wanted = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var project in projects.Where(project => !project.IsTest))
        {
            foreach (var (name, version) in project.Packages)
            {
                wanted[name] = served?.GetValueOrDefault(name) ?? (version.Length == 0 ? AnyVersion : version);
            }
        }

        return wanted;
    }

    private static async Task Write(string scratch, SortedDictionary<string, string> wanted)
    {
        // Nothing of the folders above may have a say.
        foreach (var shared in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await File.WriteAllTextAsync(Path.Combine(scratch, shared), "<Project />");
        }

        await File.WriteAllTextAsync(Path.Combine(scratch, "packages.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
                <NoWarn>NU1603;NU1605;NU1608;NU1701;NU1504;NU1510</NoWarn>
                <CentralPackageTransitivePinningEnabled>false</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", wanted.Select(package => $"<PackageReference Include=\"{package.Key}\" Version=\"{package.Value}\" />"))}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>
    /// What the restore complains of. Its exit code says nothing: NuGet downloads and lists what it can have, whatever else is missing.
    /// </summary>
    private static async Task<string> Restore(string scratch)
    {
        var start = new ProcessStartInfo("dotnet", ["restore", "packages.csproj", "--nologo", "-v", "q"])
        {
            WorkingDirectory = scratch,
            RedirectStandardOutput = true,
        };
        // The locator's, for this process.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var restore = Process.Start(start)!;
        var output = await restore.StandardOutput.ReadToEndAsync();
        await restore.WaitForExitAsync();
        return output;
    }

    private static Packages Restored(string scratch, IEnumerable<string> wanted)
    {
        var assets = Path.Combine(scratch, "obj", "project.assets.json");
        if (!File.Exists(assets))
        {
            return new([], [.. wanted]);
        }

        using var document = JsonDocument.Parse(File.ReadAllText(assets));
        var folders = document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToArray();
        var libraries = document.RootElement.GetProperty("libraries");
        var missing = new SortedSet<string>(wanted, StringComparer.OrdinalIgnoreCase);
        var found = new List<string>();
        foreach (var package in document.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            missing.Remove(package.Name.Split('/')[0]);
            if (!package.Value.TryGetProperty("compile", out var compile)
                || !libraries.GetProperty(package.Name).TryGetProperty("path", out var path))
            {
                continue;
            }

            foreach (var file in compile.EnumerateObject().Select(item => item.Name).Where(name => name.EndsWith(".dll", StringComparison.Ordinal)))
            {
                found.AddRange(folders.Select(folder => Path.Combine(folder, path.GetString()!, file)).Where(File.Exists).Take(1));
            }
        }

        return new(found, missing);
    }

    /// <summary>NU1102, NU1103: the package is there, this version is not.</summary>
    [GeneratedRegex(@"error NU110[23]: Unable to find (a stable )?package (?<name>[\w.-]*[\w-])")]
    private static partial Regex Refusal();
}
