using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Output;
using Dockerlint.Findings;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Tests.Output;

/// <summary>
/// Each format over the same made-up result, which has everything a finding can have; its rules do not exist, so that no page is in the
/// way.
/// </summary>
public sealed class FormatTests
{
    private const string Dockerfile = "FROM debian:12\n\nCOPY entry point.sh /\nENTRYPOINT a && node server.js\n";
    private const string Script = "#!/bin/sh\nset -e\n\tnode \"$@\" # \u001b[31m 100%\n";

    private static readonly RuleInfo _shellForm = new("STOP2901", "ShellFormKeepsShell", Severity.Error, "Shell form leaves a shell in front.");
    private static readonly RuleInfo _entry = new("STOP2904", "EntrypointScriptWithoutExec", Severity.Error, "The script does not exec.");
    private static readonly RuleInfo _unused = new("STOP0902", "UnusedIgnore", Severity.Info, "An ignore comment silences nothing.");

    [Theory]
    [InlineData("text")]
    [InlineData("concise")]
    [InlineData("statistics")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("github")]
    [InlineData("msbuild")]
    [InlineData("junit")]
    [InlineData("gitlab")]
    public void Format_WritesWhatIsExpected(string format)
    {
        ExpectedFile.Matches($"{format}.txt", Written(format, Result(), hasColor: false));
        ExpectedFile.Matches($"{format}-empty.txt", Written(format, new CheckResult([], [], 3), hasColor: false));
    }

    [Fact]
    public void TextInColor_WritesWhatIsExpected() =>
        ExpectedFile.Matches("text-color.txt", Written("text", Result(), hasColor: true).Replace("\e", "<ESC>", StringComparison.Ordinal));

    [Fact]
    public void Sarif_CarriesThePageOfARule()
    {
        var finding = new Finding(Dockerlint.Rules.Input.UnreadableInput.Definition, Severity.Info, new SourceText("a", "b").AtLine(1), "m");

        Assert.Contains("\"markdown\": \"# STOP0001 UnreadableInput", Written("sarif", new CheckResult([finding], [], 1), hasColor: false),
            StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFormat_IsTested() => Assert.Equal(8, OutputFormats.Names.Length);

    [Fact]
    public void Text_FitsAHundredColumns() =>
        Assert.All(Written("text", Result(), hasColor: false).Split('\n'), static line => Assert.True(line.Length <= 100, line));

    [Fact]
    public void LongLine_ShownAsAWindowAroundTheFinding()
    {
        var source = new SourceText("Dockerfile", new string('a', 30_000) + "HERE" + new string('b', 30_000));
        var snippet = SourceSnippet.Of(source.At(new TextSpan(30_000, 4)), 88);

        Assert.True(snippet.Line.Length <= 88, snippet.Line);
        Assert.Equal("HERE", snippet.Line.Substring(snippet.Underline.IndexOf('^', StringComparison.Ordinal), snippet.Underline.Count('^')));
    }

    private static string Written(string format, CheckResult result, bool hasColor)
    {
        using var output = new StringWriter { NewLine = "\n" };
        OutputFormats.Create(format, new TextStyle(hasColor, IsUnicode: true)).Write(result, output);
        return output.ToString();
    }

    private static CheckResult Result()
    {
        var dockerfile = new SourceText("services/a b/Dockerfile", Dockerfile);
        var script = new SourceText("services/a b/entry,point.sh", Script);
        var instruction = dockerfile.AtLine(4);
        return new CheckResult(
            [
                new Finding(
                    _shellForm, Severity.Error, instruction,
                    "ENTRYPOINT in shell form: sh stays PID 1 and does not pass SIGTERM on, so node never learns of the stop and is killed at "
                        + "the end of the grace (exit 137); write exec in front of the last command")
                {
                    Subject = Subject.FinalStage, Verdict = Verdict.KilledAfterGrace,
                    Evidence =
                    [
                        new Evidence("image debian:12: /bin/sh is dash, which stays in front of its last command", dockerfile.AtLine(1)),
                        new Evidence("/bin/sh -c \"a && node server.js\": dash never replaces itself by its last command", instruction),
                        new Evidence("as PID 1 a process without a handler gets no signal at all"),
                    ],
                    Fix = new Fix("write exec in front of the last command", IsSafe: true,
                        [new TextEdit(dockerfile.At(new TextSpan(Dockerfile.IndexOf("node", StringComparison.Ordinal), 0)), "exec ")]),
                },
                new Finding(_entry, Severity.Warning, script.At(new TextSpan(Script.IndexOf("node", StringComparison.Ordinal), 9)),
                    "entry,point.sh runs its arguments (\"$@\") without exec; 100% of the time\nit stays")
                {
                    Subject = Subject.Service("web"),
                    Fix = new Fix("write exec in front of it", IsSafe: false,
                        [new TextEdit(script.At(new TextSpan(Script.IndexOf("node", StringComparison.Ordinal), 0)), "exec ")]),
                },
                new Finding(_unused, Severity.Info, script.AtLine(1), "nothing here gives STOP2001"),
                new Finding(_unused, Severity.Info, script.AtLine(1), "nothing here gives STOP2004"),
            ],
            [new InputError("missing/Dockerfile", default, "no such file or folder"),
                new InputError("broken.Dockerfile", new LinePosition(3, 2), "unknown instruction: FORM")],
            2);
    }
}
