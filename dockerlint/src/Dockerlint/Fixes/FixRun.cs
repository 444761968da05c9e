using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Inputs;
using Dockerlint.Findings;
using Dockerlint.Text;

namespace Dockerlint.Cli.Fixes;

/// <summary>A file and what the fixes made of it.</summary>
internal sealed record FixedFile(SourceText Before, SourceText After);

/// <summary>Applies fixes and checks again until nothing is left to fix; all in memory.</summary>
internal sealed class FixRun(DiskFileReader reader, Func<InputSet, CheckResult> check, bool includesUnsafe)
{
    /// <summary>A fix whose result gives the same fix again must not run for ever.</summary>
    private const int MaximumRounds = 10;

    private readonly SortedDictionary<string, FixedFile> _files = new(StringComparer.Ordinal);

    public IReadOnlyCollection<FixedFile> Files => _files.Values;

    /// <summary>Fixes applied.</summary>
    public int Count { get; private set; }

    /// <summary>What is left.</summary>
    public CheckResult Run(InputSet inputs)
    {
        var result = check(inputs);
        for (int round = 0; round < MaximumRounds; round++)
        {
            var edits = Choose(result.Findings);
            if (edits.Count == 0)
            {
                break;
            }

            Apply(edits, inputs);
            result = check(inputs);
        }

        return result;
    }

    /// <summary>Whole fixes in reading order; one that touches an earlier one waits for the next round.</summary>
    private Dictionary<string, List<TextEdit>> Choose(IReadOnlyList<Finding> findings)
    {
        var chosen = new Dictionary<string, List<TextEdit>>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            if (finding.Fix is { } fix && (fix.IsSafe || includesUnsafe) && fix.Edits.All(IsCurrent) && !fix.Edits.Any(edit => Touches(edit, chosen)))
            {
                Count++;
                foreach (var edit in fix.Edits)
                {
                    if (!chosen.TryGetValue(edit.Location.Path, out var edits))
                    {
                        chosen[edit.Location.Path] = edits = [];
                    }

                    edits.Add(edit);
                }
            }
        }

        return chosen;
    }

    private bool IsCurrent(TextEdit edit) => reader.TryRead(edit.Location.Path) is { } text && (ReferenceEquals(text, edit.Location.Source) || text.Content == edit.Location.Source.Content);

    private static bool Touches(TextEdit edit, Dictionary<string, List<TextEdit>> chosen) => chosen.TryGetValue(edit.Location.Path, out var edits)
        && edits.Any(other => edit.Location.Span.Start <= other.Location.Span.End && other.Location.Span.Start <= edit.Location.Span.End);

    private void Apply(Dictionary<string, List<TextEdit>> chosen, InputSet inputs)
    {
        foreach (var (path, edits) in chosen)
        {
            var before = edits[0].Location.Source;
            string content = before.Content;
            foreach (var edit in edits.OrderByDescending(static edit => edit.Location.Span.Start))
            {
                content = string.Concat(content.AsSpan(0, edit.Location.Span.Start), edit.NewText, content.AsSpan(edit.Location.Span.End));
            }

            var after = new SourceText(path, content);
            _files[path] = new FixedFile(_files.TryGetValue(path, out var earlier) ? earlier.Before : before, after);
            reader.Replace(after);
            for (int i = 0; i < inputs.Inputs.Count; i++)
            {
                if (inputs.Inputs[i].Source.Path == path)
                {
                    inputs.Inputs[i] = inputs.Inputs[i].With(after);
                }
            }
        }
    }
}
