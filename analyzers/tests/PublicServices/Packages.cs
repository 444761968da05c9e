using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShutdownToolkit.Analyzers.PublicServices;

/// <summary>The packages of a whole repository, restored as one project; what cannot be had is left out and named.</summary>
internal sealed partial record Packages(IReadOnlyList<string> References, IReadOnlyCollection<string> Missing)
{
    private const int MostTurns = 6;

    /// <summary>Of a project that is restored already.</summary>
    public static Packages Of(string project) => new(Assemblies(Path.Combine(project, "obj", "project.assets.json")), []);

    public static async Task<Packages> Restore(
        IReadOnlyList<SourceProject> projects, IReadOnlyDictionary<string, string>? served, string scratch)
    {
        var missing = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var wanted = Wanted(projects, served, missing);
        Directory.CreateDirectory(scratch);
        var accepted = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<KeyValuePair<string, string>[]>([[.. wanted]]);
        while (open.TryPop(out var group))
        {
            if (await Restores(accepted, group, scratch))
            {
                continue;
            }

            if (group.Length == 1)
            {
                missing.Add(group[0].Key);
                continue;
            }

            // One of them does not fit: the halves, and so on down to it.
            open.Push(group[(group.Length / 2)..]);
            open.Push(group[..(group.Length / 2)]);
        }

        if (accepted.Count == 0)
        {
            return new([], missing);
        }

        await Write(scratch, accepted);
        await Run(scratch);
        return new(Assemblies(Path.Combine(scratch, "obj", "project.assets.json")), missing);
    }

    /// <summary>Takes the group in if it restores beside what was accepted, a conflict being settled as the error says.</summary>
    private static async Task<bool> Restores(
        SortedDictionary<string, string> accepted, IEnumerable<KeyValuePair<string, string>> group, string scratch)
    {
        var attempt = new SortedDictionary<string, string>(accepted, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, version) in group)
        {
            attempt[name] = version;
        }

        for (var turn = 0; turn < MostTurns; turn++)
        {
            await Write(scratch, attempt);
            var (exitCode, output) = await Run(scratch);
            if (exitCode == 0)
            {
                foreach (var (name, version) in attempt)
                {
                    accepted[name] = version;
                }

                return true;
            }

            var advice = Advice().Match(output);
            if (!advice.Success || !attempt.TryAdd(advice.Groups["name"].Value, advice.Groups["version"].Value))
            {
                return false;
            }
        }

        return false;
    }

    private static SortedDictionary<string, string> Wanted(
        IReadOnlyList<SourceProject> projects, IReadOnlyDictionary<string, string>? served, SortedSet<string> missing)
    {
        var wanted = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var project in projects.Where(project => !project.IsTest))
        {
            foreach (var (name, version) in project.Packages)
            {
                var declared = version.Length > 0 ? version : project.Versions.GetValueOrDefault(name, "");
                if (served is not null && !served.ContainsKey(name))
                {
                    missing.Add(name);
                }
                else if (served is not null)
                {
                    wanted[name] = served[name];
                }
                else
                {
                    wanted[name] = declared.Length == 0 ? "*" : declared;
                }
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

    private static async Task<(int ExitCode, string Output)> Run(string scratch)
    {
        using var restore = Process.Start(new ProcessStartInfo("dotnet", ["restore", "packages.csproj", "--nologo", "-v", "q"])
        {
            WorkingDirectory = scratch,
            RedirectStandardOutput = true,
        })!;
        var output = await restore.StandardOutput.ReadToEndAsync();
        await restore.WaitForExitAsync();
        return (restore.ExitCode, output);
    }

    private static List<string> Assemblies(string assets)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(assets));
        var folders = document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToArray();
        var libraries = document.RootElement.GetProperty("libraries");
        var found = new List<string>();
        foreach (var package in document.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
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

        return found;
    }

    /// <summary>Of NU1107, a conflict of two versions.</summary>
    [GeneratedRegex(@"Install/reference (?<name>[\w.-]+) (?<version>[\w.-]+) directly")]
    private static partial Regex Advice();
}
