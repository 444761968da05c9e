using Dockerlint.Compose;
using Dockerlint.Containers;
using Dockerlint.Dockerfile;
using Dockerlint.Kubernetes;
using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.Linting;

/// <summary>A kind of file that can be checked. A new kind is one more line of <see cref="All"/>.</summary>
/// <param name="Name">For sentences: <c>Dockerfile</c>.</param>
/// <param name="HasName">Whether a file of this name, found in a folder, may be one.</param>
/// <param name="Read">Parses a text of that name: always.</param>
/// <param name="ReadIfOne">Parses a text that is one, whatever its name; null: it is none.</param>
/// <param name="NameDecides">False: a file found by name is one only when its content says so too.</param>
public sealed record InputKind(
    string Name, Func<string, bool> HasName, Func<SourceText, LintInput> Read, Func<SourceText, LintInput?> ReadIfOne, bool NameDecides)
{
    public static IReadOnlyList<InputKind> All { get; } =
    [
        new("Dockerfile", DockerfileNames.IsDockerfile, ReadDockerfile,
            static source => DockerfileNames.LooksLikeDockerfile(source) ? ReadDockerfile(source) : null, NameDecides: true)
        {
            HasTemplateMarks = true,
        },
        new("Compose file", ComposeFile.IsName, ReadCompose, ReadIfCompose, NameDecides: true),
        new("manifest", ManifestNames.MayBe, ReadManifests, ReadIfManifests, NameDecides: false),
        new("entrypoint script", static _ => false, ReadScript,
            static source => ShellDialects.FromShebang(ShellDialects.ShebangOf(source.Content)) is null ? null : ReadScript(source),
            NameDecides: false),
    ];

    /// <summary><c>no Dockerfile, Compose file or manifest</c>.</summary>
    public static string Nothing { get; } = "no " + string.Join(", ", All.Take(All.Count - 1).Select(static kind => kind.Name)) + " or "
        + All[All.Count - 1].Name;

    /// <summary>A template engine's marks have no meaning of their own in such a file.</summary>
    private bool HasTemplateMarks { get; init; }

    /// <summary>Whether a file of this name is one of ours, whatever it holds.</summary>
    public static bool IsKnownByName(string fileName) => All.Any(kind => kind.NameDecides && kind.HasName(fileName));

    /// <summary>Whether a file of this name is worth a look.</summary>
    public static bool IsCandidate(string fileName) => All.Any(kind => kind.HasName(fileName));

    /// <summary>By name, and where that does not decide by content.</summary>
    /// <param name="isNamed">The user named this very file, so that it may not be passed over.</param>
    public static Recognition Recognise(SourceText source, bool isNamed)
    {
        var fileName = source.Path.Substring(source.Path.LastIndexOf('/') + 1);
        if (DockerfileNames.IsDockerfile(fileName) && DockerfileNames.IsTemplate(fileName))
        {
            return new Recognition(null, Template: TemplateMarks.First(source) ?? source.AtLine(1));
        }

        foreach (var kind in All)
        {
            if (kind.HasName(fileName) && kind.Recognised(source, kind.NameDecides, fileName, isNamed) is { } recognition)
            {
                return isNamed || !IsBareTemplate(fileName, recognition) ? recognition : Recognition.Foreign;
            }
        }

        // YAML by its name, a script by its first line: most likely a chart's template that becomes a ConfigMap.
        if (ManifestNames.MayBe(fileName) && source.Content.StartsWith("#!", StringComparison.Ordinal))
        {
            return source.Content.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var braces
                ? new Recognition(null, Template: source.At(new TextSpan(braces, "{{".Length)))
                : isNamed ? new Recognition(ReadScript(source)) : Recognition.Foreign;
        }

        foreach (var kind in All)
        {
            if (!kind.HasName(fileName) && kind.Recognised(source, nameDecides: false, fileName, isNamed) is { } recognition)
            {
                return recognition;
            }
        }

        // A chart's file may consist of marks alone: only the rendered text says what it is.
        return isNamed && source.Content.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var mark
            && string.IsNullOrWhiteSpace(source.Content.Substring(0, mark))
            ? new Recognition(null, Template: source.At(new TextSpan(mark, "{{".Length)))
            : Recognition.Foreign;
    }

    /// <summary>A file whose name says template, and of which nothing could be read as it is.</summary>
    private static bool IsBareTemplate(string fileName, Recognition recognition) => ManifestNames.IsTemplate(fileName)
        && recognition.Input is LintInput.OfManifests { Manifests: { Templates.Count: > 0, Workloads.Count: 0 } or { Errors.Count: > 0 } };

    private Recognition? Recognised(SourceText source, bool nameDecides, string fileName, bool isNamed)
    {
        if (HasTemplateMarks && (nameDecides || DockerfileNames.LooksLikeDockerfile(source)) && TemplateMarks.First(source) is { } mark)
        {
            return new Recognition(null, Template: mark);
        }

        if (HasTemplateMarks && nameDecides && !isNamed && DockerfileNames.IsFragment(fileName, source))
        {
            return new Recognition(null, PartOf: Name);
        }

        return (nameDecides ? Read(source) : ReadIfOne(source)) is { } input ? new Recognition(input) : null;
    }

    private static LintInput.OfDockerfile ReadDockerfile(SourceText source) => new(DockerfileInput.Parse(source));

    private static LintInput.OfCompose ReadCompose(SourceText source) => new(ComposeSource.Parse(source));

    /// <summary>A look at the text before it is parsed: most YAML of a repository is neither.</summary>
    private static LintInput.OfCompose? ReadIfCompose(SourceText source) =>
        (source.Content.Contains("services:") || source.Content.Contains("include:"))
            && ComposeSource.Parse(source) is { Documents: [var first, ..] } compose
            && ComposeFile.LooksLike(first)
            ? new LintInput.OfCompose(compose)
            : null;

    private static LintInput.OfManifests ReadManifests(SourceText source) => new(ManifestReader.Read(source));

    private static LintInput.OfManifests? ReadIfManifests(SourceText source) =>
        (source.Content.Contains("kind:") || source.Content.Contains("\"kind\"") || Kustomization.IsName(source.Path))
            && ReadManifests(source) is { Manifests.IsManifest: true } manifests
            ? manifests
            : null;

    private static LintInput.OfScript ReadScript(SourceText source) => new(source);
}
