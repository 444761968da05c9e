namespace Dockerlint.Cli.Fixes;

/// <summary>What <c>patch</c> and reviewers read.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>Above it the changed middle is shown as one block.</summary>
    private const int MaximumTable = 4_000_000;

    public static void Write(FixedFile file, TextWriter output)
    {
        string[] before = Lines(file.Before.Content);
        string[] after = Lines(file.After.Content);
        output.Write($"--- a/{file.Before.Path}\n+++ b/{file.After.Path}\n");
        var changes = Changes(before, after);
        for (int i = 0; i < changes.Count;)
        {
            int last = i;
            while (last + 1 < changes.Count && changes[last + 1].Before - changes[last].BeforeEnd <= 2 * Context)
            {
                last++;
            }

            WriteHunk(before, after, changes, i, last, output);
            i = last + 1;
        }
    }

    private static void WriteHunk(string[] before, string[] after, List<Change> changes, int first, int last, TextWriter output)
    {
        int start = Math.Max(0, changes[first].Before - Context);
        int end = Math.Min(before.Length, changes[last].BeforeEnd + Context);
        int afterStart = changes[first].After - (changes[first].Before - start);
        int afterLength = changes[last].AfterEnd + (end - changes[last].BeforeEnd) - afterStart;
        output.Write($"@@ -{Range(start, end - start)} +{Range(afterStart, afterLength)} @@\n");
        int line = start;
        for (int i = first; i <= last; i++)
        {
            WriteLines(' ', before, line, changes[i].Before, output);
            WriteLines('-', before, changes[i].Before, changes[i].BeforeEnd, output);
            WriteLines('+', after, changes[i].After, changes[i].AfterEnd, output);
            line = changes[i].BeforeEnd;
        }

        WriteLines(' ', before, line, end, output);
    }

    private static string Range(int start, int length) => length == 1 ? $"{start + 1}" : $"{(length == 0 ? start : start + 1)},{length}";

    private static void WriteLines(char mark, string[] lines, int start, int end, TextWriter output)
    {
        for (int i = start; i < end; i++)
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
        int start = 0;
        while (start < content.Length)
        {
            int end = content.IndexOf('\n', start) is >= 0 and var newline ? newline + 1 : content.Length;
            lines.Add(content[start..end]);
            start = end;
        }

        return [.. lines];
    }

    private static List<Change> Changes(string[] before, string[] after)
    {
        int start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
        {
            start++;
        }

        int tail = 0;
        while (tail < before.Length - start && tail < after.Length - start && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        int beforeEnd = before.Length - tail;
        int afterEnd = after.Length - tail;
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
        int[] common = new int[(before.Length + 1) * (after.Length + 1)];
        int width = after.Length + 1;
        for (int i = before.Length - 1; i >= 0; i--)
        {
            for (int j = after.Length - 1; j >= 0; j--)
            {
                common[(i * width) + j] = before[i] == after[j] ? common[((i + 1) * width) + j + 1] + 1 : Math.Max(common[((i + 1) * width) + j], common[(i * width) + j + 1]);
            }
        }

        var changes = new List<Change>();
        int b = 0;
        int a = 0;
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
