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
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    // Most runs have no comment.
    private Dictionary<string, List<IgnoreComment>>? _byPath;
    private HashSet<(IgnoreComment Comment, string Rule)>? _used;

    /// <summary>A file whose comments count; the first reading of a path holds.</summary>
    public void Read(SourceText source, SourceKind kind)
    {
        if (_read.Add(source.Path))
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

    private void AddRange(IEnumerable<IgnoreComment> comments)
    {
        foreach (var comment in comments)
        {
            _comments.Add(comment);
            if (!(_byPath ??= new(StringComparer.Ordinal)).TryGetValue(comment.Location.Path, out var own))
            {
                _byPath[comment.Location.Path] = own = [];
            }

            own.Add(comment);
        }
    }

    private bool IsIgnored(Finding finding)
    {
        var ignored = false;
        List<IgnoreComment>? own = null;
        _byPath?.TryGetValue(finding.Location.Path, out own);
        foreach (var comment in own ?? [])
        {
            if (!comment.Covers(finding.Location))
            {
                continue;
            }

            foreach (var rule in comment.Rules)
            {
                if (Names(rule, finding.Rule))
                {
                    (_used ??= []).Add((comment, rule));
                    ignored = true;
                }
            }
        }

        return ignored;
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

            if (_used?.Contains((comment, rule)) != true && known.Id != UnusedIgnore.Definition.Id)
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
            if (Names(rule, known.Info))
            {
                return known.Info;
            }
        }

        return null;
    }

    private static bool Names(string written, RuleInfo rule) =>
        string.Equals(written, rule.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(written, rule.Name, StringComparison.OrdinalIgnoreCase);
}
