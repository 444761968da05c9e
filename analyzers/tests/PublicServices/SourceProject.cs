using System.Globalization;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Exceptions;

namespace ShutdownToolkit.Analyzers.PublicServices;

/// <summary>
/// A project file as MSBuild evaluates it: imports, conditions, central versions, global usings and globs are its answers. No target runs, so
/// nothing is built or generated.
/// </summary>
internal sealed class SourceProject
{
    private const ProjectLoadSettings Tolerant = ProjectLoadSettings.IgnoreMissingImports | ProjectLoadSettings.IgnoreInvalidImports
        | ProjectLoadSettings.IgnoreEmptyImports | ProjectLoadSettings.DoNotEvaluateElementsWithFalseCondition;

    private readonly Project _project;

    private SourceProject(Project project)
    {
        _project = project;
        var versions = project.GetItems("PackageVersion").GroupBy(item => item.EvaluatedInclude, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last().GetMetadataValue("Version"), StringComparer.OrdinalIgnoreCase);
        Packages =
        [
            .. project.GetItems("PackageReference").Concat(project.GetItems("GlobalPackageReference")).Select(item => (Name: item.EvaluatedInclude,
                Version: FirstSaid(item.GetMetadataValue("VersionOverride"), item.GetMetadataValue("Version"),
                    versions.GetValueOrDefault(item.EvaluatedInclude, "")))),
        ];
        References = [.. project.GetItems("ProjectReference").Select(FullPath)];
        Usings =
        [
            .. project.GetItems("Using").Select(item => item.GetMetadataValue("Alias") is { Length: > 0 } alias
                ? $"{alias} = {item.EvaluatedInclude}"
                : item.GetMetadataValue("Static").Equals("true", StringComparison.OrdinalIgnoreCase)
                    ? "static " + item.EvaluatedInclude : item.EvaluatedInclude).Distinct(),
        ];
        Sources =
        [
            .. project.GetItems("Compile").Select(FullPath).Where(File.Exists).Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal),
        ];
    }

    public string Path => _project.FullPath;

    public string Directory => _project.DirectoryPath;

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>What the implicit usings and the items say, as it stands behind "global using".</summary>
    public IReadOnlyList<string> Usings { get; }

    /// <summary>Full paths of the sibling projects.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>The version is empty where nothing names one.</summary>
    public IReadOnlyList<(string Name, string Version)> Packages { get; }

    public IReadOnlyList<string> Sources { get; }

    /// <summary>Named ones, and those of the target framework, which the SDK adds only in a build.</summary>
    public IEnumerable<string> Symbols =>
        _project.GetPropertyValue("DefineConstants").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(["NET", "NETCOREAPP", $"NET{NetVersion}_0"])
            .Concat(Enumerable.Range(5, NetVersion - 4).Select(version => $"NET{version}_0_OR_GREATER"))
            .Concat(["NETCOREAPP3_1_OR_GREATER", "NETCOREAPP3_0_OR_GREATER"]);

    public bool IsExecutable => Property("OutputType") is { } output && output.EndsWith("exe", StringComparison.OrdinalIgnoreCase);

    public bool IsWindowed => Property("OutputType") is { } output && output.Equals("winexe", StringComparison.OrdinalIgnoreCase);

    public bool IsTest => Property("IsTestProject") is "true" or "True" || Packages.Any(package => IsTestPackage(package.Name));

    public bool HasNullable => Property("Nullable") is "enable";

    /// <summary>The runner has the newest framework only, so what no .NET of today is taken for is taken for that.</summary>
    private int NetVersion => Version(Property("TargetFramework") ?? "") ?? 10;

    public string? Property(string name) => _project.GetPropertyValue(name) is { Length: > 0 } value ? value : null;

    public static IReadOnlyList<SourceProject> Under(string root)
    {
        BuildTools.Locate();
        return Evaluated(root);
    }

    private static List<SourceProject> Evaluated(string root)
    {
        var collection = new ProjectCollection();
        return [.. System.IO.Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => !IsOutput(path)).Select(path => Read(path, collection)).OfType<SourceProject>()];
    }

    /// <summary>Null where MSBuild refuses the file.</summary>
    private static SourceProject? Read(string path, ProjectCollection collection)
    {
        try
        {
            var project = new Project(path, null, null, collection, Tolerant);
            // Of several frameworks the newest, as an editor would show it first.
            if (project.GetPropertyValue("TargetFramework").Length == 0 && Newest(project.GetPropertyValue("TargetFrameworks")) is { } framework)
            {
                collection.UnloadProject(project);
                var properties = new Dictionary<string, string> { ["TargetFramework"] = framework };
                project = new Project(path, properties, null, collection, Tolerant);
            }

            return new SourceProject(project);
        }
        catch (InvalidProjectFileException)
        {
            return null;
        }
    }

    private static string? Newest(string frameworks) =>
        frameworks.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .OrderBy(name => name.Contains('-', StringComparison.Ordinal)).MaxBy(name => Version(name) ?? 0);

    /// <summary>10 of "net10.0" and of "net10.0-windows"; null before .NET 5.</summary>
    private static int? Version(string framework) =>
        framework.StartsWith("net", StringComparison.Ordinal) && framework.IndexOf('.', StringComparison.Ordinal) is > 3 and var dot
            && int.TryParse(framework.AsSpan(3, dot - 3), CultureInfo.InvariantCulture, out var version) && version >= 5 ? version : null;

    private static bool IsTestPackage(string name) => name.StartsWith("xunit", StringComparison.OrdinalIgnoreCase)
        || name is "Microsoft.NET.Test.Sdk" or "NUnit" or "MSTest" or "MSTest.TestFramework" or "TUnit";

    private static string FullPath(ProjectItem item) => System.IO.Path.GetFullPath(item.GetMetadataValue("FullPath"));

    private static string FirstSaid(params ReadOnlySpan<string> values)
    {
        foreach (var value in values)
        {
            if (value.Length > 0)
            {
                return value;
            }
        }

        return "";
    }

    private static bool IsOutput(string path) => path.Replace('\\', '/') is var slashed
        && (slashed.Contains("/bin/", StringComparison.Ordinal) || slashed.Contains("/obj/", StringComparison.Ordinal)
            || slashed.Contains("/node_modules/", StringComparison.Ordinal) || slashed.Contains("/.git/", StringComparison.Ordinal));
}
