using static Dockerlint.Tests.Compose.ComposeProjects;

namespace Dockerlint.Tests.Compose;

public sealed class ComposeCommandTests
{
    [Theory]
    [InlineData("python app.py", "[python][app.py]")]
    [InlineData("python   -m\tapp", "[python][-m][app]")]
    [InlineData("sh -c 'a && b'", "[sh][-c][a && b]")]
    [InlineData("sh -c \"a; b\"", "[sh][-c][a; b]")]
    [InlineData("echo 'it'\"s\"", "[echo][its]")]
    [InlineData("a \"\" b", "[a][][b]")]
    [InlineData("a\\ b c", "[a b][c]")]
    [InlineData("echo a\\nb \"\\t\"", "[echo][a\nb][\t]")]
    [InlineData("echo 'a\\b' \"a\\\\b\"", "[echo][a\\b][a\\b]")]
    [InlineData("echo $$(date) x", "[echo][$(date)][x]")]
    [InlineData("echo $$( a b ) c", "[echo][$( a b )][c]")]
    [InlineData("echo `a b` c", "[echo][`a b`][c]")]
    [InlineData("server --flag=\"x y\" '#'", "[server][--flag=x y][#]")]
    [InlineData("run {a,b} *.txt ~", "[run][{a,b}][*.txt][~]")]
    public void String_IsSplitWithoutAShell(string command, string words) =>
        Assert.Equal(words, Words(Service($"command: |-\n  {command}").Command));

    [Theory]
    [InlineData("a && b", "[a]", "&& b")]
    [InlineData("a; b", "[a]", "; b")]
    [InlineData("a | b c", "[a]", "| b c")]
    [InlineData("a > /dev/null", "[a]", "> /dev/null")]
    [InlineData("a x 2>&1", "[a][x]", "2>&1")]
    [InlineData("a x2>&1", "[a][x2]", ">&1")]
    [InlineData("a 2x>&1", "[a][2x]", ">&1")]
    [InlineData("a < in", "[a]", "< in")]
    [InlineData("a&", "[a]", "&")]
    [InlineData("'a;b' ; c", "[a;b]", "; c")]
    [InlineData("a \\; b ; c", "[a][;][b]", "; c")]
    [InlineData("; a", "", "; a")]
    public void EverythingAfterAnUnquotedOperator_IsDropped(string command, string words, string dropped)
    {
        var found = Service($"command: |-\n  {command}").Command!;

        Assert.Equal(words, Words(found));
        Assert.Equal(dropped, found.Dropped!.Value);
        Assert.Equal(dropped, Written(found.Dropped.Location));
        Assert.Null(found.Error);
    }

    [Theory]
    [InlineData("(a)", "'(' outside quotes")]
    [InlineData("a (b", "'(' outside quotes")]
    [InlineData("a 'b", "a quote is not closed")]
    [InlineData("a \"b", "a quote is not closed")]
    [InlineData("a `b", "a backquote is not closed")]
    [InlineData("a b)", "')' outside quotes")]
    [InlineData("a $$(b", "a parenthesis is not closed")]
    [InlineData("a b\\", "a backslash at the end")]
    public void StringThatComposeRefuses_SaysWhy(string command, string error) =>
        Assert.Equal(error, Service($"command: |-\n  {command}").Command!.Error);

    [Theory]
    [InlineData("command:", null, "image's")]
    [InlineData("command: null", null, "image's")]
    [InlineData("command: ~", null, "image's")]
    [InlineData("command: []", false, "")]
    [InlineData("command: ''", true, "")]
    [InlineData("command: \"  \"", true, "")]
    [InlineData("command: [a, 'b c', \"d\"]", false, "[a][b c][d]")]
    [InlineData("command:\n  - sleep\n  - 30", false, "[sleep][30]")]
    [InlineData("command: [\"a && b\"]", false, "[a && b]")]
    [InlineData("command: >\n  a\n  b\n    c", true, "[a][b][c]")]
    [InlineData("image: x", null, "image's")]
    public void NullClearedAndSet_AreToldApart(string body, bool? isString, string words)
    {
        var command = Service(body).Command;

        Assert.Equal(words, Words(command));
        Assert.Equal(isString, command?.IsString);
        Assert.Equal(isString is not null && words.Length == 0, command?.IsCleared ?? false);
    }

    [Theory]
    [InlineData("command: python app.py --x", 1, "app.py")]
    [InlineData("command: 'python \"a b\" c'", 1, "\"a b\"")]
    [InlineData("command: [python, 'app.py']", 1, "'app.py'")]
    [InlineData("entrypoint: >-\n  python\n  app.py", 1, "app.py")]
    [InlineData("command: |\n  python\n  app.py", 1, "app.py")]
    [InlineData("command: python ${X:-app.py}", 1, "python ${X:-app.py}")]
    public void Words_KnowWhereTheyStand(string body, int index, string text)
    {
        var service = Service(body);

        Assert.Equal(text, Written((service.Command ?? service.Entrypoint)!.Words[index].Location).TrimEnd('\n'));
    }

    [Fact]
    public void VariableWithoutValue_LeavesItsWordUnknown()
    {
        var command = Service("command: serve --timeout ${T} -p $PORT x").Command!;

        Assert.Equal("[serve][--timeout][${T}][-p][${PORT}][x]", Words(command));
        Assert.Equal([null, null, "T", null, "PORT", null], command.Words.Select(word => word.UnresolvedVariable));
        Assert.Equal("T", command.UnresolvedVariable);
    }

    [Fact]
    public void Hooks_KeepTheirOrderAndTheirForm()
    {
        var service = Service(
            "pre_stop:\n  - command: ./drain.sh now\n    user: root\n    privileged: true\n  - command: [\"sleep\", \"5\"]\npost_start:\n"
                + "  - command: x");

        Assert.Equal(["[./drain.sh][now]", "[sleep][5]"], service.PreStop.Select(hook => Words(hook.Command)));
        Assert.Equal("root", service.PreStop[0].User!.Value);
        Assert.True(service.PreStop[0].Privileged);
        Assert.Equal("[x]", Words(Assert.Single(service.PostStart).Command));
    }
}
