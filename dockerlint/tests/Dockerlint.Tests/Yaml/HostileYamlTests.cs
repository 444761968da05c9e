using System.Diagnostics;
using System.Text;
using Dockerlint.Compose;
using Dockerlint.Kubernetes;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Tests.Yaml;

/// <summary>Every bound is far above what a healthy run needs: these tests find what is quadratic or endless, not what is slow.</summary>
public sealed class HostileYamlTests
{
    private static readonly TimeSpan _bound = NoHang.Bound;

    public static TheoryData<string> LongInputs => new(
        Repeat("[", 200_000), Repeat("{", 200_000), Repeat("- ", 200_000), Repeat("? ", 200_000), Repeat(": ", 200_000), Repeat("a: ", 200_000),
        Repeat("&a ", 100_000), Repeat("*a ", 100_000), Repeat("!x ", 100_000), Repeat("# ", 200_000), Repeat("...\n", 100_000),
        Repeat("----\n", 100_000),
        Repeat("%\n", 100_000), Repeat("a: 'x\n", 100_000), Repeat("\t", 200_000), Repeat("{{", 100_000), Repeat("[a, ", 100_000),
        Repeat("a:\n ", 50_000),
        "a: " + Repeat("x", 5_000_000), "a: \"" + Repeat("\\n", 1_000_000) + "\"", "a: |\n" + Repeat(" x\n", 500_000),
        "a: [" + Repeat("1,", 300_000) + "]",
        Repeat(" ", 1_000_000) + "a", Repeat("- &a x\n- *a\n", 50_000), "\"" + Repeat("\n", 300_000), Repeat("$", 300_000),
        Repeat("a: $\n", 100_000));

    [Theory]
    [MemberData(nameof(LongInputs))]
    public void LongAndStrangeInput_EndsSoon(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clock = Stopwatch.StartNew();
        ReadAll(text);

        Assert.True(clock.Elapsed < _bound, $"{clock.Elapsed} for {text.Length} characters that begin with '{text[..10]}'");
    }

    [Fact]
    public void AliasBomb_IsAnError()
    {
        var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            yaml.Append('a').Append(i).Append(": &a").Append(i).Append(" [").Append(Repeat($"*a{i - 1}, ", 9)).Append("]\n");
        }

        Assert.Contains("aliases multiply", Assert.Single(Parse(yaml.ToString()).SelectMany(document => document.Errors)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a{0}: &a{0} {{<<: *a{1}}}\n", "a0: &a0 {x: 1}\n")]
    [InlineData("a{0}: &a{0} [*a{1}]\n", "a0: &a0 [x]\n")]
    public void LongChainOfAliases_IsAnError(string step, string first)
    {
        var yaml = new StringBuilder(first);
        for (var i = 1; i < 20_000; i++)
        {
            yaml.AppendFormat(null, step, i, i - 1);
        }

        Assert.Contains("through aliases", Assert.Single(Parse(yaml.ToString()).SelectMany(document => document.Errors)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void HundredLevels_AreAllowedAndMoreAreAnError()
    {
        Assert.Empty(Nested(99).Errors);
        Assert.Equal("nested deeper than 100 levels", Assert.Single(Nested(101).Errors).Message);

        static YamlDocument Nested(int levels) => Assert.Single(Parse(Repeat("[", levels) + Repeat("]", levels)));
    }

    [Fact]
    public void HundredThousandDocuments_EndSoon()
    {
        var clock = Stopwatch.StartNew();

        Assert.Equal(100_000, Parse(Repeat("---\na: 1\n", 100_000)).Count);
        Assert.Equal(100_000, ManifestReader.Read(new SourceText("x.yaml", Repeat("---\napiVersion: v1\nkind: Pod\n", 100_000))).Workloads.Count);
        Assert.True(clock.Elapsed < _bound, clock.Elapsed.ToString());
    }

    [Fact]
    public void ComposeFileOfAHundredThousandDocuments_EndsSoon()
    {
        var yaml = new StringBuilder();
        for (var i = 0; i < 100_000; i++)
        {
            yaml.Append("---\nservices: {s").Append(i).Append(": {image: x}}\n");
        }

        var clock = Stopwatch.StartNew();
        var project = ComposeLoader.Load(new SourceText("compose.yaml", yaml.ToString()));

        Assert.Equal(100, project.Services.Count);
        Assert.Equal(("more than 100 documents in a Compose file", 201), (Assert.Single(project.Errors).Message, project.Errors[0].Position.Line));
        Assert.True(clock.Elapsed < _bound, clock.Elapsed.ToString());
    }

    [Theory]
    [InlineData("services:\n  s{0}: {{extends: s{1}}}\n", "services:\n  s0: {image: x}\n")]
    [InlineData("  s{0}: {{extends: s{1}}}\n", "services:\n  s0: {image: x}\n")]
    public void LongChainOfExtends_EndsSoon(string step, string first)
    {
        var yaml = new StringBuilder(first);
        for (var i = 5_000; i > 0; i--)
        {
            yaml.AppendFormat(null, step, i, i - 1);
        }

        var clock = Stopwatch.StartNew();
        var project = ComposeLoader.Load(new SourceText("compose.yaml", yaml.ToString()));

        Assert.NotEmpty(project.Errors);
        Assert.True(clock.Elapsed < _bound, clock.Elapsed.ToString());
    }

    [Fact]
    public void TextThatIsNotUtf8_IsAnErrorWithItsLine()
    {
        Assert.False(SourceDecoder.TryDecode("compose.yaml", [.. "a: 1\nb: "u8, 0xE9, (byte)'\n'], out _, out var error));
        Assert.Equal(2, error!.Position.Line);
    }

    [Fact]
    public void BundleOfDefinitions_CostsATextSearch()
    {
        var bundle = new StringBuilder();
        for (var definition = 0; definition < 12; definition++)
        {
            bundle.Append("---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  properties:\n");
            for (var line = 0; line < 3_000; line++)
            {
                bundle.Append("              field").Append(line)
                    .Append(": {type: string, description: \"what the field means, at length # and more\"}\n");
            }
        }

        var source = new SourceText(
            "bundle.yaml", bundle.Append("---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: operator}\n").ToString());
        var clock = Stopwatch.StartNew();
        var manifests = ManifestReader.Read(source);

        Assert.Equal("operator", Assert.Single(manifests.Workloads).Name!.Value);
        Assert.True(clock.Elapsed < NoHang.Bound, clock.Elapsed.ToString());
    }

    [Fact]
    public void MutatedFiles_NeverThrow()
    {
        string[] seeds = [ComposeSeed, ManifestSeed, "a: &x {b: 1}\nc: *x\nd: !reset [\"q\", 'r', |]\n---\n%YAML 1.2\n"];
        string[] pieces = ["'", "\"", "{", "}", "[", "]", ": ", "- ", "\n", "\t", "&a ", "*a", "<<: *a\n", "|\n", ">-\n", "#", "---\n", "...\n",
            "!reset ", "${", "}", "$$", "{{", "\r\n", "\0", "\u2028", "😀", "%", "?", "  ", "\\"];
        uint state = 20250;
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 50_000; i++)
        {
            var text = new StringBuilder(seeds[i % seeds.Length]);
            for (var edit = 1 + Next(3); edit > 0; edit--)
            {
                var at = Next(text.Length);
                _ = Next(3) switch
                {
                    0 => text.Remove(at, Math.Min(1 + Next(19), text.Length - at)),
                    1 => text.Insert(at, pieces[Next(pieces.Length)]),
                    _ => text.Replace(text[at], (char)(32 + Next(95)), at, 1),
                };
            }

            ReadAll(text.ToString());
        }

        Assert.True(clock.Elapsed < NoHang.Bound, clock.Elapsed.ToString());

        int Next(int limit)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            return (int)((state >> 8) % (uint)limit);
        }
    }

    private const string ComposeSeed = """
        x-base: &base {init: true, stop_grace_period: "1m30s"}
        services:
          web:
            <<: *base
            command: sh -c "sleep ${T:-10}" && x
            environment: [A=1, B]
            pre_stop: [{command: ["a", 'b']}]
          api: {extends: web, build: .}
        """;

    private const string ManifestSeed = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: a, labels: {x: y}}
        spec:
          template:
            spec:
              terminationGracePeriodSeconds: 30
              containers:
                - name: c
                  command: ["sh", "-c", "echo $(A)"]
                  lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}
        ---
        kind: List
        items: [{kind: Pod, apiVersion: v1, spec: {}}]
        """;

    private static void ReadAll(string text)
    {
        var source = new SourceText("compose.yaml", text);
        foreach (var error in YamlParser.Parse(source).SelectMany(document => document.Errors))
        {
            Assert.InRange(error.Position.Line, 1, source.LineCount);
        }

        var project = ComposeLoader.Load(source);
        Assert.All(project.Services, service => Assert.InRange(service.Name.Location.Span.End, 0, text.Length));
        Assert.All(ManifestReader.Read(source).Workloads, workload => Assert.InRange(workload.Kind.Location.Span.End, 0, text.Length));
    }

    private static List<YamlDocument> Parse(string yaml) => YamlParser.Parse(new SourceText("x.yaml", yaml)).ToList();

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
