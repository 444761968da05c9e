using Dockerlint.Compose;
using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Linting;
using Dockerlint.SignalPath;

namespace Dockerlint.Tests.SignalPath;

/// <summary>Dockerfiles, Compose files and manifests with the files around them.</summary>
internal sealed record Folder(IReadOnlyDictionary<string, string> Files)
{
    /// <summary>A Dockerfile alone, or with files given as (path, content).</summary>
    public static Folder Of(string dockerfile, params (string Path, string Content)[] files)
    {
        var all = files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        all["Dockerfile"] = dockerfile;
        return new Folder(all);
    }

    public Workspace Workspace()
    {
        var reader = new MemoryFiles(Files);
        var workspace = new Workspace(reader, NoDotNetProjects.Instance);
        foreach (string path in Files.Keys.Order(StringComparer.Ordinal))
        {
            var source = reader.TryRead(path)!;
            if (IsDockerfile(path))
            {
                workspace.AddDockerfile(source);
            }
            else if (ComposeFile.IsName(path))
            {
                workspace.AddCompose(source);
            }
            else if (path.EndsWith(".yaml", StringComparison.Ordinal))
            {
                workspace.AddManifests(source);
            }
        }

        return workspace;
    }

    public IReadOnlyList<Finding> Findings() => Linter.Run(Workspace());

    public SignalRoute Route() => Assert.Single(Workspace().Containers).Route;

    public Folder With(Fix fix)
    {
        var files = new Dictionary<string, string>(Files, StringComparer.Ordinal);
        foreach (var edit in fix.Edits.OrderByDescending(edit => edit.Location.Span.Start))
        {
            string text = files[edit.Location.Path];
            var span = edit.Location.Span;
            files[edit.Location.Path] = string.Concat(text.AsSpan(0, span.Start), edit.NewText, text.AsSpan(span.End));
        }

        return new Folder(files);
    }

    public static string Describe(IEnumerable<Finding> findings)
    {
        string all = string.Join('\n', findings.Select(finding => $"{finding.Location} {finding.Rule.Id} {finding.Severity}: {finding.Message}"));
        return all.Length == 0 ? "nothing" : all;
    }

    private static bool IsDockerfile(string path) => Path.GetFileName(path) == "Dockerfile" || path.EndsWith(".Dockerfile", StringComparison.Ordinal);
}
