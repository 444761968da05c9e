using System.Text;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli.Fixes;

/// <summary>What <c>patch</c> and reviewers read.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>Above it the changed middle is shown as one block.</summary>
    private const int MaximumTable = 4_000_000;

    /// <returns>False: a changed line holds what a log must not show, so that <c>patch</c> cannot use this part.</returns>
    public static bool Write(FixedFile file, TextWriter output)
    {
        var before = Lines(file.Before.Content);
        var after = Lines(file.After.Content);
        output.Write($"--- {Name("a/" + file.Before.Path)}\n+++ {Name("b/" + file.After.Path)}\n");
        var changes = Changes(before, after);
        for (var i = 0; i < changes.Count;)
        {
            var last = i;
            while (last + 1 < changes.Count && IsOneHunk(before, changes[last].BeforeEnd, changes[last + 1].Before))
            {
                last++;
            }

            WriteHunk(before, after, changes, i, last, output);
            i = last + 1;
        }

        return changes.TrueForAll(
            change => before[change.Before..change.BeforeEnd].All(IsHarmless) && after[change.After..change.AfterEnd].All(IsHarmless));
    }

    private static bool IsOneHunk(string[] lines, int start, int end) =>
        end - start <= 2 * Context && Array.TrueForAll(lines[start..end], IsHarmlessContext);

    private static void WriteHunk(string[] before, string[] after, List<Change> changes, int first, int last, TextWriter output)
    {
        var lead = ContextBefore(before, changes[first].Before, first == 0 ? 0 : changes[first - 1].BeforeEnd);
        var trail = ContextAfter(before, changes[last].BeforeEnd, last + 1 == changes.Count ? before.Length : changes[last + 1].Before);
        // patch takes a hunk with less context on one side for the beginning or the end of the file.
        var wantedLead = Math.Min(Context, changes[first].Before);
        var wantedTrail = Math.Min(Context, before.Length - changes[last].BeforeEnd);
        if (lead < wantedLead || trail < wantedTrail)
        {
            lead = trail = Math.Min(lead, trail);
        }

        var start = changes[first].Before - lead;
        var end = changes[last].BeforeEnd + trail;
        var afterStart = changes[first].After - lead;
        var afterLength = changes[last].AfterEnd + trail - afterStart;
        output.Write($"@@ -{Range(start, end - start)} +{Range(afterStart, afterLength)} @@\n");
        var line = start;
        for (var i = first; i <= last; i++)
        {
            WriteLines(' ', before, line, changes[i].Before, output);
            WriteLines('-', before, changes[i].Before, changes[i].BeforeEnd, output);
            WriteLines('+', after, changes[i].After, changes[i].AfterEnd, output);
            line = changes[i].BeforeEnd;
        }

        WriteLines(' ', before, line, end, output);
    }

    private static int ContextBefore(string[] lines, int at, int limit)
    {
        var count = 0;
        while (count < Context && at - count > limit && IsHarmlessContext(lines[at - count - 1]))
        {
            count++;
        }

        return count;
    }

    private static int ContextAfter(string[] lines, int at, int limit)
    {
        var count = 0;
        while (count < Context && at + count < limit && IsHarmlessContext(lines[at + count]))
        {
            count++;
        }

        return count;
    }

    /// <summary>Lines that nobody needs to see are left out where they would steer a terminal or a runner.</summary>
    private static bool IsHarmlessContext(string line) => IsHarmless(line) && !SafeText.BeginsCommand(line);

    private static bool IsHarmless(string line) =>
        SafeText.IndexOfHostile(line.AsSpan().TrimEnd('\n').TrimEnd('\r')) < 0 && !line.Contains("##[", StringComparison.Ordinal);

    /// <summary>As git quotes the names of its diffs.</summary>
    private static string Name(string path)
    {
        if (SafeText.IndexOfHostile(path) < 0 && path.AsSpan().IndexOfAny('"', '\\', '\t') < 0 && !path.Contains("##[", StringComparison.Ordinal))
        {
            return path;
        }

        var quoted = new StringBuilder("\"");
        foreach (var b in Encoding.UTF8.GetBytes(path))
        {
            _ = b is < 0x20 or >= 0x7f or (byte)'"' or (byte)'\\' or (byte)'['
                ? quoted.Append('\\').Append(Convert.ToString(b, 8).PadLeft(3, '0'))
                : quoted.Append((char)b);
        }

        return quoted.Append('"').ToString();
    }

    private static string Range(int start, int length) => length == 1 ? $"{start + 1}" : $"{(length == 0 ? start : start + 1)},{length}";

    private static void WriteLines(char mark, string[] lines, int start, int end, TextWriter output)
    {
        for (var i = start; i < end; i++)
        {
            output.Write(mark);
            output.Write(lines[i]);
            if (!lines[i].EndsWith('\n'))
            {
                output.Write("\n\\ No newline at end of file\n");
            }
        }
    }

    /// <summary>Each with its line end.</summary>
    private static string[] Lines(string content)
    {
        var lines = new List<string>();
        var start = 0;
        while (start < content.Length)
        {
            var end = content.IndexOf('\n', start) is >= 0 and var newline ? newline + 1 : content.Length;
            lines.Add(content[start..end]);
            start = end;
        }

        return [.. lines];
    }

    private static List<Change> Changes(string[] before, string[] after)
    {
        var start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
        {
            start++;
        }

        var tail = 0;
        while (tail < before.Length - start && tail < after.Length - start && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        var beforeEnd = before.Length - tail;
        var afterEnd = after.Length - tail;
        if (start == beforeEnd && start == afterEnd)
        {
            return [];
        }

        return (long)(beforeEnd - start) * (afterEnd - start) > MaximumTable
            ? [new Change(start, beforeEnd, start, afterEnd)]
            : Changes(before.AsSpan(start..beforeEnd), after.AsSpan(start..afterEnd), start);
    }

    /// <summary>By the longest common subsequence.</summary>
    private static List<Change> Changes(ReadOnlySpan<string> before, ReadOnlySpan<string> after, int offset)
    {
        var common = new int[(before.Length + 1) * (after.Length + 1)];
        var width = after.Length + 1;
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[(i * width) + j] = before[i] == after[j]
                    ? common[((i + 1) * width) + j + 1] + 1
                    : Math.Max(common[((i + 1) * width) + j], common[(i * width) + j + 1]);
            }
        }

        var changes = new List<Change>();
        var b = 0;
        var a = 0;
        while (b < before.Length || a < after.Length)
        {
            var (startB, startA) = (b, a);
            while ((b < before.Length || a < after.Length) && !(b < before.Length && a < after.Length && before[b] == after[a]))
            {
                if (b < before.Length && (a == after.Length || common[((b + 1) * width) + a] >= common[(b * width) + a + 1]))
                {
                    b++;
                }
                else
                {
                    a++;
                }
            }

            if (b > startB || a > startA)
            {
                changes.Add(new Change(startB + offset, b + offset, startA + offset, a + offset));
            }

            if (b < before.Length && a < after.Length)
            {
                b++;
                a++;
            }
        }

        return changes;
    }

    /// <summary>Half-open line ranges that replace each other.</summary>
    private readonly record struct Change(int Before, int BeforeEnd, int After, int AfterEnd);
}
