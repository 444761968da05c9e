using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.Analyzers.Tests.Verification;

/// <summary>A source with its expected findings: <c>[|span|]</c> of the rule under test, <c>{|STOP1001:span|}</c> of a named rule.</summary>
internal sealed partial record Markup(string Text, IReadOnlyList<(string? Id, TextSpan Span)> Findings)
{
    public static Markup Parse(string marked)
    {
        var (text, findings, open) = (new StringBuilder(), new List<(string?, TextSpan)>(), new Stack<(string? Id, int Start)>());
        var copied = 0;
        foreach (Match mark in Mark().Matches(marked))
        {
            text.Append(marked, copied, mark.Index - copied);
            copied = mark.Index + mark.Length;
            if (mark.Value[0] == '|')
            {
                var (id, start) = open.Pop();
                findings.Add((id, TextSpan.FromBounds(start, text.Length)));
            }
            else
            {
                open.Push((mark.Groups["id"] is { Success: true } named ? named.Value : null, text.Length));
            }
        }

        text.Append(marked, copied, marked.Length - copied);
        return open.Count == 0 ? new(text.ToString(), findings) : throw new FormatException("A [| or {| is not closed.");
    }

    [GeneratedRegex(@"\[\||\{\|(?<id>[A-Z]+\d+):|\|\]|\|\}")]
    private static partial Regex Mark();
}
