using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>
/// Tells a template of a Dockerfile from a broken one. <c>{{ … }}</c> in a command or a heredoc is data (<c>docker inspect --format</c>);
/// it makes a template where an instruction or a line begins, and in what can hold nothing of the kind: FROM, COPY, EXPOSE, WORKDIR, …
/// </summary>
public static class TemplateMarks
{
    private static readonly string[] _marks = ["{{", "{%", "{#", "<%"];

    /// <summary>Around a name that stands for whole instructions: <c>__DOCKERFILE_INSTALL__</c>.</summary>
    private static readonly string[] _around = ["__", "@", "%%"];

    /// <summary>The first mark; null: no template.</summary>
    public static SourceLocation? First(SourceText source)
    {
        if (!MayOccurIn(source.Content))
        {
            return null;
        }

        foreach (var instruction in DockerfileParser.Parse(source).Instructions)
        {
            if (At(source, instruction) is { } mark)
            {
                return mark;
            }
        }

        return null;
    }

    private static bool MayOccurIn(string content)
    {
        foreach (var mark in _marks)
        {
            if (content.IndexOf(mark, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return content.IndexOf("%%", StringComparison.Ordinal) >= 0 || content.IndexOf("\n__", StringComparison.Ordinal) >= 0
            || content.IndexOf("\n@", StringComparison.Ordinal) >= 0;
    }

    private static SourceLocation? At(SourceText source, Instruction instruction)
    {
        if (Leading(source, instruction) is { } leading)
        {
            return leading;
        }

        if (instruction.Kind == InstructionKind.Unknown && StandsForInstructions(instruction.Keyword))
        {
            return source.At(new TextSpan(instruction.Span.Start, instruction.Keyword.Length));
        }

        var text = instruction.Arguments.Value;
        if (instruction.Kind is InstructionKind.From or InstructionKind.Copy or InstructionKind.Add or InstructionKind.Expose
            or InstructionKind.WorkDir or InstructionKind.User or InstructionKind.StopSignal or InstructionKind.Volume)
        {
            foreach (var mark in _marks)
            {
                if (text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var offset)
                {
                    return source.At(instruction.Arguments.SourceSpan(offset, mark.Length));
                }
            }
        }

        return instruction.Kind is InstructionKind.Run or InstructionKind.Cmd or InstructionKind.Entrypoint ? null : Placeholder(source, instruction);
    }

    /// <summary>For sentences: <c>a template ({{ in line 3)</c>.</summary>
    public static string Describe(SourceLocation mark)
    {
        var text = mark.Span.Length is > 0 and < 40 ? mark.Source.Slice(mark.Span) : "";
        return text is ['{' or '<' or '%' or '@' or '$' or '_', ..] && text.IndexOf('\n') < 0 ? $"a template ({text} in line {mark.Line})"
            : "a template, by its name";
    }

    private static bool StandsForInstructions(string keyword) => Array.Exists(_around, mark => keyword.Length > 2 * mark.Length
        && keyword.StartsWith(mark, StringComparison.Ordinal) && keyword.EndsWith(mark, StringComparison.Ordinal));

    /// <summary>A mark at the start of one of the instruction's lines, heredocs left out.</summary>
    private static SourceLocation? Leading(SourceText source, Instruction instruction)
    {
        var line = source.PositionAt(instruction.Span.Start).Line;
        var last = source.PositionAt(
            instruction.Heredocs.Count > 0 ? Math.Max(instruction.Span.Start,
                instruction.Heredocs[0].BodySpan.Start - 1) : instruction.Span.End).Line;
        for (; line <= last; line++)
        {
            var span = source.LineSpan(line);
            var start = span.Start;
            while (start < span.End && source.Content[start] is ' ' or '\t')
            {
                start++;
            }

            foreach (var mark in _marks)
            {
                if (string.CompareOrdinal(source.Content, start, mark, 0, mark.Length) == 0)
                {
                    return source.At(new TextSpan(start, mark.Length));
                }
            }
        }

        return null;
    }

    /// <summary><c>%%NAME%%</c> as a whole value.</summary>
    private static SourceLocation? Placeholder(SourceText source, Instruction instruction)
    {
        var text = instruction.Arguments.Value;
        for (var start = text.IndexOf("%%", StringComparison.Ordinal); start >= 0; start = text.IndexOf("%%", start + 2, StringComparison.Ordinal))
        {
            var end = start + 2;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-'))
            {
                end++;
            }

            if (end > start + 2 && string.CompareOrdinal(text, end, "%%", 0, 2) == 0)
            {
                return source.At(instruction.Arguments.SourceSpan(start, end + 2 - start));
            }

            start = end - 2;
        }

        return null;
    }
}
