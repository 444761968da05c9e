using Dockerlint.Shell;

namespace Dockerlint.Tests.Shell;

public class ShellSpanTests
{
    private static readonly (string Text, ShellDialect Dialect)[] _snippets =
    [
        .. PosixSnippets.Commands.Select(row => ((string)row[0], ShellDialect.Posix)),
        .. PosixSnippets.PosixOnly.Select(row => ((string)row[0], ShellDialect.Posix)),
        .. WordSnippets.Words.Concat(WordSnippets.HereDocuments).Concat(BashSnippets.Commands).Select(row => ((string)row[0], ShellDialect.Bash)),
    ];

    [Fact]
    public void EverySnippet_NodesLieInTheirParents()
    {
        foreach (var (text, dialect) in _snippets)
        {
            Check(ShellParser.Parse(text, dialect));
        }
    }

    [Theory]
    [InlineData(" A=1 a  b >f ; c", "A=1 a  b >f")]
    [InlineData(" >f a # c", ">f a")]
    [InlineData(" (a ) 2>&1 &", "(a ) 2>&1")]
    [InlineData("a | b && c; d", "a | b && c")]
    [InlineData("if a; then b; fi >f; c", "if a; then b; fi >f")]
    [InlineData("f() { a; } >f; c", "f() { a; } >f")]
    [InlineData("[[ a ]] ; c", "[[ a ]]")]
    [InlineData("((a)) ; c", "((a))")]
    [InlineData("! a ; c", "! a")]
    [InlineData("a <<X ; c\n1\nX\n", "a <<X")]
    public void FirstStatement_FromItsFirstTokenToItsLast(string text, string expected)
    {
        var statement = ShellParser.Parse(text, ShellDialect.Bash).Body.Statements[0];

        Assert.Equal(expected, text.Substring(statement.Span.Start, statement.Span.Length));
        Assert.Equal(statement.Span, statement.Command.Span);
    }

    internal static void Check(ShellScript script)
    {
        foreach (var (node, span, parent) in NodeSpans.Of(script))
        {
            var mayHaveBlanks = node is LiteralPart || script.Error is not null || script.Text.AsSpan().ContainsAny('\\', '\r');
            var isEmptyAmongEscapes = span.Length == 0 && mayHaveBlanks;
            Assert.True(isEmptyAmongEscapes || (span.Start >= parent.Start && span.Length >= 0 && span.End <= parent.End),
                $"{node} {span} outside of {parent} in {script.Text}");
            var isWhole = span.Length == 0 || mayHaveBlanks
                || (!char.IsWhiteSpace(script.Text[span.Start]) && !char.IsWhiteSpace(script.Text[span.End - 1]));
            Assert.True(isWhole, $"{node} {span} begins or ends in white space in {script.Text}");
        }
    }
}
