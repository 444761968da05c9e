using System.Text;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Inputs;
using Dockerlint.Findings;
using Dockerlint.Text;

namespace Dockerlint.Cli.Fixes;

/// <summary>A file and what the fixes made of it.</summary>
/// <param name="Fixes">How many; one that changes several files counts in its first.</param>
internal sealed record FixedFile(SourceText Before, SourceText After, int Fixes);

/// <summary>Applies fixes and checks again until nothing is left to fix; all in memory.</summary>
/// <param name="mayWrite">Whether a path lies where the user asked for fixes.</param>
internal sealed class FixRun(RepositoryReader reader, Func<InputSet, CheckResult> check, Func<string, bool> mayWrite, bool includesUnsafe)
{
    /// <summary>The one name of a file that has several by links; each is written once.</summary>
    public Func<string, string> NameOf { get; init; } = static path => path;

    /// <summary>A fix whose result gives the same fix again must not run for ever.</summary>
    private const int MaximumRounds = 10;

    private readonly SortedDictionary<string, FixedFile> _files = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> _fixes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _outside = new(StringComparer.Ordinal);

    public IReadOnlyCollection<FixedFile> Files => _files.Values;

    /// <summary>Paths that a fix would change and that are not below the given ones.</summary>
    public IReadOnlyCollection<string> Outside => _outside;

    /// <summary>What is left.</summary>
    public CheckResult Run(InputSet inputs)
    {
        var result = check(inputs);
        for (var round = 0; round < MaximumRounds; round++)
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

    /// <summary>What is left when some files could not be written after all.</summary>
    public CheckResult Without(IEnumerable<FixedFile> unwritten, InputSet inputs)
    {
        Replace([.. unwritten.Select(static file => file.Before)], inputs);
        return check(inputs);
    }

    /// <summary>Whole fixes in reading order; one that touches an earlier one waits for the next round.</summary>
    private Dictionary<string, List<TextEdit>> Choose(IReadOnlyList<Finding> findings)
    {
        var chosen = new Dictionary<string, List<TextEdit>>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            if (finding.Fix is { } fix && (fix.IsSafe || includesUnsafe) && fix.Edits.All(IsCurrent) && IsInside(fix)
                && !fix.Edits.Any(edit => Touches(edit, chosen)))
            {
                var first = NameOf(fix.Edits[0].Location.Path);
                _fixes[first] = _fixes.TryGetValue(first, out var count) ? count + 1 : 1;
                foreach (var edit in fix.Edits)
                {
                    var name = NameOf(edit.Location.Path);
                    if (!chosen.TryGetValue(name, out var edits))
                    {
                        chosen[name] = edits = [];
                    }

                    edits.Insert(IndexFor(edit, edits), edit);
                }
            }
        }

        return chosen;
    }

    private bool IsInside(Fix fix)
    {
        var isInside = true;
        foreach (var edit in fix.Edits)
        {
            if (!mayWrite(edit.Location.Path))
            {
                _outside.Add(edit.Location.Path);
                isInside = false;
            }
        }

        return isInside;
    }

    private bool IsCurrent(TextEdit edit) =>
        reader.TryRead(NameOf(edit.Location.Path)) is { } text
            && (ReferenceEquals(text, edit.Location.Source) || text.Content == edit.Location.Source.Content);

    private bool Touches(TextEdit edit, Dictionary<string, List<TextEdit>> chosen)
    {
        if (!chosen.TryGetValue(NameOf(edit.Location.Path), out var edits))
        {
            return false;
        }

        var next = IndexFor(edit, edits);
        return next > 0 && edit.Location.Span.Start <= edits[next - 1].Location.Span.End
            || next < edits.Count && edits[next].Location.Span.Start <= edit.Location.Span.End;
    }

    /// <summary>Where an edit belongs among edits that stand in the order of the file.</summary>
    private static int IndexFor(TextEdit edit, List<TextEdit> edits)
    {
        var (low, high) = (0, edits.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (edits[middle].Location.Span.Start < edit.Location.Span.Start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Apply(Dictionary<string, List<TextEdit>> chosen, InputSet inputs)
    {
        var changed = new List<SourceText>();
        foreach (var (path, edits) in chosen)
        {
            var before = edits[0].Location.Source;
            var content = new StringBuilder(before.Content.Length);
            var end = 0;
            foreach (var edit in edits)
            {
                content.Append(before.Content, end, edit.Location.Span.Start - end).Append(edit.NewText);
                end = edit.Location.Span.End;
            }

            var after = new SourceText(path, content.Append(before.Content, end, before.Content.Length - end).ToString());
            _files[path] = new FixedFile(_files.TryGetValue(path, out var earlier) ? earlier.Before : before, after,
                _fixes.TryGetValue(path, out var count) ? count : 0);
            changed.Add(after);
            foreach (var other in edits.Select(static edit => edit.Location.Path).Where(other => other != path).Distinct(StringComparer.Ordinal))
            {
                reader.Replace(new SourceText(other, after.Content));
            }
        }

        Replace(changed, inputs);
    }

    /// <summary>The inputs are gone through once, however many texts are new.</summary>
    private void Replace(List<SourceText> texts, InputSet inputs)
    {
        texts.ForEach(reader.Replace);
        var byName = texts.ToDictionary(static text => text.Path, StringComparer.Ordinal);
        for (var i = 0; i < inputs.Inputs.Count; i++)
        {
            var path = inputs.Inputs[i].Source.Path;
            if (byName.TryGetValue(path, out var text))
            {
                inputs.Inputs[i] = inputs.Inputs[i].With(text);
            }
            else if (byName.TryGetValue(NameOf(path), out var own))
            {
                var linked = new SourceText(path, own.Content);
                reader.Replace(linked);
                inputs.Inputs[i] = inputs.Inputs[i].With(linked);
            }
        }
    }
}
