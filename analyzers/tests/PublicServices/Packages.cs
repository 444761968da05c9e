using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShutdownToolkit.Analyzers.PublicServices;

/// <summary>The packages of a whole repository, restored as one project; what cannot be had is left out and named.</summary>
internal sealed partial record Packages(IReadOnlyList<string> References, IReadOnlyCollection<string> Missing)
{
    private const int MostTurns = 12;

    public static async Task<Packages> Restore(
        IReadOnlyList<SourceProject> projects, IReadOnlyDictionary<string, string>? served, string scratch)
    {
        var missing = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var wanted = Wanted(projects, served, missing);
        Directory.CreateDirectory(scratch);
        for (var turn = 0; turn < MostTurns && wanted.Count > 0; turn++)
        {
            await Write(scratch, wanted);
            var (exitCode, output) = await Run(scratch);
            if (exitCode == 0)
            {
                return new(Assemblies(Path.Combine(scratch, "obj", "project.assets.json")), missing);
            }

            var blamed = Blamed().Matches(output).Select(match => match.Groups["name"].Value).Where(wanted.ContainsKey).Distinct().ToArray();
            foreach (var name in blamed.Length > 0 ? blamed : [.. wanted.Keys])
            {
                // Another version of it may be there.
                if (wanted[name] == "*" || blamed.Length == 0 || served is not null)
                {
                    wanted.Remove(name);
                    missing.Add(name);
                }
                else
                {
                    wanted[name] = "*";
                }
            }
        }

        return new([], missing);
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

    private static Task Write(string scratch, SortedDictionary<string, string> wanted)
    {
        // Nothing of the folders above may have a say.
        foreach (var shared in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(scratch, shared), "<Project />");
        }

        return File.WriteAllTextAsync(Path.Combine(scratch, "packages.csproj"), $"""
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

    /// <summary>NU1101 and NU1102 name a package that is not there, NU1107, NU1202 and NU1213 one that does not fit.</summary>
    [GeneratedRegex(
        @"error NU\d{4}: (?:Unable to find (?:a stable )?package |Package |Version conflict detected for |The package )?'?(?<name>[\w.-]+?)\.?[ ']")]
    private static partial Regex Blamed();
}
