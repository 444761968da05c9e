using Dockerlint.Findings;
using Dockerlint.Linting;
using Dockerlint.Suppression;
using Dockerlint.Text;

namespace Dockerlint.Cli.LanguageServer.Answers;

/// <summary>
/// The comment that silences a finding, in a line of its own above what it is about. It gives no reason, and STOP0002 asks for one: no word of
/// ours could stand for it.
/// </summary>
internal static class IgnoreEdit
{
    /// <param name="input">Null: the file is only read by way of others, as a script is.</param>
    public static TextEdit? Of(Finding finding, LintInput? input)
    {
        var source = finding.Location.Source;
        if (source.IsOfImage || source.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var line = finding.Location.Line;
        if (input is LintInput.OfDockerfile { Dockerfile.Syntax: var syntax })
        {
            // Between the lines of an instruction a comment may be part of a script.
            foreach (var instruction in syntax.Instructions)
            {
                line = instruction.Span.Contains(finding.Location.Span.Start) ? source.PositionAt(instruction.Span.Start).Line : line;
            }
        }

        var span = source.LineSpan(line);
        var isScript = input is null or { Comments: SourceKind.Script };
        if (isScript && (line == 1 || source.Slice(source.LineSpan(line - 1)).EndsWith('\\')))
        {
            return null;
        }

        var text = source.Slice(span);
        var indent = text[..^text.TrimStart(' ', '\t').Length];
        var sign = Path.GetExtension(source.Path) is ".js" or ".mjs" or ".cjs" or ".ts" or ".mts" or ".cts" or ".cs" ? "//" : "#";
        var end = source.Content.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        return new TextEdit(
            new SourceLocation(source, new TextSpan(span.Start, 0)), $"{indent}{sign} dockerlint ignore={finding.Rule.Id}{end}");
    }
}
