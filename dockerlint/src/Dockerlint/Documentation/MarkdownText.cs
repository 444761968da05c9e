using System.Text;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli.Documentation;

/// <summary>A page of ours for a terminal: the little of Markdown that the pages use, and nothing wider than the terminal but code.</summary>
internal sealed class MarkdownText(TextStyle style)
{
    private const string Code = "    ";

    private bool _inCode;

    public void Write(string page, TextWriter output)
    {
        var lines = page.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        for (var i = 0; i < lines.Length;)
        {
            i = WriteBlock(lines, i, output);
        }
    }

    /// <returns>The line behind it.</returns>
    private int WriteBlock(string[] lines, int i, TextWriter output)
    {
        var line = lines[i];
        if (line.StartsWith("<!--", StringComparison.Ordinal))
        {
            return i + 1;
        }

        if (line.Length == 0)
        {
            output.WriteLine();
            return i + 1;
        }

        return line[0] switch
        {
            '#' => WriteHeading(line, i, output),
            '`' when line.StartsWith("```", StringComparison.Ordinal) => WriteFence(lines, i, output),
            '|' => WriteTable(lines, i, output),
            ' ' when line.StartsWith(Code, StringComparison.Ordinal) => WriteCode(lines, i, output),
            _ => WriteText(lines, i, output),
        };
    }

    private int WriteHeading(string line, int i, TextWriter output)
    {
        output.WriteLine(style.Bold(PlainText.Printable(line.TrimStart('#', ' '))));
        return i + 1;
    }

    private int WriteFence(string[] lines, int i, TextWriter output)
    {
        // The file's name, behind the language.
        if (lines[i].Split(' ', 2) is [_, var name])
        {
            output.WriteLine(Code + style.Dim(PlainText.Printable(name)));
        }

        for (i++; i < lines.Length && !lines[i].StartsWith("```", StringComparison.Ordinal); i++)
        {
            output.WriteLine((Code + "  " + PlainText.Printable(lines[i])).TrimEnd());
        }

        return i + 1;
    }

    private static int WriteCode(string[] lines, int i, TextWriter output)
    {
        for (; i < lines.Length && lines[i].StartsWith(Code, StringComparison.Ordinal); i++)
        {
            output.WriteLine(PlainText.Printable(lines[i]));
        }

        return i;
    }

    private int WriteTable(string[] lines, int i, TextWriter output)
    {
        var rows = new List<string[]>();
        for (; i < lines.Length && lines[i].StartsWith('|'); i++)
        {
            if (!lines[i].StartsWith("| ---", StringComparison.Ordinal))
            {
                rows.Add(Cells(lines[i]));
            }
        }

        var columns = rows.Max(static row => row.Length);
        var widths = Enumerable.Range(0, columns).Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0)).ToArray();
        var isNarrow = widths.Sum() + 2 * (columns - 1) <= style.Width;
        for (var row = 0; row < rows.Count; row++)
        {
            if (isNarrow)
            {
                var text = string.Join("  ", rows[row].Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
                output.WriteLine(row == 0 ? style.Dim(text) : Painted(text));
            }
            else if (row > 0)
            {
                var heads = rows[0];
                var cells = rows[row].Select((cell, column) =>
                    column == 0 || column >= heads.Length || heads[column].Length == 0 ? cell : $"{heads[column]}: {cell}");
                WriteWrapped(string.Join("; ", cells), "- ", output);
            }
        }

        return i;
    }

    private int WriteText(string[] lines, int i, TextWriter output)
    {
        var mark = Mark(lines[i]);
        var text = new StringBuilder(lines[i][mark.Length..]);
        for (i++; i < lines.Length && lines[i].Length > 0 && Mark(lines[i]).Length == 0 && lines[i][0] is not ('#' or '|' or '`' or '<'); i++)
        {
            text.Append(' ').Append(lines[i].Trim());
        }

        WriteWrapped(Plain(text.ToString()), mark, output);
        return i;
    }

    private void WriteWrapped(string text, string mark, TextWriter output)
    {
        _inCode = false;
        var lead = mark;
        foreach (var line in PlainText.Wrap(text, style.Width - mark.Length))
        {
            output.WriteLine(lead + Painted(line));
            lead = new string(' ', mark.Length);
        }
    }

    /// <summary><c>- </c> or <c>1. </c>; empty: no list.</summary>
    private static string Mark(string line)
    {
        var digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }

        return line.StartsWith("- ", StringComparison.Ordinal) ? "- "
            : digits > 0 && line.AsSpan(digits).StartsWith(". ", StringComparison.Ordinal) ? line[..(digits + 2)] : "";
    }

    private static string[] Cells(string line)
    {
        const string Bar = "\u0001";
        return [
            .. line.Trim().Trim('|').Replace("\\|", Bar, StringComparison.Ordinal).Split('|')
                .Select(static cell => Plain(cell.Replace(Bar, "|", StringComparison.Ordinal).Trim()))];
    }

    /// <summary>Without the marks of bold text; of a link the words, and the address where it leads somewhere else.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        var inCode = false;
        for (var i = 0; i < text.Length; i++)
        {
            inCode ^= text[i] == '`';
            if (!inCode && text[i] == '*' && i + 1 < text.Length && text[i + 1] == '*')
            {
                i++;
            }
            else if (!inCode && text[i] == '[' && text.IndexOf("](", i, StringComparison.Ordinal) is > 0 and var middle
                && text.IndexOf(')', middle) is > 0 and var end && text.IndexOf(']', i) == middle)
            {
                var address = text[(middle + 2)..end];
                plain.Append(text, i + 1, middle - i - 1);
                plain.Append(address.StartsWith("http", StringComparison.Ordinal) ? $" ({address})" : "");
                i = end;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    /// <summary>Code in bold, or with its marks where there are no colours.</summary>
    private string Painted(string line)
    {
        if (!style.HasColor)
        {
            return line;
        }

        var parts = line.Split('`');
        var painted = new StringBuilder(line.Length + 16);
        for (var i = 0; i < parts.Length; i++)
        {
            _inCode ^= i > 0;
            painted.Append(_inCode ? style.Bold(parts[i]) : parts[i]);
        }

        return painted.ToString();
    }
}
