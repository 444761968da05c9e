using System.Collections.Concurrent;
using System.Text.Json;
using Dockerlint.Tests.Cli;
using Dockerlint.Tests.Pages;
using Json.Schema;

namespace Dockerlint.Tests.Output;

/// <summary>What the command writes is what <c>docs/schemas</c> promises, and SARIF is what OASIS promises.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly JsonSchema _sarif = Sarif();
    private static readonly ConcurrentDictionary<string, Lazy<JsonSchema>> _own = new(StringComparer.Ordinal);

    private readonly WorkFolder _folder = new();

    public SchemaTests() => _folder.Write("a/Dockerfile", WorkFolder.ShellForm)
        .Write("n/Dockerfile", "FROM node:22-slim\nCOPY . .\nCMD npm start && node server.js\n").Write("n/server.js", WorkFolder.Handler)
        .Write("b/compose.yaml", "services:\n  a:\n    image: nginx:1.27\n    stop_grace_period: 0s\n  b:\n    build: ../n\n"
            + "    pre_stop:\n      - command: sleep 4\n")
        .Write("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: live}\nspec:\n  terminationGracePeriodSeconds: 10\n"
            + "  containers:\n"
            + "    - name: a\n      image: registry.example.org/x:1\n      command: [sh, -c, \"cd /; gunicorn --graceful-timeout 20 a:b\"]\n"
            + "      lifecycle: {preStop: {exec: {command: [sleep, \"20\"]}}}\n")
        .Write("chart/Chart.yaml", "apiVersion: v2\nname: c\n").Write("chart/templates/d.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  {{ .x }}\n")
        .Write("Dockerfile.j2", "FROM {{ x }}\n").Write("Dockerfile.part", "ENV A=1\n").Write("broken.Dockerfile", "FORM x\n")
        .Write("spark.yaml", "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata: {name: s}\nspec: {image: x}\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("check", "check", ".", "nowhere", "--format", "json")]
    [InlineData("check", "check", "chart", "--allow-empty", "--format", "json")]
    [InlineData("trace", "trace", ".", "--format", "json")]
    [InlineData("rules", "rules", "--format", "json")]
    public void Json_IsWhatItsSchemaSays(string schema, params string[] args) => Valid(Own(schema), _folder.Run(args).Output);

    [Fact]
    public void Baseline_IsWhatItsSchemaSays()
    {
        _folder.Run(".", "--baseline", "base.json", "--write-baseline", "--until", "2027-01-31");

        Valid(Own("baseline"), _folder.Read("base.json"));
        Assert.Contains("\"until\"", _folder.Read("base.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".", "nowhere")]
    [InlineData("chart", "--allow-empty")]
    [InlineData("a")]
    public void Sarif_IsWhatItsSchemaSays(params string[] args) => Valid(_sarif, _folder.Run([.. args, "--format", "sarif"]).Output);

    [Fact]
    public void Sarif_TellsOfItsRulesAndItsBase()
    {
        using var document = JsonDocument.Parse(_folder.Run(".", "--format", "sarif").Output);
        var run = document.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();

        Assert.All(rules, static rule =>
        {
            var properties = rule.GetProperty("properties");
            Assert.Contains("graceful-shutdown", properties.GetProperty("tags").EnumerateArray().Select(static tag => tag.GetString()));
            Assert.Contains(properties.GetProperty("precision").GetString(), (string[])["very-high", "high", "medium"]);
        });
        var place = run.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");
        Assert.True(run.GetProperty("originalUriBaseIds").TryGetProperty(place.GetProperty("uriBaseId").GetString()!, out _));
        Assert.DoesNotContain(_folder.Path, document.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>A schema that accepts everything would prove nothing.</summary>
    [Theory]
    [InlineData("check")]
    [InlineData("trace")]
    [InlineData("rules")]
    [InlineData("baseline")]
    [InlineData("time")]
    public void Schema_RefusesWhatItDoesNotKnow(string schema)
    {
        Assert.False(Own(schema).Evaluate(Parsed("{\"schema\": 1, \"surprise\": 1}")).IsValid);
        Assert.False(Own(schema).Evaluate(Parsed("{}")).IsValid);
    }

    /// <summary>The library keeps each address once.</summary>
    private static JsonSchema Own(string name) => _own.GetOrAdd(name, static name => new Lazy<JsonSchema>(() =>
        JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "docs/schemas", name + ".schema.json"))))).Value;

    private static JsonElement Parsed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>Written in draft 4, whose <c>id</c> is the <c>$id</c> of today; nothing else of it has changed its meaning.</summary>
    private static JsonSchema Sarif()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "dockerlint/tests/Dockerlint.Tests/Output/Schemas/sarif-2.1.0.schema.json"));
        return JsonSchema.FromText(text.Replace("http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-07/schema#",
            StringComparison.Ordinal).Replace("\n  \"id\":", "\n  \"$id\":", StringComparison.Ordinal));
    }

    private static void Valid(JsonSchema schema, string json)
    {
        var result = schema.Evaluate(
            Parsed(json), new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });

        var errors = (result.Details ?? []).Where(static detail => detail.Errors is { Count: > 0 }).Take(10)
            .Select(static detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Select(static error => error.Value))}");
        Assert.True(result.IsValid, string.Join('\n', errors));
    }
}
