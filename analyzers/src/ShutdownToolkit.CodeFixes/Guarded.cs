using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.CodeFixes;

/// <summary>A try/finally around statements that stay as they are written, only deeper.</summary>
internal static class Guarded
{
    private const string Deeper = "    ";

    /// <summary>The comments above the first guarded statement stay above the try.</summary>
    public static StatementSyntax TryFinally(StatementSyntax guarded, IEnumerable<StatementSyntax> last, string? added = null)
    {
        var lead = guarded.GetLeadingTrivia().ToFullString();
        var indent = IndentOf(lead);
        var line = guarded.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";
        var text = new StringBuilder();
        text.Append(lead).Append("try").Append(line).Append(indent).Append('{').Append(line);
        Append(text, guarded, indent, guarded.SpanStart, line);
        text.Append(indent).Append('}').Append(line).Append(indent).Append("finally").Append(line).Append(indent).Append('{').Append(line);
        var isFirst = true;
        foreach (var statement in last)
        {
            var start = isFirst ? StartOfText(statement) : statement.FullSpan.Start;
            Append(text, statement, isFirst && start == statement.SpanStart ? indent : "", start, line);
            isFirst = false;
        }

        if (added is not null)
        {
            text.Append(indent).Append(Deeper).Append(added).Append(line);
        }

        text.Append(indent).Append('}').Append(line);
        return SyntaxFactory.ParseStatement(text.ToString());
    }

    /// <summary>A handler that does nothing: the exception is expected here.</summary>
    public static StatementSyntax TryCatch(StatementSyntax guarded, string exception)
    {
        var lead = guarded.GetLeadingTrivia().ToFullString();
        var line = guarded.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";
        if (!IsOnItsOwnLine(guarded))
        {
            var end = guarded.GetTrailingTrivia().ToFullString();
            return SyntaxFactory.ParseStatement($"{lead}try {{ {guarded.WithoutTrivia()} }} catch ({exception}) {{ }}{end}");
        }

        // The only statement of an "if" is indented as if it were in the block that it becomes.
        var indent = IndentOf(lead);
        var text = new StringBuilder();
        text.Append(lead).Append("try").Append(line).Append(indent).Append('{').Append(line);
        Append(text, guarded, indent, guarded.SpanStart, line);
        text.Append(indent).Append('}').Append(line)
            .Append(indent).Append($"catch ({exception})").Append(line)
            .Append(indent).Append('{').Append(line).Append(indent).Append('}').Append(line);
        return SyntaxFactory.ParseStatement(text.ToString());
    }

    /// <summary>Of the last line, without a comment that stands there.</summary>
    private static string IndentOf(string lead)
    {
        var last = lead.Substring(lead.LastIndexOf('\n') + 1);
        return last.Substring(0, last.Length - last.TrimStart().Length);
    }

    private static bool IsOnItsOwnLine(StatementSyntax statement) =>
        EndsLine(statement.GetFirstToken().GetPreviousToken().TrailingTrivia) && EndsLine(statement.GetTrailingTrivia());

    private static bool EndsLine(SyntaxTriviaList trivia) => trivia.Any(one => one.IsKind(SyntaxKind.EndOfLineTrivia));

    private static void Append(StringBuilder text, StatementSyntax statement, string indent, int start, string line)
    {
        var full = statement.SyntaxTree.GetText();
        var end = statement.FullSpan.End;
        for (var at = start; at < end;)
        {
            var next = Math.Min(full.Lines.GetLineFromPosition(at).EndIncludingLineBreak, end);
            var content = full.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(at, next));
            var isInsideAToken = statement.FindToken(at).Span is var token && token.Start < at && at < token.End;
            if (!isInsideAToken && content.Trim().Length > 0)
            {
                text.Append(Deeper);
            }

            text.Append(at == start ? indent : "").Append(content);
            at = next;
        }

        if (text[text.Length - 1] != '\n')
        {
            text.Append(line);
        }
    }

    /// <summary>Without the blank lines above it.</summary>
    private static int StartOfText(StatementSyntax statement)
    {
        var lead = statement.GetLeadingTrivia();
        var start = statement.FullSpan.Start;
        foreach (var trivia in lead)
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                start = trivia.FullSpan.End;
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                break;
            }
        }

        return start;
    }
}
