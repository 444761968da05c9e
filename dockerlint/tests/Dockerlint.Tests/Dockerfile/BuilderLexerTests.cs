using Dockerlint.Dockerfile;

namespace Dockerlint.Tests.Dockerfile;

public class BuilderLexerTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a'b c'\"d e\"", "ab cd e")]
    [InlineData("a\\ b\\$SET\\\\", "a b$SET\\")]
    [InlineData("\"a\\b\\\"\\$SET\"", "a\\b\"$SET")]
    [InlineData("'$SET\\'", "$SET\\")]
    [InlineData("$SET.$SET_ ${SET}x", "1. 1x")]
    [InlineData("$ $. $1 $10x $@", "$ $.  x ")]
    [InlineData("${EMPTY:-d}${EMPTY-d}${NO:-d}${NO-d}", "ddd")]
    [InlineData("${EMPTY:+a}${EMPTY+a}${SET:+a}${NO+a}", "aa")]
    [InlineData("${SET:?m}${EMPTY?m}", "1")]
    [InlineData("${NO:-${NO:-'}'\\}}}", "}}")]
    [InlineData("${PATHS##*/}:${PATHS#*/}:${PATHS%/*}:${PATHS%%/*}", "c:b/c:a/b:a")]
    [InlineData("${PATHS#?}:${PATHS#b}:${PATHS%\\*}", "/b/c:a/b/c:a/b/c")]
    [InlineData("${PATHS/b/x}:${PATHS//\\//-}:${PATHS/*/x}:${PATHS/z/x}", "a/x/c:a-b-c:x:a/b/c")]
    [InlineData("<<a < b", "<<a < b")]
    public void Word_ExpandsAsInTheBuilder(string word, string expected)
    {
        var expansion = new BuilderLexer('\\').Expand(word, new Values());
        Assert.Null(expansion.Error);
        Assert.Equal(expected, expansion.Value);
    }

    [Theory]
    [InlineData("'a")]
    [InlineData("\"a")]
    [InlineData("\"a\\")]
    [InlineData("${")]
    [InlineData("${}")]
    [InlineData("${{a}")]
    [InlineData("${a")]
    [InlineData("${a:-b")]
    [InlineData("${a:=b}")]
    [InlineData("${a,,}")]
    [InlineData("${a:#b}")]
    [InlineData("${SET#\\x}")]
    [InlineData("${SET/a}")]
    [InlineData("${NO?}")]
    [InlineData("${EMPTY:?m}")]
    public void WordTheBuilderRefuses_IsAnError(string word)
    {
        var expansion = new BuilderLexer('\\').Expand(word, new Values());
        Assert.NotNull(expansion.Error);
        Assert.Null(expansion.Value);
    }

    [Theory]
    [InlineData("$LATER", "LATER")]
    [InlineData("${LATER:-d}", null)]
    [InlineData("${LATER+a}", null)]
    [InlineData("${LATER?m}", "LATER")]
    [InlineData("${HIDDEN:-d}", "HIDDEN")]
    [InlineData("${HIDDEN+a}", "HIDDEN")]
    [InlineData("${SET:-$HIDDEN}", null)]
    [InlineData("${NO:-$HIDDEN}", "HIDDEN")]
    public void UnknownVariable_CountsOnlyWhereItIsUsed(string word, string? unknown)
    {
        var expansion = new BuilderLexer('\\').Expand(word, new Values());
        Assert.Null(expansion.Error);
        Assert.Equal(unknown, expansion.UnknownVariable);
        Assert.Equal(unknown is null, expansion.Value is not null);
    }

    [SkippableFact]
    public void BuildKitsOwnTable_Agrees()
    {
        var table = Path.Combine(BuildKitParserCasesTests.Root(), "..", "shell", "envVarTest");
        Skip.IfNot(File.Exists(table), $"{table} does not exist");
        var values = new Values(("PWD", "/home"), ("SHELL", "bash"), ("KOREAN", "한국어"), ("NULL", ""));
        var disagreeing = new List<string>();
        foreach (var line in File.ReadLines(table)
            .Where(l => l.StartsWith("A|", StringComparison.Ordinal) || l.StartsWith("U|", StringComparison.Ordinal)))
        {
            var columns = line.Split('|');
            var expected = columns[2].Trim();
            var expansion = new BuilderLexer('\\').Expand(columns[1].Trim(), values);
            if ((expansion.Error is null ? expansion.Value : "error") != expected)
            {
                disagreeing.Add($"{line}: {expansion.Value ?? expansion.Error}");
            }
        }

        Assert.True(disagreeing.Count == 0, string.Join("\n", disagreeing));
    }

    private sealed class Values(params (string Name, string Value)[] more) : IVariables
    {
        public Variable Find(string name) => name switch
        {
            "SET" => Variable.Of("1"),
            "EMPTY" => Variable.Of(""),
            "PATHS" => Variable.Of("a/b/c"),
            "LATER" => Variable.NotSetHere,
            "HIDDEN" => Variable.Unknown,
            _ => more.Where(m => m.Name == name).Select(m => Variable.Of(m.Value)).FirstOrDefault(Variable.Unset),
        };
    }
}
