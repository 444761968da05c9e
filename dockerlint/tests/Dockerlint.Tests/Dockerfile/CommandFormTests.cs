using Dockerlint.Dockerfile;

namespace Dockerlint.Tests.Dockerfile;

public class CommandFormTests
{
    [Theory]
    [InlineData("[]")]
    [InlineData("[ ]")]
    [InlineData("[\"\"]", "")]
    [InlineData("[\"a\"]", "a")]
    [InlineData("[ \"a\" , \"b\" ]", "a", "b")]
    [InlineData("[\t\"a\",\t\"b\"]", "a", "b")]
    [InlineData("[\"a b\", \"♥\", \"\\\" \\\\ \\/ \\b \\f \\n \\r \\t\"]", "a b", "♥", "\" \\ / \b \f \n \r \t")]
    [InlineData("[\"\\u0041\\u00e9\\uD83D\\ude00\"]", "Aé😀")]
    [InlineData("[\"\\ud800\", \"\\ud800\\u0041\", \"\\udc00x\"]", "\uFFFD", "\uFFFDA", "\uFFFDx")]
    [InlineData("[\"$HOME\", \"a\u007fb\"]", "$HOME", "a\u007fb")]
    public void StrictArrayOfStrings_IsExecForm(string text, params string[] arguments)
    {
        var command = Given.Instruction("CMD " + text).Command!;
        Assert.True(command.IsExec);
        Assert.Equal(arguments, command.Arguments);
        Assert.Equal(arguments.Length, command.ArgumentSpans.Count);
        Assert.Null(command.Defect);
    }

    [Theory]
    [InlineData("['a', 'b']", ExecFormDefectKind.SingleQuotes, "'a")]
    [InlineData("[\"a\", 'b']", ExecFormDefectKind.SingleQuotes, "'b")]
    [InlineData("[“a”, “b”]", ExecFormDefectKind.SmartQuotes, "“a")]
    [InlineData("[\"a\", \"b\",]", ExecFormDefectKind.TrailingComma, ",]")]
    [InlineData("[\"a\", \"b\", ]", ExecFormDefectKind.TrailingComma, ", ]")]
    [InlineData("[a, b]", ExecFormDefectKind.BareWord, "a,")]
    [InlineData("[node]", ExecFormDefectKind.BareWord, "node")]
    [InlineData("[\"a\", $B]", ExecFormDefectKind.BareWord, "$B")]
    [InlineData("[\"a\", -b]", ExecFormDefectKind.BareWord, "-b")]
    [InlineData("[ \"a\" -b ]", ExecFormDefectKind.BareWord, "-b")]
    [InlineData("[\"a\"] # note", ExecFormDefectKind.TextAfterArray, "# note")]
    [InlineData("[\"a\", \"b\"] && c", ExecFormDefectKind.TextAfterArray, "&&")]
    [InlineData("[\"a\", \"b\"", ExecFormDefectKind.MissingBracket, "")]
    [InlineData("[\"a\",", ExecFormDefectKind.MissingBracket, "")]
    [InlineData("[", ExecFormDefectKind.MissingBracket, "")]
    [InlineData("[\"a\" \"b\"]", ExecFormDefectKind.MissingComma, "\"b")]
    [InlineData("[\"a\\w\"]", ExecFormDefectKind.InvalidEscape, "\\w")]
    [InlineData("[\"C:\\app\\x.exe\"]", ExecFormDefectKind.InvalidEscape, "\\a")]
    [InlineData("[\"\\u12x4\"]", ExecFormDefectKind.InvalidEscape, "\\u")]
    [InlineData("[\"a\tb\"]", ExecFormDefectKind.ControlCharacter, "\tb")]
    [InlineData("[\"a]", ExecFormDefectKind.Other, "\"a]")]
    [InlineData("[,\"a\"]", ExecFormDefectKind.Other, ",\"a")]
    [InlineData("[\"a\"; \"b\"]", ExecFormDefectKind.Other, "; ")]
    [InlineData("[[\"a\"]", ExecFormDefectKind.MissingBracket, "")]
    [InlineData("[01]", ExecFormDefectKind.BareWord, "1]")]
    [InlineData("[1e999]", ExecFormDefectKind.Other, "1e999")]
    public void BrokenArray_IsShellFormWithItsDefect(string text, ExecFormDefectKind kind, string at)
    {
        var file = "CMD " + text;
        var command = Given.Instruction(file).Command!;
        Assert.False(command.IsExec);
        Assert.Equal(text, command.Text.Value);
        Assert.NotNull(command.Defect);
        Assert.Equal(kind, command.Defect.Kind);
        Assert.Equal(at.Length == 0 ? file.Length : file.IndexOf(at, StringComparison.Ordinal), command.Defect.Offset);
        Assert.NotEmpty(command.Defect.Reason);
    }

    [Theory]
    [InlineData("node server.js")]
    [InlineData("[ -f x ] && app")]
    [InlineData("[ -e \"/tmp/.lock\" ]")]
    [InlineData("[ \"$X\" = y ] && app")]
    [InlineData("[ $X != y ]; app")]
    [InlineData("[ \"$N\" -eq 1 ]")]
    [InlineData("[ ! -d /x ] || app")]
    [InlineData("[ \"$X\" ] && app")]
    [InlineData("[[ -n $X ]] && app")]
    [InlineData("[Net.ServicePointManager]::SecurityProtocol = 1; app")]
    [InlineData("\"[\" -f x ]")]
    public void ShellText_HasNoDefect(string text)
    {
        var command = Given.Instruction("CMD " + text).Command!;
        Assert.False(command.IsExec);
        Assert.Null(command.Defect);
    }

    [Theory]
    [InlineData("42")]
    [InlineData("-1.5e+3")]
    [InlineData("{}")]
    [InlineData("{\"c\": {\"d\": [1, \"\\u0041\"]}, \"e\": true}")]
    [InlineData("[\"c\"]")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    public void ElementThatIsNoString_IsABuildError(string element)
    {
        var file = $"CMD [\"a\", {element}, \"b\"]";
        var syntax = Given.Dockerfile(file);
        Assert.Contains("comprised of strings only", Assert.Single(syntax.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(file.IndexOf(element, StringComparison.Ordinal) + 1, syntax.Errors[0].Position.Column);
        Assert.Null(syntax.Instructions[0].Command);
    }

    [Fact]
    public void ArgumentSpans_PointThroughContinuationsAndComments()
    {
        const string File = "CMD [ \\\n  # first\n  \"a\", \\\r\n  \"b\\tc\" ]";
        var command = Given.Instruction(File).Command!;
        Assert.Equal(["\"a\"", "\"b\\tc\""], command.ArgumentSpans.Select(s => File.Substring(s.Start, s.Length)));
    }

    [Fact]
    public void LogicalText_PointsBehindContinuationsAndComments()
    {
        const string File = "RUN one && \\\n# comment\n\n  two \\\n  three";
        var text = Given.Instruction(File).Arguments;
        foreach (var word in new[] { "one", "two", "three" })
        {
            var span = text.SourceSpan(text.Value.IndexOf(word, StringComparison.Ordinal), word.Length);
            Assert.Equal(word, File.Substring(span.Start, span.Length));
        }

        Assert.Equal(File.Length, text.WholeSpan.End);
        Assert.Equal(File.Length, text.SourceOffset(text.Value.Length));
    }
}
