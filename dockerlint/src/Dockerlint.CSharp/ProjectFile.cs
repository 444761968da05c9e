using System.Xml.Linq;
using Dockerlint.Text;

namespace Dockerlint.CSharp;

/// <summary>What a project file says that decides about its shutdown.</summary>
internal sealed class ProjectFile
{
    private readonly XElement _root;

    private ProjectFile(SourceText source, XElement root)
    {
        Source = source;
        _root = root;
    }

    public SourceText Source { get; }

    public string Sdk => (string?)_root.Attribute("Sdk") ?? "";

    public bool IsExecutable => Property("OutputType") is "Exe" or "exe" or "WinExe" || Sdk is "Microsoft.NET.Sdk.Web" or "Microsoft.NET.Sdk.Worker";

    /// <summary>As written; null: with a property in it.</summary>
    public IEnumerable<string?> References => Elements("ProjectReference").Select(static element => (string?)element.Attribute("Include"))
        .OfType<string>()
        .Select(static path => path.Contains('$', StringComparison.Ordinal) ? null : path.Replace('\\', '/'));

    public IEnumerable<string> Packages => Elements("PackageReference").Select(static element => (string?)element.Attribute("Include") ?? "");

    /// <summary>Null: not written in this file.</summary>
    public string? TargetFramework => TargetFrameworks is [var first, ..] ? first : null;

    public IReadOnlyList<string> TargetFrameworks => Property("TargetFramework") is { } one
        ? [one] : Property("TargetFrameworks")?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Null: not XML, or no project.</summary>
    public static ProjectFile? TryParse(SourceText? source) =>
        source is not null && ProjectXml.TryParse(source.Content) is { Name.LocalName: "Project" } root ? new ProjectFile(source, root) : null;

    public string? Property(string name) => Elements(name).LastOrDefault()?.Value.Trim() is { Length: > 0 } value ? value : null;

    private IEnumerable<XElement> Elements(string name) => _root.Descendants().Where(element => element.Name.LocalName == name);
}
