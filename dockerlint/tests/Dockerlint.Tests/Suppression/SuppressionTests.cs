using Dockerlint.Findings;
using Dockerlint.Rules;
using Dockerlint.Suppression;
using Dockerlint.Text;

namespace Dockerlint.Tests.Suppression;

/// <summary>A finding of STOP2001 stands at the place marked by «HERE»; what is left after the comments have spoken?</summary>
public sealed class SuppressionTests
{
    private const string Mark = "HERE";

    [Theory]
    [InlineData("# dockerlint ignore=STOP2001 legacy launcher\nCMD HERE")]
    [InlineData("# dockerlint: ignore=STOP2001 legacy launcher\nCMD HERE")]
    [InlineData("#dockerlint ignore = stop2001 : legacy launcher\nCMD HERE")]
    [InlineData("# dockerlint ignore=ShellFormKeepsShell legacy\nCMD HERE")]
    [InlineData("# dockerlint ignore=STOP2001 legacy\n# another comment\nCMD HERE")]
    [InlineData("CMD a && \\\n# dockerlint ignore=STOP2001 legacy\n  HERE")]
    [InlineData("# dockerlint ignore=STOP2001 legacy\nCMD a && \\\n  HERE")]
    [InlineData("# dockerlint global ignore=STOP2001 legacy\n\nRUN x\nCMD HERE")]
    [InlineData("CMD HERE\n# dockerlint global ignore=STOP2001 legacy")]
    [InlineData("COPY <<EOF /x\n# dockerlint ignore=STOP2001 legacy\nHERE\nEOF")]
    [InlineData("# hadolint ignore=DL3025\nCMD HERE")]
    [InlineData("# hadolint ignore=DL3006,DL3025\nCMD HERE")]
    [InlineData("# hadolint global ignore=DL3025\nRUN x\nCMD HERE")]
    [InlineData("# check=skip=JSONArgsRecommended\nCMD HERE")]
    [InlineData("# check=skip=StageNameCasing,jsonargsrecommended;error=true\nRUN x\nCMD HERE")]
    [InlineData("# check=skip=all\nRUN x\nCMD HERE")]
    [InlineData("RUN x\n# check=skip=JSONArgsRecommended\nCMD HERE")]
    public void Dockerfile_Silenced(string content) => Assert.Empty(Left(content, SourceKind.Dockerfile));

    [Theory]
    [InlineData("# dockerlint ignore=STOP2001\nCMD HERE", "STOP0002 the ignore comment gives no reason")]
    [InlineData("# dockerlint ignore=STOP2004 legacy\nCMD HERE", "STOP2001", "STOP0002 nothing here gives STOP2004")]
    [InlineData("# dockerlint ignore=STOP2001,STOP2004 legacy\nCMD HERE", "STOP0002 nothing here gives STOP2004")]
    [InlineData("# dockerlint ignore=STOP9999 legacy\nCMD HERE", "STOP2001", "STOP0002 STOP9999 is no rule")]
    [InlineData("# dockerlint ignore= legacy\nCMD HERE", "STOP2001", "STOP0002 legacy is no rule")]
    [InlineData("# dockerlint ignore=\nCMD HERE", "STOP2001", "STOP0002 the ignore comment names no rule")]
    [InlineData("# dockerlint ignore=STOP2001 legacy\n\nCMD HERE", "STOP2001", "STOP0002 nothing here gives STOP2001")]
    [InlineData("# dockerlint ignore=STOP2001 legacy\nRUN x\nCMD HERE", "STOP2001", "STOP0002 nothing here gives STOP2001")]
    [InlineData("# dockerlint global ignore=STOP2004 legacy\nCMD HERE", "STOP2001", "STOP0002 nothing in this file gives STOP2004")]
    [InlineData("# dockerlint global ignore=STOP0002 noise\n# dockerlint ignore=STOP2001\nCMD HERE")]
    [InlineData("# dockerlint checks this file\nCMD HERE", "STOP2001")]
    [InlineData("# hadolint ignore=DL3006\nCMD HERE", "STOP2001")]
    [InlineData("# hadolint ignore=DL3025\nRUN x\nCMD HERE", "STOP2001")]
    [InlineData("# check=skip=StageNameCasing\nCMD HERE", "STOP2001")]
    [InlineData("CMD HERE \"# dockerlint ignore=STOP2001 in a string\"", "STOP2001")]
    public void Dockerfile_Left(string content, params string[] expected) => AssertLeft(expected, Left(content, SourceKind.Dockerfile));

    [Theory]
    [InlineData("# dockerlint ignore=STOP2001 reason\nHERE")]
    [InlineData("HERE # dockerlint ignore=STOP2001 reason")]
    [InlineData("  # dockerlint ignore=STOP2001 reason\n  # and more\n  HERE")]
    [InlineData("// dockerlint ignore=STOP2001 reason\nHERE")]
    [InlineData("a\nb\nHERE\n# dockerlint global ignore=STOP2001 reason")]
    public void Script_Silenced(string content) => Assert.Empty(Left(content, SourceKind.Script));

    [Theory]
    [InlineData("# dockerlint ignore=STOP2001 reason\na\nHERE", "STOP2001", "STOP0002 nothing here")]
    [InlineData("echo '#dockerlint ignore=STOP2001 x'\nHERE", "STOP2001")]
    [InlineData("# hadolint ignore=DL3025\nHERE", "STOP2001")]
    public void Script_Left(string content, params string[] expected) => AssertLeft(expected, Left(content, SourceKind.Script));

    [Theory]
    [InlineData("services:\n  web:\n    # dockerlint ignore=STOP2001 reason\n    command: HERE")]
    [InlineData("    command: HERE # dockerlint ignore=STOP2001 reason")]
    [InlineData("    # dockerlint ignore=STOP2001 reason\n    command:\n      - sh\n\n      - HERE")]
    [InlineData("    # dockerlint ignore=STOP2001 reason\n    command:\n    - sh\n    - HERE")]
    [InlineData("services:\n  # dockerlint ignore=STOP2001 reason\n  web:\n    command: HERE\n  api:")]
    [InlineData("    command: # dockerlint ignore=STOP2001 reason\n      - HERE")]
    public void Yaml_Silenced(string content) => Assert.Empty(Left(content, SourceKind.Yaml));

    [Theory]
    [InlineData("  # dockerlint ignore=STOP2001 reason\n  web:\n    x: 1\n  api:\n    command: HERE", "STOP2001", "STOP0002 nothing here")]
    [InlineData("    # dockerlint ignore=STOP2001 reason\n    - a\n    - HERE", "STOP2001", "STOP0002 nothing here")]
    public void Yaml_Left(string content, params string[] expected) => AssertLeft(expected, Left(content, SourceKind.Yaml));

    [Fact]
    public void OtherFilesOfTheSameFinding_SpeakForThemselves()
    {
        var suppressions = new Suppressions();
        suppressions.Read(new SourceText("a", "FROM x\n# dockerlint ignore=STOP2001 reason\nCMD a"), SourceKind.Dockerfile);
        var other = new SourceText("b", "FROM x\n\nCMD a");
        suppressions.Read(other, SourceKind.Dockerfile);

        AssertLeft(["STOP2001", "STOP0002 nothing here"], suppressions.Apply([Finding(other.AtLine(3))]));
    }

    private static List<Finding> Left(string content, SourceKind kind)
    {
        var startsWithDirective = content.StartsWith("# check=", StringComparison.Ordinal);
        var text = kind != SourceKind.Dockerfile
            ? content
            : startsWithDirective ? content.Insert(content.IndexOf('\n', StringComparison.Ordinal), "\nFROM x") : "FROM x\n" + content;
        var source = new SourceText("file", text);
        var suppressions = new Suppressions();
        suppressions.Read(source, kind);
        return suppressions.Apply([Finding(source.At(new TextSpan(text.IndexOf(Mark, StringComparison.Ordinal), Mark.Length)))]);
    }

    private static Finding Finding(SourceLocation location) =>
        new(Catalog.All.First(static rule => rule.Info.Id == "STOP2001").Info, Severity.Error, location, "m");

    private static void AssertLeft(string[] expected, List<Finding> left)
    {
        Assert.Equal(expected.Length, left.Count);
        Assert.All(left.Zip(expected),
            static pair => Assert.StartsWith(pair.Second, $"{pair.First.Rule.Id} {pair.First.Message}", StringComparison.Ordinal));
    }
}
