namespace Dockerlint.Yaml;

/// <summary>
/// From offsets of a block scalar's value to the file: each line of the file is a run of the value, behind an indent that the value lacks and,
/// in a folded scalar, joined to the one before by a blank instead of a line end. Ends at the first line that is not so, as substitution makes one.
/// </summary>
internal sealed class BlockScalarMap
{
    private readonly List<Run> _runs = [];

    /// <param name="start">Of the scalar, at its <c>|</c> or <c>&gt;</c>.</param>
    public BlockScalarMap(string content, int start, string value)
    {
        var line = content.IndexOf('\n', start) + 1;
        var indent = -1;
        var position = 0;
        var blanks = 0;
        while (line > 0 && line < content.Length && position < value.Length)
        {
            var next = content.IndexOf('\n', line);
            var end = next < 0 ? content.Length : next;
            end = end > line && content[end - 1] == '\r' ? end - 1 : end;
            var lead = Lead(content, line, end);
            if (lead == end)
            {
                blanks++;
            }
            else
            {
                indent = indent < 0 ? lead - line - LeadOfValue(value) : indent;
                var text = line + indent;
                if (indent < 0 || text > end || Find(content, text, end - text, value, position, blanks + 1) is not { } found)
                {
                    return;
                }

                _runs.Add(new Run(found, text, end - text));
                position = found + end - text;
                blanks = 0;
            }

            line = next + 1;
        }
    }

    /// <summary>Null where it is not exact.</summary>
    public int? FileOffset(int valueOffset)
    {
        var (low, high) = (0, _runs.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            (low, high) = _runs[middle].Value > valueOffset ? (low, middle - 1) : (middle + 1, high);
        }

        return high >= 0 && _runs[high] is var run && valueOffset <= run.Value + run.Length ? run.File + valueOffset - run.Value : null;
    }

    /// <summary>Where the line stands in the value: here, or behind the separators that it follows.</summary>
    private static int? Find(string content, int text, int length, string value, int position, int separators)
    {
        for (var skipped = 0; skipped <= separators && position + length <= value.Length; skipped++, position++)
        {
            if (string.CompareOrdinal(content, text, value, position, length) == 0)
            {
                return position;
            }

            if (value[position] is not ('\n' or ' '))
            {
                return null;
            }
        }

        return null;
    }

    private static int Lead(string content, int line, int end)
    {
        while (line < end && content[line] == ' ')
        {
            line++;
        }

        return line;
    }

    private static int LeadOfValue(string value)
    {
        var first = 0;
        while (first < value.Length && value[first] == '\n')
        {
            first++;
        }

        return Lead(value, first, value.Length) - first;
    }

    private readonly record struct Run(int Value, int File, int Length);
}
