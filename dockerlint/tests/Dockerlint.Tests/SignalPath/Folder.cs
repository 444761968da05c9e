using Dockerlint.Containers;
using Dockerlint.CSharp;
using Dockerlint.Findings;
using Dockerlint.JavaScript;
using Dockerlint.Linting;
using Dockerlint.SignalPath;
using Dockerlint.Text;

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

    /// <summary>As the command sees the folder from within.</summary>
    public Workspace Workspace()
    {
        var reader = new MemoryFiles(Files);
        return LintRun.Read([.. Recognised(reader).Select(recognition => recognition.Input).OfType<LintInput>()], reader,
            new ApplicationSources(new DotNetProjects(reader), new JavaScriptReader()));
    }

    public IReadOnlyList<Finding> Findings()
    {
        var reader = new MemoryFiles(Files);
        var result = LintRun.Check(Workspace(), Recognised(reader).Select(recognition => recognition.Template).OfType<SourceLocation>());
        Assert.DoesNotContain(result.Errors, error => error.Message.Contains("a defect of dockerlint", StringComparison.Ordinal));
        return result.Findings;
    }

    public SignalRoute Route() => Assert.Single(Workspace().Stops).Route;

    public Folder With(Fix fix)
    {
        var files = new Dictionary<string, string>(Files, StringComparer.Ordinal);
        foreach (var edit in fix.Edits.OrderByDescending(edit => edit.Location.Span.Start))
        {
            var text = files[edit.Location.Path];
            var span = edit.Location.Span;
            files[edit.Location.Path] = string.Concat(text.AsSpan(0, span.Start), edit.NewText, text.AsSpan(span.End));
        }

        return new Folder(files);
    }

    public static string Describe(IEnumerable<Finding> findings)
    {
        var all = string.Join('\n', findings.Select(finding => $"{finding.Location} {finding.Rule.Id} {finding.Severity}: {finding.Message}"));
        return all.Length == 0 ? "nothing" : all;
    }

    private IEnumerable<Recognition> Recognised(MemoryFiles reader) => Files.Keys.Order(StringComparer.Ordinal)
        .Where(path => InputKind.IsCandidate(Path.GetFileName(path)))
        .Select(path => InputKind.Recognise(reader.TryRead(path)!, isNamed: false));
}
