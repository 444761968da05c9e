using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Tests.Yaml;

public sealed class YamlPositionTests
{
    [Theory]
    [InlineData("a: b # c\n", "b", "b")]
    [InlineData("a: b\r\nc: word\r\n", "word", "word")]
    [InlineData("é: x\n😀: \"😀 y\"\nz: end\n", "😀 y", "\"😀 y\"")]
    [InlineData("z: 😀\r\nlast: 'it''s'\r\n", "it's", "'it''s'")]
    [InlineData("a: &x !mine text\n", "text", "text")]
    [InlineData("a:   !reset   null\n", "null", "null")]
    [InlineData("a: plain\n  over lines\n", "plain over lines", "plain\n  over lines")]
    [InlineData("a: \"x\\ty\"\n", "x\ty", "\"x\\ty\"")]
    [InlineData("- 1\n---\nb: second\n", "second", "second")]
    [InlineData("--- # head\na: 1\n...\n# between\n---\nb: third\n", "third", "third")]
    public void Scalar_SpansItsText(string yaml, string value, string text)
    {
        var scalar = Scalars(yaml).Single(scalar => scalar.Value == value);

        Assert.Equal(text, scalar.Source.Slice(scalar.Span));
    }

    [Theory]
    [InlineData("a: one two three\n", 4, "two")]
    [InlineData("a: 'one two three'\r\n", 4, "two")]
    [InlineData("a: \"one two three\"\n", 4, "two")]
    [InlineData("a: |\n  one two\n  three\n", 4, "two")]
    [InlineData("a: |\n  one two\n  three\n", 8, "thr")]
    [InlineData("a: |\r\n  one\r\n\r\n    two x\r\n", 7, "two")]
    [InlineData("a: |-\n    x\n      y\n    zzz\n", 6, "zzz")]
    public void OffsetInTheValue_IsFoundInTheFile(string yaml, int offset, string text)
    {
        var scalar = Scalars(yaml).Single(scalar => scalar.Value.Length > 1);
        var location = scalar.LocationOf(offset, 3);

        Assert.Equal(text, location.Source.Slice(location.Span));
        Assert.Equal(location.Span.Start, scalar.SourceOffset(offset));
    }

    [Theory]
    [InlineData("a: >\n  one\n  two\n", "two", 13)]
    [InlineData("a: >-\n    one\n\n    two\n", "two", 19)]
    [InlineData("a: >\r\n  one\r\n  two\r\n", "two", 15)]
    [InlineData("a: |\n\n  one\n    two\n", "two", 16)]
    public void LineOfABlockScalar_IsFoundInTheFile(string yaml, string part, int offset)
    {
        var scalar = Scalars(yaml).Single(scalar => scalar.Value.Length > 1);

        Assert.Equal(offset, scalar.SourceOffset(scalar.Value.IndexOf(part, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("a: \"one\\ntwo\"\n")]
    [InlineData("a: 'it''s two'\n")]
    [InlineData("a: one\n  two\n")]
    public void WhereValueAndTextDiffer_TheWholeScalarIsMeant(string yaml)
    {
        var scalar = Scalars(yaml).Single(scalar => scalar.Value.Length > 1);

        Assert.Null(scalar.SourceOffset(4));
        Assert.Equal(scalar.Location, scalar.LocationOf(4, 3));
    }

    [Theory]
    [InlineData("a: {b: [1, 2], c: {d: 3}} # x\n", "{b: [1, 2], c: {d: 3}}")]
    [InlineData("a: &x {b: 1}\n", "{b: 1}")]
    [InlineData("a:\n  b: 1\n  c: 2\n\n# after\nd: 3\n", "b: 1\n  c: 2")]
    [InlineData("a:\n  - 1\n  - x: 2\n    y: 3\nd: 4\n", "- 1\n  - x: 2\n    y: 3")]
    public void Collection_SpansFromItsFirstToItsLastCharacter(string yaml, string text)
    {
        var value = Root(yaml)["a"]!;

        Assert.Equal(text, value.Source.Slice(value.Span));
    }

    [Fact]
    public void LineAndColumn_AreThoseOfAnEditor()
    {
        var scalar = Scalars("# 😀\r\nkey: \"😀\"\r\nother: 'here'\r\n").Single(scalar => scalar.Value == "here");

        Assert.Equal(new LinePosition(3, 8), scalar.Location.Start);
        Assert.Equal(new LinePosition(3, 14), scalar.Location.End);
    }

    internal static YamlMapping Root(string yaml) => Assert.Single(YamlParser.Parse(new SourceText("x.yaml", yaml))).RootMapping!;

    private static IEnumerable<YamlScalar> Scalars(string yaml) =>
        YamlParser.Parse(new SourceText("x.yaml", yaml)).SelectMany(document => Scalars(document.Root));

    private static IEnumerable<YamlScalar> Scalars(YamlNode? node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlSequence sequence => sequence.Items.SelectMany(Scalars),
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Scalars(entry.KeyNode).Concat(Scalars(entry.Value))),
        _ => [],
    };
}
