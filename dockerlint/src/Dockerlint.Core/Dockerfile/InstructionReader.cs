using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>Makes an instruction of a joined line (moby/buildkit frontend/dockerfile/parser, splitCommand and line_parsers.go).</summary>
internal sealed class InstructionReader(SourceText source, SourceLines lines, LogicalLine line, ParserDirectives directives, List<InputError> errors)
{
    private HeredocReader? _heredocs;
    private int _endOfLine;

    /// <param name="endOfLine">File offset behind the last line of the instruction.</param>
    public Instruction Read(int endOfLine)
    {
        _endOfLine = endOfLine;
        var end = line.Length;
        while (end > 0 && char.IsWhiteSpace(line[end - 1]))
        {
            end--;
        }

        var start = 0;
        while (start < end && char.IsWhiteSpace(line[start]))
        {
            start++;
        }

        return Read(start, end, isTrigger: false);
    }

    private Instruction Read(int start, int end, bool isTrigger)
    {
        var keywordEnd = start;
        while (keywordEnd < end && !InstructionWords.IsSeparator(line[keywordEnd]))
        {
            keywordEnd++;
        }

        var kind = InstructionKeywords.Recognize(line, start, keywordEnd, out var keyword);
        var keywordSpan = line.SourceSpan(start, keywordEnd);
        var arguments = keywordEnd;
        while (arguments < end && InstructionWords.IsSeparator(line[arguments]))
        {
            arguments++;
        }

        var flags = line.Flags.Read(ref arguments, end, directives.Escape);
        while (arguments < end && char.IsWhiteSpace(line[arguments]))
        {
            arguments++;
        }

        var text = line.Slice(arguments, end);
        IReadOnlyList<string> words = [];
        CommandForm? command = null;
        Instruction? trigger = null;
        var isArray = false;
        var errorsBefore = errors.Count;
        switch (kind)
        {
            case InstructionKind.Run or InstructionKind.Cmd or InstructionKind.Entrypoint or InstructionKind.Shell:
                command = ReadCommand(arguments, end, text, out isArray);
                break;
            case InstructionKind.Healthcheck:
                words = line.Words.First(arguments, end, out var rest);
                command = words.Count > 0 && rest < end ? ReadCommand(rest, end, line.Slice(rest, end), out isArray) : null;
                break;
            case InstructionKind.Add or InstructionKind.Copy or InstructionKind.Volume:
                words = ReadArrayOrWords(arguments, end, out isArray);
                break;
            case InstructionKind.From or InstructionKind.Expose:
                words = line.Words.AtBlanks(arguments, end);
                break;
            case InstructionKind.Arg:
                words = line.Words.Quoted(arguments, end, directives.Escape);
                break;
            case InstructionKind.Env or InstructionKind.Label:
                words = line.Words.NamesAndValues(arguments, end, directives.Escape, text, out var problem);
                Report(problem is null ? null : InstructionKeywords.NameOf(kind) + problem, line.SourceSpan(arguments, end));
                break;
            case InstructionKind.OnBuild when !isTrigger && arguments < end:
                trigger = Read(arguments, end, isTrigger: true);
                break;
            case InstructionKind.OnBuild or InstructionKind.Unknown:
                break;
            default:
                words = text.Length == 0 ? [] : [text.Value];
                break;
        }

        IReadOnlyList<Heredoc> heredocs = [];
        if (kind is InstructionKind.Run or InstructionKind.Copy or InstructionKind.Add && !isArray && line.Contains('<', '<'))
        {
            heredocs = (_heredocs ??= new HeredocReader(source, lines, errors)).Read(line.Text(0, line.Length), keywordSpan);
            _endOfLine = heredocs.Count > 0 ? lines.End : _endOfLine;
        }

        var instruction = new Instruction
        {
            Kind = kind,
            Keyword = keyword,
            Span = TextSpan.FromBounds(keywordSpan.Start, Math.Max(_endOfLine, keywordSpan.End)),
            KeywordSpan = keywordSpan,
            Flags = flags,
            Arguments = text,
            Words = words,
            Command = command,
            Heredocs = heredocs,
            Trigger = trigger,
        };
        if (!isTrigger && errors.Count == errorsBefore)
        {
            Report(InstructionRequirements.Violation(instruction, directives.HasForeignSyntax), keywordSpan);
        }

        return instruction;
    }

    private CommandForm? ReadCommand(int start, int end, LogicalText text, out bool isArray)
    {
        var form = line.ExecForms.Read(start, end);
        isArray = form.Outcome == ExecFormOutcome.Array;
        if (form.Outcome == ExecFormOutcome.ArrayWithOtherElement)
        {
            ReportOtherElement(form);
            return null;
        }

        return new CommandForm { IsExec = isArray, Arguments = form.Arguments, ArgumentSpans = form.Spans, Text = text, Defect = form.Defect };
    }

    private IReadOnlyList<string> ReadArrayOrWords(int start, int end, out bool isArray)
    {
        var form = line.ExecForms.Read(start, end);
        isArray = form.Outcome == ExecFormOutcome.Array;
        if (form.Outcome == ExecFormOutcome.ArrayWithOtherElement)
        {
            ReportOtherElement(form);
            return [];
        }

        return isArray ? form.Arguments : line.Words.AtBlanks(start, end);
    }

    private void ReportOtherElement(ExecForm form) =>
        Report("when using JSON array syntax, arrays must be comprised of strings only", new TextSpan(line.SourceOffset(form.Position), 1));

    private void Report(string? message, TextSpan span)
    {
        if (message is not null)
        {
            errors.Add(InputError.At(source.At(span), message));
        }
    }
}
