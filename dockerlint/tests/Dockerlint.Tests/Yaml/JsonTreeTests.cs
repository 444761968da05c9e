using System.Text;
using Dockerlint.Kubernetes;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Tests.Yaml;

#pragma warning disable CA5394 // seeded, so that a failure repeats
/// <summary>Plain JSON is read by a reader of its own, which must say what the YAML parser says, or nothing.</summary>
public class JsonTreeTests
{
    private const string Everything = """
        {"kind": "List", "apiVersion": "v1", "items": [{"a": [1, -2.50, 1e3, 0.1E-2, true, false, null, "", "x\n\"\\\/\u00e9\t", [], {}],
          "b c": {"#": "# none", "{{": "}}", "<<": "merge", "é": "ü 😀"}},
          {"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":10,"k":11,"l":12,
          "m":13,"n":14}], "metadata": {"name": "x"}}
        """;

    private const string Pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"NAME\"},"
        + "\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"nginx\"}]}}";

    [Theory]
    [InlineData("{}")]
    [InlineData(" {\n\t\"a\" : 1 ,\r\n \"b\":\"\" } \n")]
    [InlineData("{\"a\":{\"a\":{\"a\":[[[]]]}}}")]
    [InlineData(Everything)]
    public void PlainJson_IsReadAsTheYamlParserReadsIt(string json)
    {
        Assert.NotNull(Read(json));
        Assert.Equal(Yaml(json), Read(json));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":+1}")]
    [InlineData("{\"a\":yes}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1 \"b\":2}")]
    [InlineData("{\"a\":1}x")]
    [InlineData("{\"a\":1} # comment")]
    [InlineData("{\"a\":'b'}")]
    [InlineData("{\"a\":\"b\nc\"}")]
    [InlineData("{\"a\":\"\\x41\"}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"a\":\"\u2028\"}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{{ .Values.x }}")]
    [InlineData("{\"a\":[1")]
    [InlineData("{\"a\":\"")]
    public void AnythingElse_IsLeftToTheYamlParser(string text) => Assert.Null(Read(text));

    [Theory]
    [InlineData("{\"apiVersion\":\"v1\",\"status\":{\"a\":[\"}\\\"\",{}]},\"spec\":1}", "status")]
    [InlineData("{\"metadata\":{\"managedFields\":[{\"f:a\":{\"]\":1}}],\"name\":\"x\"}}", "managedFields")]
    public void WhatTheServerKeeps_IsPassedOver(string json, string key)
    {
        var document = JsonTree.Read(new SourceText("x.json", json), new TextSpan(0, json.Length))!;

        var mapping = document.RootMapping!.MappingAt("metadata") ?? document.RootMapping;
        Assert.Empty(Assert.IsType<YamlMapping>(mapping[key]).Entries);
        Assert.Equal(json[json.IndexOfAny(['{', '['], json.IndexOf(key, StringComparison.Ordinal))..][..mapping[key]!.Span.Length],
            json.Substring(mapping[key]!.Span.Start, mapping[key]!.Span.Length));
        Assert.NotNull(mapping["spec"] ?? mapping["name"]);
    }

    [Theory]
    [InlineData("{\"status\":{\"a\":1}}")]
    [InlineData("{\"spec\":{\"status\":{\"a\":1},\"x\":{\"managedFields\":{\"a\":1}}}}")]
    public void TheSameWordsElsewhere_AreRead(string json) => Assert.Equal(Yaml(json), Read(json));

    [Theory]
    [InlineData("{\"apiVersion\":\"v1\",\"status\":{\"a\":1}")]
    [InlineData("{\"apiVersion\":\"v1\",\"status\":{\"a\":\"")]
    [InlineData("{\"apiVersion\":\"v1\",\"status\":x}")]
    public void BrokenThere_IsLeftToTheYamlParser(string json) => Assert.Null(Read(json));

    [Fact]
    public void NestedTooDeep_IsLeftToTheYamlParser() =>
        Assert.Null(Read(string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)));

    [Fact]
    public void Mutations_AreReadAlikeOrNotAtAll()
    {
        const string Pieces = "{}[]\",:\\u0eE.-+1tfn '#&*!|>%@`\n\té\u0085";
        var read = 0;
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder(Everything);
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0:
                        text[at] = Pieces[random.Next(Pieces.Length)];
                        break;
                    case 1:
                        text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                        break;
                    default:
                        text.Remove(at, 1);
                        break;
                }
            }

            if (Read(text.ToString()) is { } tree)
            {
                read++;
                Assert.Equal((seed, Yaml(text.ToString())), (seed, tree));
            }
        }

        Assert.True(read > 1000, $"{read} were still JSON");
    }

    [Fact]
    public void EveryItemOfAList_IsADocument()
    {
        var items = string.Join(", ", Enumerable.Range(0, 3).Select(static i => Pod.Replace("NAME", $"p{i}", StringComparison.Ordinal)));
        var list = new SourceText(
            "x.json", $"{{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": [{items}], \"metadata\": {{\"kind\": \"x\"}}}}");

        Assert.Equal(3, YamlParser.Parse(list).Count());
        var manifests = ManifestReader.Read(list);
        Assert.Equal(["p0", "p1", "p2"], manifests.Workloads.Select(static workload => workload.Name!.Value));
        Assert.True(manifests.IsManifest);
        Assert.All(manifests.Workloads, workload => Assert.Equal("Pod", list.Slice(workload.Kind.Location.Span).Trim('"')));
    }

    [Theory]
    [InlineData("{\"kind\": \"PodList\", \"items\": [{}]}")]
    [InlineData("{\"kind\": \"List\", \"items\": []}")]
    [InlineData("{\"kind\": \"List\", \"items\": [1, {}]}")]
    [InlineData("{\"kind\": \"List\", \"items\": {\"a\": [{}]}}")]
    [InlineData("{\"kind\": \"List\", \"x\": {\"items\": [{}]}}")]
    [InlineData("{\"x\": {\"kind\": \"List\"}, \"items\": [{}]}")]
    [InlineData("{\"x\": \"kind\", \"y\": \"List\", \"items\": [{}]}")]
    public void AnotherObject_IsOneDocument(string json) => Assert.Single(YamlParser.Parse(new SourceText("x.json", json)));

    /// <summary>Ten thousand workloads of a cluster, which one document of YAML could not hold.</summary>
    [Fact]
    public void TenThousandWorkloads_AreRead()
    {
        var items = string.Join(",\n", Enumerable.Range(0, 10_000).Select(static i => Pod.Replace("NAME", $"p{i}", StringComparison.Ordinal)));

        var list = new SourceText("x.json", $"{{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{items}]}}");

        Assert.Equal(10_000, ManifestReader.Read(list).Workloads.Count);
    }

    /// <summary>The same as kubectl writes it in YAML: items at the margin, the list's kind behind them.</summary>
    [Fact]
    public void TenThousandWorkloadsOfYaml_AreRead()
    {
        const string Item = """
            - apiVersion: apps/v1
              kind: Deployment
              metadata:
                annotations: { note: "NOTE" }
                name: NAME
                namespace: NAME
              spec:
                template:
                  spec:
                    containers:
                    - command:
                      - sh
                      - -c
                      - |
                        cd /srv
                        python a.py
                      image: debian:12
                      name: c
                    terminationGracePeriodSeconds: 30

            """;
        var text = "apiVersion: v1\nitems:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(static i =>
            Item.Replace("NAME", $"p{i}", StringComparison.Ordinal).Replace("NOTE", new string('x', 300), StringComparison.Ordinal)))
            + "kind: List\nmetadata:\n  resourceVersion: \"\"\n";
        var list = new SourceText("x.yaml", text);

        var manifests = ManifestReader.Read(list);

        Assert.Empty(manifests.Errors);
        Assert.Equal(10_000, manifests.Workloads.Count);
        Assert.Equal("p9999", manifests.Workloads[9999].Name!.Value);
        Assert.Equal(4 + (19 * 9999), manifests.Workloads[9999].Kind.Location.Line);
        Assert.Equal("Deployment", list.Slice(manifests.Workloads[9999].Kind.Location.Span));
    }

    [Theory]
    [InlineData("apiVersion: v1\nitems:\n- a: 1\nkind: PodList\n")]
    [InlineData("apiVersion: v1\nitems:\n- a: 1\n---\nkind: List\n")]
    [InlineData("apiVersion: v1\nkind: List\nitems:\n- a: 1\n")]
    [InlineData("apiVersion: v1\nkind: List\nx:\n- a: 1\ny: 1\n")]
    [InlineData("kind: List\nitems:\n- a: 1\nx: 1\n")]
    public void AnotherLargeText_IsNoListOfItems(string text) =>
        Assert.Null(YamlItems.Of(text + new string('\n', 1 << 20)));

    [Fact]
    public void SmallList_IsOneDocument() => Assert.Null(YamlItems.Of("apiVersion: v1\nitems:\n- a: 1\nkind: List\n"));

    private static string? Read(string text)
    {
        var source = new SourceText("x.json", text);
        return JsonTree.Read(source, new TextSpan(0, text.Length))?.Root is { } root ? Written(root) : null;
    }

    private static string? Yaml(string text)
    {
        var source = new SourceText("x.json", text);
        var document = new TreeBuilder(source, new TextSpan(0, text.Length)).Build();
        return document is { Root: { } root, Errors.Count: 0, Template: null, Comments.Count: 0 } ? Written(root)
            : $"not read: {string.Join("; ", document.Errors)} {document.Template} {document.Comments.Count} comments";
    }

    private static string Written(YamlNode node) => $"{node.Span.Start}+{node.Span.Length}{node.Tag}" + node switch
    {
        YamlMapping mapping => "{" + string.Join(",", mapping.WrittenEntries.Select(static e => $"{Written(e.KeyNode)}:{Written(e.Value)}")) + "}",
        YamlSequence sequence => "[" + string.Join(",", sequence.Items.Select(Written)) + "]",
        YamlScalar scalar => $"{scalar.Style} {scalar.Kind} <{scalar.Value}>",
        _ => "",
    };
}
