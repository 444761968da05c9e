using System.Diagnostics;
using System.Text;
using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Tests.Dockerfile;

#pragma warning disable CA5394 // seeded, so that a failure repeats
public class RobustnessTests
{
    private const int Seed = 20_260_131;
    private const int Inputs = 120_000;

    private static readonly string[] _seeds =
    [
        "# syntax=docker/dockerfile:1\n# escape=`\nARG V=1\nFROM a:$V AS x\nRUN a `\n # c\n b\nCMD [\"a\", 'b']\n",
        "FROM a\r\nCOPY --from=x <<EOF <<-'B' /d/\r\n1\r\nEOF\r\n\t2\r\n\tB\r\nENTRYPOINT [\"\\ud83d\", \"\\u0041\\n\"] \\\r\n # x\r\n\r\n",
        "ARG A=${B:-${C#*x}}\nFROM ${A%%.*}\nENV A=\"$B\" B='c' C=${D:+e} D ${E//a/b}\nONBUILD RUN <<E\nx\nE\nFROM a\n"
            + "HEALTHCHECK --retries=3 CMD [ -f x ]\n",
        "FROM a AS b\nFROM b AS c\nSHELL [\"x\", {\"a\": [1, 2.5e3, null]}]\nLABEL a=\"b\" c 'd'\nWORKDIR ../x\nUSER $U\nVOLUME [\"/a\"]\n"
            + "STOPSIGNAL 9\nEXPOSE 1/tcp\n",
    ];

    private static readonly string[] _fragments =
        ["\\", "`", "\n", "\r\n", "\"", "'", "[", "]", ",", "${", "}", "$", "<<", "<<EOF", "\nEOF\n", "#", "--", "=", " ", "\t", "ONBUILD ",
            "\nFROM x\n", "\u00a0", "\ud800", "😀", "\0", ":-", "//", "*"];

    [Fact]
    public void MutatedAndTruncatedInputs_NeverThrow()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Inputs; i++)
        {
            var text = Mutate(_seeds[i % _seeds.Length], random);
            var syntax = Given.Dockerfile(text);
            var graph = StageGraph.Build(syntax);
            AssertSpansTile(syntax);
            _ = graph.Final?.Image.Copies.Count;
        }
    }

    [Fact]
    public void BinaryBytes_AreTextOrAnError()
    {
        var random = new Random(Seed);
        var bytes = new byte[300];
        for (var i = 0; i < 5_000; i++)
        {
            random.NextBytes(bytes);
            for (var b = 0; b < bytes.Length && i % 2 == 0; b++)
            {
                bytes[b] = (byte)((bytes[b] % 127) + 1);
            }

            if (SourceDecoder.TryDecode("x", bytes, out var source, out var error))
            {
                StageGraph.Build(DockerfileParser.Parse(source!));
            }
            else
            {
                Assert.NotNull(error);
            }
        }
    }

    [Theory]
    [InlineData("FROM a\nRUN ", "x", "")]
    [InlineData("FROM a\nCMD [", "\"x\",", "\"y\"]")]
    [InlineData("FROM a\nCMD ", "[", "")]
    [InlineData("FROM a\nCMD [", "{\"a\":[", "")]
    [InlineData("FROM a\nENV A=", "${B:-", "")]
    [InlineData("FROM a\nRUN <<E ", "${B:-", "\nE\n")]
    [InlineData("FROM a\n", "ONBUILD ", "RUN x")]
    [InlineData("FROM a\nCOPY ", "<<E ", "/x/")]
    [InlineData("FROM a\nENV ", "A=$A$A ", "")]
    [InlineData("FROM ", "$A", "")]
    [InlineData("FROM a\nRUN ", "\\\n", "x")]
    [InlineData("FROM a\nRUN --mount=", "\\\"", "x")]
    public void EndlessRepetition_StaysLinear(string start, string unit, string end)
    {
        var text = new StringBuilder(start);
        for (var i = 0; i < 200_000; i++)
        {
            text.Append(unit);
        }

        AssertQuick(() => StageGraph.Build(Given.Dockerfile(text.Append(end).ToString())));
    }

    [Fact]
    public void VariablesThatDoubleEachOther_DoNotEatTheMemory()
    {
        var text = new StringBuilder("ARG A0=xxxxxxxxxx\n");
        for (var i = 1; i < 200; i++)
        {
            text.Append($"ARG A{i}=$A{i - 1}$A{i - 1}\n");
        }

        AssertQuick(() => Given.Stages(text.Append("FROM $A199").ToString()));
    }

    [Fact]
    public void LongVariableInThousandsOfOthers_DoesNotEatTheMemory()
    {
        var text = "FROM scratch\nENV A=" + new string('x', 60_000) + "\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"ENV B{i}=$A\n"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertQuick(() => Assert.Null(Given.FinalImage(text).Env["B49999"].Value));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
    }

    [Fact]
    public void LongTextWithoutGrowth_IsKept() =>
        Assert.Equal(
            200_001,
            Given.FinalImage(
                "FROM scratch\nENV B=1\nENV A=\"" + string.Concat(Enumerable.Repeat("xxxxxxxxxx\\\n", 20_000)) + "$B\"").Env["A"].Value!.Length);

    [Fact]
    public void TenThousandNestedStages_AreLinear()
    {
        var text = new StringBuilder("FROM a AS s0\n");
        for (var i = 1; i < 10_000; i++)
        {
            text.Append($"FROM s{i - 1} AS s{i}\nENV V{i}=$V{i - 1}x\nRUN r{i}\nCOPY f{i} /f{i}\n");
        }

        AssertQuick(() =>
        {
            var image = Given.FinalImage(text.ToString());
            Assert.Equal(9_999, image.Env.Count);
            // More layers than any image has (EffectiveImage).
            Assert.Equal(1_000, image.Runs.Count);
            Assert.Equal("f5000", image.Copies[^1].Source);
            Assert.Equal("a", image.RootImage);
        });
    }

    [Theory]
    [InlineData("", "f5000")]
    [InlineData("COPY own /own\n", "f9999")]
    public void TenThousandStagesThatCopyEachOthersRoot_AreLinear(string before, string last)
    {
        var text = new StringBuilder("FROM a AS s0\n");
        for (var i = 1; i < 10_000; i++)
        {
            text.Append($"FROM scratch AS s{i}\n{before}COPY --from=s{i - 1} / /\nRUN r{i}\nCOPY f{i} /f{i}\n");
        }

        AssertQuick(() => Assert.Equal(last, Given.FinalImage(text.ToString()).Copies[^1].Source));
    }

    [Fact]
    public void TriggersInThousandsOfChildren_AreBounded()
    {
        var text = "FROM a AS x\n" + string.Concat(Enumerable.Repeat("ONBUILD RUN x\n", 5_000)) + string.Concat(Enumerable.Repeat("FROM x\n", 5_000));
        AssertQuick(() => Assert.Contains("ONBUILD", Assert.Single(Given.Stages(text).InputErrors).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void FiftyMegabytes_AreReadInOnePass()
    {
        const int Lines = 50 * 1024 * 1024 / 32;
        var text = new StringBuilder("FROM a\n", Lines * 32);
        for (var i = 1; i < Lines; i++)
        {
            text.Append("RUN echo a b c d e f g h i jk \\\n".AsSpan(0, 30)).Append(i % 4 == 0 ? "x\n" : "\\\n");
        }

        AssertQuick(() => Assert.NotEmpty(Given.Dockerfile(text.ToString()).Instructions));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n# x\n  FROM a \\\n\n # c\n AS b \n\nRUN <<E x\nbody\nE\n# end")]
    [InlineData("FROM a\r\n\r\nRUN b \\\r\n c\r\n")]
    [InlineData("RUN x \\\n\n# tail\n")]
    public void InstructionsAndGaps_MakeUpTheFile(string file)
    {
        var syntax = Given.Dockerfile(file);
        var rebuilt = new StringBuilder();
        var position = 0;
        foreach (var instruction in syntax.Instructions)
        {
            var gap = file[position..instruction.Span.Start];
            Assert.All(gap.Split('\n'), line => Assert.True(line.Trim().Length == 0 || line.Trim()[0] == '#', line));
            rebuilt.Append(gap).Append(file, instruction.Span.Start, instruction.Span.Length);
            position = instruction.Span.End;
        }

        Assert.Equal(file, rebuilt.Append(file, position, file.Length - position).ToString());
    }

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var edits = random.Next(1, 6); edits > 0 && mutated.Length > 0; edits--)
        {
            var at = random.Next(mutated.Length);
            var length = Math.Min(random.Next(1, 12), mutated.Length - at);
            switch (random.Next(5))
            {
                case 0:
                    mutated.Remove(at, length);
                    break;
                case 1:
                    mutated.Insert(at, _fragments[random.Next(_fragments.Length)]);
                    break;
                case 2:
                    mutated.Insert(at, mutated.ToString(random.Next(mutated.Length - length + 1), length));
                    break;
                case 3:
                    mutated[at] = (char)random.Next(1, 256);
                    break;
                default:
                    mutated.Length = random.Next(4) == 0 ? at : mutated.Length;
                    break;
            }
        }

        return mutated.ToString();
    }

    private static void AssertSpansTile(DockerfileSyntax syntax)
    {
        var end = 0;
        foreach (var instruction in syntax.Instructions)
        {
            Assert.True(instruction.Span.Start >= end && instruction.Span.End <= syntax.Source.Content.Length && instruction.Span.Length >= 0,
                syntax.Source.Content);
            Assert.True(instruction.Arguments.WholeSpan.Start >= instruction.Span.Start
                && instruction.Arguments.WholeSpan.End <= instruction.Span.End, syntax.Source.Content);
            end = instruction.Span.End;
        }
    }

    /// <summary>Generous for a busy machine; quadratic work takes minutes on these inputs.</summary>
    private static void AssertQuick(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        Assert.True(watch.Elapsed < NoHang.Bound, $"took {watch.Elapsed}");
    }
}
