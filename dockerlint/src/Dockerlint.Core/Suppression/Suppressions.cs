using Dockerlint.Findings;
using Dockerlint.Kubernetes;
using Dockerlint.Rules;
using Dockerlint.Rules.Input;
using Dockerlint.Text;

namespace Dockerlint.Suppression;

/// <summary>Takes away the findings that a comment ignores, and reports the comments that ignore nothing.</summary>
public sealed class Suppressions
{
    private readonly List<IgnoreComment> _comments = [];
    private string? _firstRead;
    private HashSet<string>? _read;

    // By the rule as written, by file; most runs have no comment.
    private Dictionary<string, Dictionary<string, SilencedLines>>? _silenced;

    /// <summary>A file whose comments count; the first reading of a path holds.</summary>
    public void Read(SourceText source, SourceKind kind)
    {
        if (IsNew(source.Path))
        {
            AddRange(IgnoreComments.Of(source, kind));
        }
    }

    /// <summary>The annotations of a file's objects.</summary>
    public void Read(Manifests manifests) => AddRange(PodAnnotations.Of(manifests));

    /// <returns>The same list where no comment is there.</returns>
    public List<Finding> Apply(List<Finding> findings)
    {
        // Scripts, which come in by way of another file.
        foreach (var finding in findings)
        {
            Read(finding.Location.Source, SourceKind.Script);
        }

        if (_comments.Count == 0)
        {
            return findings;
        }

        var kept = new List<Finding>(findings.Count);
        foreach (var finding in findings)
        {
            if (!IsIgnored(finding))
            {
                kept.Add(finding);
            }
        }

        foreach (var comment in _comments)
        {
            if (comment.IsOwn && Complaint(comment) is { } message
                && new Finding(UnusedIgnore.Definition, UnusedIgnore.Definition.DefaultSeverity, comment.Location, message) is var unused
                && !IsIgnored(unused))
            {
                kept.Add(unused);
            }
        }

        return kept;
    }

    private bool IsNew(string path)
    {
        if (_firstRead is null)
        {
            _firstRead = path;
            return true;
        }

        return path != _firstRead && (_read ??= new(StringComparer.Ordinal)).Add(path);
    }

    private void AddRange(IEnumerable<IgnoreComment> comments)
    {
        foreach (var comment in comments)
        {
            _comments.Add(comment);
            foreach (var rule in comment.Rules)
            {
                _silenced ??= new(StringComparer.Ordinal);
                if (!_silenced.TryGetValue(comment.Location.Path, out var own))
                {
                    _silenced.Add(comment.Location.Path, own = new(StringComparer.OrdinalIgnoreCase));
                }

                if (!own.TryGetValue(rule, out var lines))
                {
                    own.Add(rule, lines = new());
                }

                lines.Add(comment.FirstLine, comment.LastLine);
            }
        }
    }

    private bool IsIgnored(Finding finding)
    {
        if (_silenced is null || !_silenced.TryGetValue(finding.Location.Path, out var own))
        {
            return false;
        }

        var line = finding.Location.Line;
        var byId = own.TryGetValue(finding.Rule.Id, out var lines) && lines.Contains(line);
        return own.TryGetValue(finding.Rule.Name, out lines) && lines.Contains(line) || byId;
    }

    /// <summary>What is wrong with an ignore comment; null: nothing.</summary>
    private string? Complaint(IgnoreComment comment)
    {
        if (comment.Rules.Count == 0)
        {
            return "the ignore comment names no rule; write dockerlint ignore=STOP2001 and the reason";
        }

        foreach (var rule in comment.Rules)
        {
            if (Find(rule) is not { } known)
            {
                return $"{rule} is no rule of dockerlint; the ignore comment does nothing";
            }

            if (!_silenced![comment.Location.Path][rule].IsMet(comment.FirstLine, comment.LastLine) && known.Id != UnusedIgnore.Definition.Id)
            {
                return comment.IsGlobal ? $"nothing in this file gives {known.Id}; remove it from the ignore comment"
                    : $"nothing here gives {known.Id}; remove it from the ignore comment";
            }
        }

        return comment.Reason.Length == 0 ? "the ignore comment gives no reason; write it behind the ids" : null;
    }

    private static RuleInfo? Find(string rule)
    {
        foreach (var known in Catalog.All)
        {
            if (string.Equals(rule, known.Info.Id, StringComparison.OrdinalIgnoreCase)
                || string.Equals(rule, known.Info.Name, StringComparison.OrdinalIgnoreCase))
            {
                return known.Info;
            }
        }

        return null;
    }
}
