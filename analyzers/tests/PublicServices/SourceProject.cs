using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ShutdownToolkit.Analyzers.PublicServices;

/// <summary>
/// A project file, read as text: enough to compile its sources, without a build. Conditions are not evaluated; what is said twice, the last
/// one says. Only what makes a project a test must be said without one.
/// </summary>
internal sealed partial class SourceProject
{
    private readonly Dictionary<string, string> _properties;
    private readonly bool _runsTests;

    private SourceProject(string path, IReadOnlyList<XElement> files)
    {
        Path = path;
        Directory = System.IO.Path.GetDirectoryName(path)!;
        Sdk = files[^1].Attribute("Sdk")?.Value ?? "";
        _properties = new(StringComparer.OrdinalIgnoreCase) { ["MSBuildProjectName"] = Name, ["MSBuildProjectDirectory"] = Directory };
        foreach (var property in files.SelectMany(file => Named(file, "PropertyGroup")).SelectMany(group => group.Elements()))
        {
            if (IsConditional(property) && property.Name.LocalName == "IsTestProject")
            {
                continue;
            }

            _properties[property.Name.LocalName] = Expand(property.Value.Trim());
        }

        var items = files.SelectMany(file => Named(file, "ItemGroup")).SelectMany(group => group.Elements()).ToArray();
        Usings = [.. Items(items, "Using")];
        References = [.. Items(items, "ProjectReference").Select(Resolve)];
        Packages =
        [
            .. items.Where(item => item.Name.LocalName is "PackageReference" or "GlobalPackageReference")
                .Select(item => (Name: Expand(item.Attribute("Include")?.Value ?? ""),
                    Version: Expand(item.Attribute("Version")?.Value ?? item.Attribute("VersionOverride")?.Value ?? Child(item, "Version"))))
                .Where(package => package.Name.Length > 0),
        ];
        _runsTests = items.Any(item => item.Name.LocalName == "PackageReference" && !IsConditional(item)
            && IsTestPackage(item.Attribute("Include")?.Value ?? ""));
        Versions = items.Where(item => item.Name.LocalName == "PackageVersion" && item.Attribute("Include") is not null)
            .GroupBy(item => item.Attribute("Include")!.Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => Expand(group.Last().Attribute("Version")?.Value ?? ""), StringComparer.OrdinalIgnoreCase);
    }

    public string Path { get; }

    public string Directory { get; }

    public string Sdk { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public IReadOnlyList<string> Usings { get; }

    /// <summary>Full paths of the sibling projects.</summary>
    public IReadOnlyList<string> References { get; }

    public IReadOnlyList<(string Name, string Version)> Packages { get; }

    /// <summary>Of central package management.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; }

    public string TargetFramework => Property("TargetFramework") ?? Property("TargetFrameworks")?.Split(';')[0] ?? "net8.0";

    public bool IsExecutable => Property("OutputType") is { } output
        ? output.EndsWith("exe", StringComparison.OrdinalIgnoreCase) : Sdk.EndsWith("Web", StringComparison.Ordinal)
            || Sdk.EndsWith("Worker", StringComparison.Ordinal);

    public bool IsWindowed => Property("OutputType") is { } output && output.Equals("winexe", StringComparison.OrdinalIgnoreCase);

    public bool IsTest => Property("IsTestProject") == "true" || _runsTests;

    public bool HasImplicitUsings => Property("ImplicitUsings") is "enable" or "true";

    public bool HasNullable => Property("Nullable") is "enable";

    /// <summary>Of this folder and those below that have no project of their own.</summary>
    public IEnumerable<string> Sources => SourcesIn(Directory, isRoot: true);

    public string? Property(string name) => _properties.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public static IReadOnlyList<SourceProject> Under(string root) =>
        [.. System.IO.Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => !IsOutput(path)).Select(Read).OfType<SourceProject>()];

    /// <summary>Null where the file is not XML.</summary>
    private static SourceProject? Read(string path)
    {
        try
        {
            var files = new List<XElement>();
            for (var folder = System.IO.Path.GetDirectoryName(path); folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            {
                foreach (var shared in (string[])["Directory.Packages.props", "Directory.Build.props"])
                {
                    var file = System.IO.Path.Combine(folder, shared);
                    if (File.Exists(file))
                    {
                        files.Insert(0, XDocument.Load(file).Root!);
                    }
                }
            }

            files.Add(XDocument.Load(path).Root!);
            return new SourceProject(path, files);
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }

    private static bool IsTestPackage(string name) => name.StartsWith("xunit", StringComparison.OrdinalIgnoreCase)
        || name is "Microsoft.NET.Test.Sdk" or "NUnit" or "MSTest" or "MSTest.TestFramework" or "TUnit";

    private static bool IsConditional(XElement property) =>
        property.AncestorsAndSelf().Any(element => element.Attribute("Condition") is not null);

    private string Resolve(string relative) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(Directory, relative.Replace('\\', System.IO.Path.DirectorySeparatorChar)));

    private string Expand(string value) =>
        Variable().Replace(value, match => _properties.TryGetValue(match.Groups["name"].Value, out var known) ? known : "");

    private IEnumerable<string> Items(XElement[] items, string kind) =>
        items.Where(item => item.Name.LocalName == kind).Select(item => Expand(item.Attribute("Include")?.Value ?? ""))
            .Where(item => item.Length > 0);

    private static IEnumerable<XElement> Named(XElement file, string name) => file.Descendants().Where(element => element.Name.LocalName == name);

    private static string Child(XElement item, string name) => Named(item, name).FirstOrDefault()?.Value ?? "";

    private static IEnumerable<string> SourcesIn(string folder, bool isRoot)
    {
        if (!isRoot && System.IO.Directory.EnumerateFiles(folder, "*.csproj").Any())
        {
            return [];
        }

        return System.IO.Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal).Concat(
            System.IO.Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Where(inner => !IsOutput(inner + "/"))
                .SelectMany(inner => SourcesIn(inner, isRoot: false)));
    }

    private static bool IsOutput(string path) => path.Replace('\\', '/') is var slashed
        && (slashed.Contains("/bin/", StringComparison.Ordinal) || slashed.Contains("/obj/", StringComparison.Ordinal)
            || slashed.Contains("/node_modules/", StringComparison.Ordinal) || slashed.Contains("/.git/", StringComparison.Ordinal));

    [GeneratedRegex(@"\$\((?<name>\w+)\)")]
    private static partial Regex Variable();
}
