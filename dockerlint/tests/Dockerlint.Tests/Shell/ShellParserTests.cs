using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.Tests.Shell;

public class ShellParserTests
{
    [Theory]
    [MemberData(nameof(PosixSnippets.Commands), MemberType = typeof(PosixSnippets))]
    public void PortableText_SameTreeInBothDialects(string text, string tree)
    {
        Assert.Equal(tree, TreeDump.Of(ShellParser.Parse(text, ShellDialect.Posix)));
        Assert.Equal(tree, TreeDump.Of(ShellParser.Parse(text, ShellDialect.Bash)));
    }

    [Theory]
    [MemberData(nameof(PosixSnippets.PosixOnly), MemberType = typeof(PosixSnippets))]
    public void TextOfAPosixShell_ItsTree(string text, string tree) =>
        Assert.Equal(tree, TreeDump.Of(ShellParser.Parse(text, ShellDialect.Posix)));

    [Theory]
    [MemberData(nameof(WordSnippets.Words), MemberType = typeof(WordSnippets))]
    [MemberData(nameof(WordSnippets.HereDocuments), MemberType = typeof(WordSnippets))]
    [MemberData(nameof(BashSnippets.Commands), MemberType = typeof(BashSnippets))]
    public void TextOfBash_ItsTree(string text, string tree) =>
        Assert.Equal(tree, TreeDump.Of(ShellParser.Parse(text, ShellDialect.Bash)));

    [Theory]
    [InlineData("a 'b", 2, "unterminated single quote", "(cmd a 'b')")]
    [InlineData("a; b \"c $(d", 8, "unterminated `$(`", "(list (cmd a) (cmd b \"c $(cmd d)\"))")]
    [InlineData("a `b", 2, "unterminated backquote", "(cmd a $(cmd b))")]
    [InlineData("a ${b", 2, "unterminated `${`", "(cmd a $b)")]
    [InlineData("a <(b", 2, "unterminated `<(`", "(cmd a <(cmd b))")]
    [InlineData("if a; then b", 12, "expected `fi`, found the end of the text", "(if (cmd a) (cmd b))")]
    [InlineData("a; fi", 3, "unexpected `fi`", "(cmd a)")]
    [InlineData("a && ; b", 5, "unexpected `;`", "(&& (cmd a) (cmd))")]
    [InlineData("a ;; b", 2, "unexpected `;;`", "(cmd a)")]
    [InlineData("a; }", 3, "unexpected `}`", "(cmd a)")]
    [InlineData("a\nb )", 4, "unexpected `)`", "(list (cmd a) (cmd b))")]
    [InlineData("a (b)", 3, "expected `)`, found `b`", "(fun a (cmd))")]
    [InlineData("a b (c)", 4, "unexpected `(`", "(cmd a b)")]
    [InlineData("a >\nb", 3, "unexpected the end of the line", "(cmd a >)")]
    [InlineData("( )", 2, "unexpected `)`", "(subshell (list))")]
    [InlineData("for i in a; b; done", 12, "expected `do`, found `b`", "(for i [a] (list))")]
    [InlineData("case a in b) c; d)", 17, "expected `esac`, found `)`", "(case a {b => (list (cmd c) (cmd d))})")]
    [InlineData("[[ a b ]]", 5, "expected an operator of `[[`", "([[ a b)")]
    [InlineData("[[ ]]", 3, "unexpected `]]`", "([[)")]
    [InlineData("[[ a && ]]", 8, "unexpected `]]`", "([[ a &&)")]
    [InlineData("for ((i=0)); do a; done", 6, "expected two semicolons in `for ((`", "(for(( i=0 (list))")]
    [InlineData("a; in", 3, "unexpected `in`", "(cmd a)")]
    [InlineData("a=(b", 2, "unterminated array", "(cmd a=(b))")]
    [InlineData("f() a", 4, "expected a compound command as the body of the function", "(fun f (cmd a))")]
    public void SyntaxError_TreeUpToItAndItsOffset(string text, int offset, string message, string tree)
    {
        var script = ShellParser.Parse(text, ShellDialect.Bash);

        Assert.Equal(new ShellSyntaxError(offset, message), script.Error);
        Assert.Equal(tree + " ERROR", TreeDump.Of(script));
    }

    [Fact]
    public void ErrorInBackquotes_OwnErrorInBash_EverybodysInPosix()
    {
        var bash = ShellParser.Parse("a `if` b", ShellDialect.Bash);
        var posix = ShellParser.Parse("a `if` b", ShellDialect.Posix);

        Assert.Null(bash.Error);
        Assert.Equal(5, Assert.IsType<CommandSubstitutionPart>(Simple(bash).Words[1].Parts[0]).Script.Error?.Offset);
        Assert.Equal(2, posix.Error?.Offset);
    }

    [Fact]
    public void Comments_TextAndSpan_ThoseOfNestedScriptsToo()
    {
        const string Text = "#!/bin/sh\n# first\na #x\necho $(b # c\n) a#b `d # e`";
        var script = ShellParser.Parse(Text, ShellDialect.Posix);

        Assert.Equal(["first", "x", "c", "e"], script.Comments.Select(c => c.Text));
        Assert.Equal("# first|#x|# c|# e", string.Join('|', script.Comments.Select(c => Text.Substring(c.Span.Start, c.Span.Length))));
    }

    [Fact]
    public void InterpreterLine_Words() =>
        Assert.Equal(["/usr/bin/env", "-S", "bash", "-e"], ShellParser.Parse("#! /usr/bin/env -S bash  -e\r\na", ShellDialect.Bash).Shebang);

    [Fact]
    public void NoInterpreterLine_NoWords() => Assert.Empty(ShellParser.Parse(" #!/bin/sh", ShellDialect.Posix).Shebang);

    [Theory]
    [InlineData("echo $(x)")]
    [InlineData("echo \"a $(b \"$(x)\")\"")]
    [InlineData("echo <(a; x)")]
    [InlineData("echo `a; x`")]
    [InlineData("echo `a \\`x\\` b`")]
    [InlineData("echo \"`a \\\"b\\\" \\`c \\\\\\`x\\\\\\`\\``\"")]
    public void NestedScript_OffsetsOfTheOuterText(string text)
    {
        var spans = NodeSpans.Of(ShellParser.Parse(text, ShellDialect.Bash));

        Assert.Contains(new TextSpan(text.IndexOf('x', StringComparison.Ordinal), 1), spans.Select(s => s.Span));
    }

    [Fact]
    public void StatementEnds_AsWritten()
    {
        var body = ShellParser.Parse("a; b & c\nd", ShellDialect.Posix).Body;

        Assert.Equal([StatementEnd.Semicolon, StatementEnd.Background, StatementEnd.Newline, StatementEnd.None], body.Statements.Select(s => s.End));
    }

    [Theory]
    [InlineData("\"&&\"", true)]
    [InlineData("\\&\\&", true)]
    [InlineData("'a'b", true)]
    [InlineData("a'b'", true)]
    [InlineData("a\\\nb", false)]
    [InlineData("ab", false)]
    public void Word_KnowsItsQuoting(string text, bool isQuoted) =>
        Assert.Equal(isQuoted, Simple(ShellParser.Parse(text, ShellDialect.Posix)).Words[0].IsQuoted);

    [Theory]
    [InlineData("\"$@\"", true)]
    [InlineData("$@", true)]
    [InlineData("\"${@}\"", true)]
    [InlineData("${1+\"$@\"}", true)]
    [InlineData("\"${@:2}\"", true)]
    [InlineData("\"$1\"", false)]
    [InlineData("\"x$@\"", false)]
    [InlineData("${#@}", false)]
    public void AllArguments_Known(string text, bool expected) =>
        Assert.Equal(expected, Simple(ShellParser.Parse(text, ShellDialect.Bash)).Words[0].IsAllArguments);

    private static SimpleCommand Simple(ShellScript script) => Assert.IsType<SimpleCommand>(script.Body.Statements[0].Command);
}
