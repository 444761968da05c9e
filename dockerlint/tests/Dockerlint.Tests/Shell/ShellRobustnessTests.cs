using System.Diagnostics;
using System.Text;
using Dockerlint.Shell;

namespace Dockerlint.Tests.Shell;

public class ShellRobustnessTests
{
    private const int Seed = 20261121;
    private const int Inputs = 100_000;
    private const string Alphabet = "ab1 \t\n\r;&|<>(){}[]$\"'`\\#=!*?-+:/~@%^,.\0é";

    private static readonly string[] _originals =
    [
        .. PosixSnippets.Commands.Concat(PosixSnippets.PosixOnly).Concat(WordSnippets.Words).Concat(WordSnippets.HereDocuments)
        .Concat(BashSnippets.Commands)
            .Select(row => (string)row[0]),
    ];

    [Fact]
    public void MutatedTexts_NeitherExceptionNorHang()
    {
#pragma warning disable CA5394 // the same inputs in every run
        var random = new Random(Seed);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Inputs; i++)
        {
            var text = Mutate(_originals[random.Next(_originals.Length)], random);
            var script = ShellParser.Parse(text, i % 2 == 0 ? ShellDialect.Posix : ShellDialect.Bash);
            Assert.True(script.Error is null || (script.Error.Offset >= 0 && script.Error.Offset <= text.Length), text);
            if (i % 10 == 0)
            {
                ShellSpanTests.Check(script);
            }
        }
#pragma warning restore CA5394

        Assert.True(clock.Elapsed < NoHang.Bound, $"{Inputs} inputs took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("echo ")]
    [InlineData("a;")]
    [InlineData("a && ")]
    [InlineData("a | ")]
    [InlineData("x")]
    [InlineData("a $b \"c\" ")]
    [InlineData("\\\n")]
    [InlineData("a <<X ")]
    [InlineData("[[ a || ")]
    [InlineData("#")]
    public void TenMegabyteLine_ReadInSeconds(string unit)
    {
        var clock = Stopwatch.StartNew();
        ShellParser.Parse(Repeat(unit, 10_000_000), ShellDialect.Bash);

        Assert.True(clock.Elapsed < NoHang.Bound, $"took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("[[;")]
    [InlineData("a[;")]
    [InlineData("a x[ ;")]
    [InlineData("``")]
    [InlineData("((a) );")]
    [InlineData("[[ a ]];")]
    [InlineData("{a;")]
    [InlineData("a <<X\n")]
    [InlineData("function f;")]
    [InlineData("$((a #'\n")]
    [InlineData("\"${a:-'b'}\";")]
    [InlineData("echo `b \\`c\\``;")]
    public void LookAhead_TimeGrowsWithTheLengthOnly(string unit)
    {
        var text = Repeat(unit, 500_000);
        var clock = Stopwatch.StartNew();
        ShellParser.Parse(text, ShellDialect.Bash);
        ShellParser.Parse(text, ShellDialect.Posix);

        Assert.True(clock.Elapsed < NoHang.Bound, $"took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("( ")]
    [InlineData("$(")]
    [InlineData("$((")]
    [InlineData("$((a) ")]
    [InlineData("${x:-")]
    [InlineData("\"$(")]
    [InlineData("\"${x:-")]
    [InlineData("{ ")]
    [InlineData("if ")]
    [InlineData("while a; do ")]
    [InlineData("case a in b) ")]
    [InlineData("f() ")]
    [InlineData("function f ")]
    [InlineData("coproc ")]
    [InlineData("<(")]
    [InlineData("[[ ( ")]
    [InlineData("`\\")]
    [InlineData("a=(")]
    [InlineData("! ")]
    [InlineData("@(")]
    public void NestedAHundredThousandTimes_ErrorInsteadOfAStackOverflow(string unit)
    {
        var text = Repeat(unit, unit.Length * 100_000);
        var clock = Stopwatch.StartNew();
        var bash = ShellParser.Parse(text, ShellDialect.Bash);
        var posix = ShellParser.Parse(text, ShellDialect.Posix);

        Assert.True(clock.Elapsed < NoHang.Bound, $"took {clock.Elapsed}");
        Assert.True(bash.Error is not null || unit is "! ");
        Assert.True(posix.Error is not null || unit is "coproc " or "function f ");
    }

    [Theory]
    [InlineData("a 'b\n\nc")]
    [InlineData("a \"b\n\nc")]
    [InlineData("a `b\n\nc")]
    [InlineData("a $'b\n\nc")]
    [InlineData("a ${b\n\nc")]
    public void UnterminatedQuote_ErrorAtItsBeginning(string text) => Assert.Equal(2, ShellParser.Parse(text, ShellDialect.Bash).Error?.Offset);

    [Fact]
    public void UnterminatedHereDocument_NoError() => Assert.Null(ShellParser.Parse("cat <<X\na\nb", ShellDialect.Posix).Error);

    private static string Repeat(string unit, int length) => new StringBuilder(length + unit.Length).Insert(0, unit, length / unit.Length).ToString();

#pragma warning disable CA5394 // the same inputs in every run
    private static string Mutate(string text, Random random)
    {
        var builder = new StringBuilder(text);
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            var at = random.Next(builder.Length + 1);
            switch (random.Next(5))
            {
                case 0:
                    builder.Length = at;
                    break;
                case 1 when at < builder.Length:
                    builder.Remove(at, 1);
                    break;
                case 2:
                    builder.Insert(at, _originals[random.Next(_originals.Length)]);
                    break;
                case 3 when at < builder.Length:
                    builder[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                default:
                    builder.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
            }
        }

        return builder.ToString();
    }
#pragma warning restore CA5394
}
