using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Tests.Yaml;

public sealed class YamlParserTests
{
    [Theory]
    [InlineData("a:\n\t- b\n", 2, 1, "a tab in the indentation; YAML allows only spaces")]
    [InlineData("services:\n  web:\n\timage: x\n", 3, 1, "a tab in the indentation; YAML allows only spaces")]
    [InlineData("a: \"abc\nb: c\n", 1, 4, "the quote opened here is not closed")]
    [InlineData("a: 1\nb: 'abc\n", 2, 4, "the quote opened here is not closed")]
    [InlineData("a: *nope\n", 1, 4, "no anchor &nope before this alias")]
    [InlineData("a: &x\n  b: *x\n", 2, 6, "the anchor &x contains itself")]
    public void Error_SaysWhereAndWhat(string yaml, int line, int column, string message)
    {
        var error = Assert.Single(Assert.Single(Parse(yaml)).Errors);

        Assert.Equal(new InputError("x.yaml", new LinePosition(line, column), message), error);
    }

    [Theory]
    [InlineData("a: [1, 2\nb: 3\n")]
    [InlineData("a: b: c\n")]
    [InlineData("- a\nb: c\n")]
    [InlineData("a: %x\n")]
    [InlineData("a: @x\n")]
    [InlineData("key: [a, b]]\n")]
    [InlineData("a: !foo!bar x\n")]
    public void BrokenYaml_IsAnError(string yaml) => Assert.NotEmpty(Parse(yaml).SelectMany(document => document.Errors));

    [Fact]
    public void OtherDocuments_AreKept()
    {
        var documents = Parse("a: 1\n---\nb: [\n---\nc: 3\n");

        Assert.Equal(
            ["1", null, "3"], documents.Select(document => document.RootMapping?.Entries[0].Value is YamlScalar scalar ? scalar.Value : null));
        Assert.Equal([0, 1, 0], documents.Select(document => document.Errors.Count));
    }

    [Fact]
    public void DuplicateKey_KeepsTheLastValue() => Assert.Equal("y", YamlPositionTests.Root("a: x\na: y\n").ScalarAt("a")!.Value);

    [Fact]
    public void MergeKeys_AreSeenThrough()
    {
        var root = YamlPositionTests.Root("""
            base: &base {x: 1, y: 1}
            more: &more {y: 2, z: 2}
            one:
              <<: *base
              y: 9
            two:
              <<: [*base, *more]
              z: 8
            three:
              "<<": text
            """);

        Assert.Equal("y=9 x=1", Text(root.MappingAt("one")!));
        Assert.Equal("z=8 x=1 y=1", Text(root.MappingAt("two")!));
        Assert.Equal("<<=text", Text(root.MappingAt("three")!));
        Assert.Same(root.MappingAt("base")!["x"], root.MappingAt("one")!["x"]);

        static string Text(YamlMapping mapping) =>
            string.Join(' ', mapping.Entries.Select(entry => $"{entry.Key}={((YamlScalar)entry.Value).Value}"));
    }

    [Theory]
    [InlineData("1", YamlScalarKind.Integer)]
    [InlineData("-0x1F", YamlScalarKind.String)]
    [InlineData("0x1F", YamlScalarKind.Integer)]
    [InlineData("0o17", YamlScalarKind.Integer)]
    [InlineData("1_000", YamlScalarKind.Integer)]
    [InlineData("1.5", YamlScalarKind.Float)]
    [InlineData("1e3", YamlScalarKind.Float)]
    [InlineData("'1'", YamlScalarKind.String)]
    [InlineData("!!str 1", YamlScalarKind.String)]
    [InlineData("30s", YamlScalarKind.String)]
    [InlineData("1:30", YamlScalarKind.String)]
    [InlineData("+", YamlScalarKind.String)]
    [InlineData("yes", YamlScalarKind.String)]
    [InlineData("true", YamlScalarKind.Boolean)]
    [InlineData("~", YamlScalarKind.Null)]
    [InlineData("", YamlScalarKind.Null)]
    [InlineData("''", YamlScalarKind.String)]
    public void Kinds_FollowTheCoreSchema(string value, YamlScalarKind kind) =>
        Assert.Equal(kind, YamlPositionTests.Root($"a: {value}\n").ScalarAt("a")!.Kind);

    [Theory]
    [InlineData("a: {{ .Values.x }}\n", TemplateKind.GoTemplate, 1)]
    [InlineData("kind: Pod\n{{- if .Values.x }}\na: b\n{{- end }}\n", TemplateKind.GoTemplate, 2)]
    [InlineData("a:\n  {{- toYaml .Values.x | nindent 2 }}\n", TemplateKind.GoTemplate, 2)]
    [InlineData("a: {{ name }}\n{% if x %}\nb: 1\n{% endif %}\n", TemplateKind.Jinja, 1)]
    [InlineData("{% for x in y %}\n- {{ x }}\n{% endfor %}\n", TemplateKind.Jinja, 1)]
    [InlineData("a:\n${EXTRA}\nb: 1\n", TemplateKind.Envsubst, 2)]
    [InlineData("a: 1\n<% if x %>\nb: 1\n<% end %>\n", TemplateKind.EmbeddedRuby, 2)]
    [InlineData("spec:\n  clusterIP: {SERVICE_IP_PREFIX}.16\n", TemplateKind.Placeholder, 2)]
    public void Template_IsNamedAsOne(string yaml, TemplateKind kind, int line)
    {
        var document = Assert.Single(Parse(yaml));

        Assert.Equal(kind, document.Template?.Kind);
        Assert.Equal(line, document.Template!.Location.Line);
        Assert.Empty(document.Errors);
        Assert.Null(document.Root);
    }

    [Theory]
    [InlineData("a: \"{{ .Values.x }}\"\n")]
    [InlineData("a: x-{{ .Values.x }}\n")]
    [InlineData("a: ${{ github.ref }}\n")]
    [InlineData("a: ${VALUE}\n")]
    [InlineData("a: |\n  {{ with x }}\n  {% if y %}\n")]
    [InlineData("a: {b: {c: 1}}\n")]
    public void TemplateMarksInsideStrings_AreData(string yaml) => Assert.Null(Assert.Single(Parse(yaml)).Template);

    [Theory]
    [InlineData("a: {{ x }}\n", "{{ x }}")]
    [InlineData("a: {{x}} # what it is\n", "{{x}}")]
    [InlineData("a: {{ .registry }}/web:{{ tag | default('1') }}\n", "{{ .registry }}/web:{{ tag | default('1') }}")]
    [InlineData("a: {{ index . \"cke-unbound\" }}\n", "{{ index . \"cke-unbound\" }}")]
    [InlineData("a: |\n  x {{ y }}\nb: {{ z }}\n", "x {{ y }}\n")]
    [InlineData("a: \"{{ x }}\"\nb: {{ z }}\n", "{{ x }}")]
    public void MarkOfAValue_IsTheValueWhereThatIsAskedFor(string yaml, string value)
    {
        var document = Assert.Single(YamlParser.Parse(new SourceText("x.yaml", yaml), takesMarks: true));

        Assert.Null(document.Template);
        var scalar = document.RootMapping!.ScalarAt("a")!;
        Assert.Equal(value, scalar.Value);
        Assert.Equal(3, scalar.Span.Start);
    }

    [Theory]
    [InlineData("a: {{ .Values.x }}\n")]
    [InlineData("a: {{ include \"x\" . }}\n")]
    [InlineData("a: {{- x }}\n")]
    [InlineData("a: {{ if x }}1{{ end }}\n")]
    [InlineData("a: {{ x\n}}\n")]
    [InlineData("a: {{ x\n")]
    [InlineData("a: {{ x | nindent 2 }}\n")]
    [InlineData("a: {{ x | to_nice_yaml }}\n")]
    [InlineData("a:\n  {{ x }}\n")]
    [InlineData("command: {{ x }}\n")]
    [InlineData("  - env: {{ x }}\n")]
    [InlineData("a: {{ x }}\n{% if y %}\nb: 1\n{% endif %}\n")]
    [InlineData("a: {{ x }}\nb: [\n")]
    public void MarkThatMayBeMoreThanAValue_StaysATemplate(string yaml) =>
        Assert.NotNull(Assert.Single(YamlParser.Parse(new SourceText("x.yaml", yaml), takesMarks: true)).Template);

    [Fact]
    public void MarksInsideStrings_DoNotExcuseAnError()
    {
        var document = Assert.Single(Parse("a: \"{{ x }}\"\nb: [\n"));

        Assert.Null(document.Template);
        Assert.Single(document.Errors);
    }

    [Fact]
    public void Comments_AreThoseOutsideScalars()
    {
        var source = new SourceText(
            "x.yaml", "# one\r\na: b#c # two\nd: \"# no\" #three\ne: |\n  # no\n  x\n# four\nf: 'a\n  # no'\ng: [1, # five\n 2]\nh: x #");
        var comments = Assert.Single(YamlParser.Parse(source)).Comments;

        Assert.Equal(["# one", "# two", "#three", "# four", "# five", "#"], comments.Select(source.Slice));
    }

    [Theory]
    [InlineData("kind: Pod\n", "Pod")]
    [InlineData("---\n# c\napiVersion: v1\nkind: \"Pod\" # x\n", "Pod")]
    [InlineData("apiVersion: v1\nmetadata:\n  kind: no\nkind: Pod\r\n", "Pod")]
    [InlineData("# licence\n---\nkind: Pod\n", "Pod")]
    [InlineData("%YAML 1.2\n# c\n---\n# d\nkind: Pod\n", "Pod")]
    [InlineData("a: 1\nb:\n  kind: Pod\n", "")]
    [InlineData("# only\n", "")]
    [InlineData("{kind: Pod}\n", null)]
    [InlineData("  kind: Pod\n", null)]
    [InlineData("kind:\n  Pod\n", null)]
    [InlineData("kind: {{ .x }}\n", null)]
    [InlineData("- kind: Pod\n", null)]
    [InlineData("\"kind\": Pod\n", null)]
    public void Kind_IsReadWithoutParsing(string yaml, string? kind)
    {
        var seen = "not asked";
        _ = YamlParser.Parse(new SourceText("x.yaml", yaml), found => (seen = found) is null).ToList();

        Assert.Equal(kind, seen);
    }

    [Theory]
    [InlineData("a: 1\n---\nb: 2\n", 2)]
    [InlineData("---\na: 1\n---\nb: 2\n", 2)]
    [InlineData("%YAML 1.2\n---\na: 1\n", 1)]
    [InlineData("# licence\n---\na: 1\n", 1)]
    [InlineData("a: 1\n...\nb: 2\n", 2)]
    [InlineData("a: |\n  ---\n  x\nb: 2\n", 1)]
    [InlineData("a: 1\r\n---\r\nb: 2\r\n...\r\n", 2)]
    [InlineData("a: 1\n----\n", 1)]
    [InlineData("", 0)]
    [InlineData("---\n---\n---\n", 0)]
    [InlineData("--- text\n--- {a: 1}\n", 2)]
    public void Stream_IsCutAtItsMarkers(string yaml, int documents) => Assert.Equal(documents, Parse(yaml).Count);

    private static List<YamlDocument> Parse(string yaml) => YamlParser.Parse(new SourceText("x.yaml", yaml)).ToList();
}
