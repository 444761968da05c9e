using Dockerlint.Compose;
using Dockerlint.Dockerfile;
using Dockerlint.Linting;
using Dockerlint.Shell;
using Dockerlint.Suppression;
using Dockerlint.Text;

namespace Dockerlint.Cli.Inputs;

/// <summary>A kind of file that can be checked. A new kind is one more line of <see cref="All"/>.</summary>
/// <param name="Name">For sentences: <c>Dockerfile</c>.</param>
/// <param name="HasName">Whether a file of this name, found in a folder, may be one.</param>
/// <param name="HasContent">Whether this text is one, whatever its name.</param>
/// <param name="NameDecides">False: a file found by name is one only when its content says so too.</param>
internal sealed record InputKind(string Name, SourceKind Source, Func<string, bool> HasName, Func<SourceText, bool> HasContent, bool NameDecides, Action<Workspace, SourceText> AddTo)
{
    /// <summary>The first mark of a template engine where such a file can have none; null: no template, or found by the core's own reading.</summary>
    public Func<SourceText, SourceLocation?> FindTemplateMark { get; init; } = static _ => null;

    /// <summary>Whether a file found by its name is only a part that something else puts together.</summary>
    public Func<string, SourceText, bool> IsFragment { get; init; } = static (_, _) => false;

    public static IReadOnlyList<InputKind> All { get; } =
    [
        new("Dockerfile", SourceKind.Dockerfile, DockerfileNames.IsDockerfile, DockerfileNames.LooksLikeDockerfile, NameDecides: true, static (workspace, source) => workspace.AddDockerfile(source))
        {
            FindTemplateMark = TemplateMarks.First,
            IsFragment = DockerfileNames.IsFragment,
        },
        new("Compose file", SourceKind.Yaml, ComposeFile.IsName, YamlInputs.IsCompose, NameDecides: true, static (workspace, source) => workspace.AddCompose(source)),
        new("manifest", SourceKind.Yaml, YamlInputs.IsYaml, YamlInputs.IsManifest, NameDecides: false, static (workspace, source) => workspace.AddManifests(source)),
        new("entrypoint script", SourceKind.Script, static _ => false, static source => ShellDialects.FromShebang(ShellDialects.ShebangOf(source.Content)) is not null, NameDecides: false, static (workspace, source) => workspace.AddScript(source)),
    ];

    /// <summary><c>no Dockerfile</c>, <c>no Dockerfile, Compose file or manifest</c>.</summary>
    public static string Nothing
    {
        get
        {
            var names = All.Select(static kind => kind.Name).ToArray();
            return "no " + (names.Length == 1 ? names[0] : string.Join(", ", names[..^1]) + " or " + names[^1]);
        }
    }

    /// <summary>Whether a file of this name is one of ours, whatever it holds.</summary>
    public static bool IsKnownByName(string fileName) => All.Any(kind => kind.NameDecides && kind.HasName(fileName));

    /// <summary>Whether a file of this name is worth a look.</summary>
    public static bool IsCandidate(string fileName)
    {
        foreach (var kind in All)
        {
            if (kind.HasName(fileName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>By name, and where that does not decide by content; null: none.</summary>
    public static InputKind? Of(string fileName, SourceText source)
    {
        foreach (var kind in All)
        {
            if (kind.HasName(fileName) && (kind.NameDecides || kind.HasContent(source)))
            {
                return kind;
            }
        }

        foreach (var kind in All)
        {
            if (kind.HasContent(source))
            {
                return kind;
            }
        }

        return null;
    }
}
