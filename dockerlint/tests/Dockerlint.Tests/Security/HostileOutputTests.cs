using System.Text.Json;
using System.Xml.Linq;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Fixes;
using Dockerlint.Cli.Output;
using Dockerlint.Findings;
using Dockerlint.Tests.Cli;
using Dockerlint.Text;

namespace Dockerlint.Tests.Security;

/// <summary>Hostile strings in every field of every format: nothing steers a terminal, and no line is a command of a CI runner.</summary>
public sealed class HostileOutputTests : IDisposable
{
    private const string Hostile = HarmlessText.Hostile;

    private readonly StrangersRepository _repository = new();

    public static TheoryData<string> Formats => new(OutputFormats.Names);

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void EveryField_IsHarmless(string format)
    {
        var written = Written(format);

        HarmlessText.Check(written, isGitHub: format == "github");
        _ = format switch
        {
            "json" or "sarif" or "gitlab" => JsonDocument.Parse(written),
            "junit" => XDocument.Parse(written),
            _ => (object)written,
        };
    }

    [Fact]
    public void Json_SaysTheSameWithEscapes() =>
        Assert.Contains(Hostile, JsonDocument.Parse(Written("json")).RootElement.GetProperty("findings")[0].GetProperty("message").GetString()!,
            StringComparison.Ordinal);

    /// <summary>Without <see cref="GuardedWriter"/> behind it: each format cleans its own fields.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void EveryField_IsCleanedByTheFormatItself(string format)
    {
        using var output = new StringWriter { NewLine = "\n" };
        OutputFormats.Create(format, new TextStyle(HasColor: false, IsUnicode: true)).Write(Result(), output);

        Assert.DoesNotContain('\e', output.ToString());
        Assert.DoesNotContain('\u202e', output.ToString());
    }

    [Fact]
    public void OwnColours_PassTheDoor()
    {
        var style = new TextStyle(HasColor: true, IsUnicode: true);
        var line = style.Red("a") + style.Bold("b") + style.Dim("c") + style.Yellow("d") + style.Blue("e") + style.Green("f");

        Assert.Equal(line + "\n", Guarded(writer => writer.WriteLine(line)));
    }

    [Theory]
    [InlineData("::error::x", ": :error::x")]
    [InlineData("  ::error::x", "  : :error::x")]
    [InlineData("a ::error::x", "a ::error::x")]
    [InlineData("a##[error]x", "a# [error]x")]
    [InlineData("###[error]x", "## [error]x")]
    [InlineData("\e[2Jx", " [2Jx")]
    [InlineData("\t1", "\t1")]
    public void Door_BreaksWhatARunnerOrATerminalObeys(string line, string expected) =>
        Assert.Equal(expected + "\n", Guarded(writer => writer.WriteLine(line)));

    [Fact]
    public void CommandInPieces_IsBrokenToo() => Assert.Equal("ok\n: :error::x\n", Guarded(writer =>
    {
        writer.Write("ok");
        writer.Write('\n');
        writer.Write(':');
        writer.Write(":err");
        writer.WriteLine("or::x");
    }));

    [SkippableTheory]
    [MemberData(nameof(Formats))]
    public void Inputs_AreHarmlessInOutputAndErrors(string format)
    {
        LayHostileInputs();

        var run = _repository.Run("repo", "--format", format);

        Assert.NotEmpty(run.Error);
        HarmlessText.Check(run.Output, isGitHub: format == "github");
        HarmlessText.Check(run.Error);
    }

    [SkippableTheory]
    [InlineData("text")]
    [InlineData("html")]
    [InlineData("json")]
    public void Trace_IsHarmless(string format)
    {
        LayHostileInputs();

        var run = _repository.Run("trace", "repo", "--format", format);

        Assert.Contains("set-output", run.Output, StringComparison.Ordinal);
        HarmlessText.Check(run.Output);
        HarmlessText.Check(_repository.Run("trace", "repo", "--service", Hostile).Error);
    }

    [Fact]
    public void UsageErrors_AreHarmless()
    {
        foreach (var args in (string[][])[["--format", Hostile], ["--select", Hostile], [Hostile], ["explain", Hostile], ["--baseline", Hostile, "."],
            ["--output", "/nowhere/" + Hostile, "."], ["-" + Hostile]])
        {
            var run = _repository.Run(args);
            Assert.Equal(2, run.Code);
            HarmlessText.Check(run.Output);
            HarmlessText.Check(run.Error);
        }
    }

    [Fact]
    public void Diff_LeavesOutHostileLinesAndStaysAPatch()
    {
        const string Near = "FROM debian:12\n# \e[2J\n# ::set-output\n::set-output name=x::y\nRUN a\nCMD node server.js\nRUN b\n##[x]\n";
        var file = new FixedFile(new SourceText("Dockerfile", Near),
            new SourceText("Dockerfile", Near.Replace("CMD node server.js", "CMD [\"node\", \"server.js\"]", StringComparison.Ordinal)), 1);

        var isPatch = true;
        var diff = Guarded(writer => isPatch = UnifiedDiff.Write(file, writer));

        Assert.True(isPatch);
        Assert.Equal("--- a/Dockerfile\n+++ b/Dockerfile\n@@ -5,3 +5,3 @@\n RUN a\n-CMD node server.js\n+CMD [\"node\", \"server.js\"]\n RUN b\n",
            diff);
    }

    [Fact]
    public void DiffOfHostileLine_IsHarmlessAndSaysThatItIsNoPatch()
    {
        var file = new FixedFile(new SourceText("a\e\"b", "CMD \e[2J##[x]\n"), new SourceText("a\e\"b", "CMD [\"\e[2J##[x]\"]\n"), 1);

        var isPatch = true;
        var diff = Guarded(writer => isPatch = UnifiedDiff.Write(file, writer));

        Assert.False(isPatch);
        HarmlessText.Check(diff);
        Assert.StartsWith("--- \"a/a\\033\\042b\"\n", diff, StringComparison.Ordinal);
    }

    private static string Guarded(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var guarded = new GuardedWriter(text))
        {
            write(guarded);
        }

        return text.ToString();
    }

    private static string Written(string format) =>
        Guarded(writer => OutputFormats.Create(format, new TextStyle(HasColor: false, IsUnicode: true)).Write(Result(), writer));

    private static CheckResult Result()
    {
        var source = new SourceText("a/" + Hostile, "FROM x\n" + Hostile.Replace("\n", " ", StringComparison.Ordinal) + "\n");
        var rule = new RuleInfo("STOP2901", "ShellFormKeepsShell", Severity.Error, "Summary " + Hostile);
        return new CheckResult(
            [
                new Finding(rule, Severity.Error, source.AtLine(2), "message " + Hostile)
                {
                    Subject = Subject.Service(Hostile),
                    Evidence = [new Evidence("evidence " + Hostile, source.AtLine(1)), new Evidence(Hostile)],
                    Fix = new Fix("fix " + Hostile, IsSafe: true, [new TextEdit(source.AtLine(2), Hostile)]),
                },
            ],
            [new InputError(Hostile, new LinePosition(1, 1), "error " + Hostile)],
            1);
    }

    private void LayHostileInputs()
    {
        Skip.If(OperatingSystem.IsWindows(), "names there cannot hold them");
        const string Escaped = "\\e[2J\\x9b\\u202e\\u2028##[set-output name=a]b\\n::set-output name=x::y";
        _repository
            .Write("::set-output name=x::y.Dockerfile", WorkFolder.ShellForm)
            .Write("a\n::set-output name=x::y\e[2J\u202e##[x].Dockerfile", "FORM x\n")
            .Write("c/Dockerfile", "FROM debian:12\nCMD node \"##[set-output name=v1]y\" '::set-output name=x::' \e[2J \u202e \u009b z\n")
            .Write("d/Dockerfile",
                $"FROM debian:12\nCMD [\"sh\",\"-c\",\"{new string('a', 60)} '::set-output name=x::{new string('b', 60)}' z; sleep 1\"]\n")
            .Write("compose.yaml",
                $"services:\n  \"evil{Escaped}\":\n    image: debian:12\n"
                    + $"    stop_signal: \"{Escaped}\"\n    stop_grace_period: \"{Escaped}\"\n    command: \"sh -c '{Escaped}; x'\"\n    "
                    + $"env_file: \"../../{Escaped.Replace('/', '_')}\"\n")
            .Write("pod.yaml",
                $"apiVersion: v1\nkind: Pod\nmetadata: {{name: \"{Escaped}\"}}\nspec:\n  terminationGracePeriodSeconds: 0\n"
                    + $"  containers: [{{name: \"{Escaped}\", image: nginx, command: [sh, -c, \"{Escaped}\"]}}]\n");
    }
}
