using BenchmarkDotNet.Attributes;
using Dockerlint.Containers;
using Dockerlint.Linting;
using Dockerlint.Text;

namespace Dockerlint.Benchmarks;

/// <summary>Many files at once: the time per file must not grow with their number.</summary>
[MemoryDiagnoser]
public class Folders
{
    private const string Manifest = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: app-{0}
        spec:
          replicas: 3
          selector:
            matchLabels: {{ app: app-{0} }}
          template:
            metadata:
              labels: {{ app: app-{0} }}
            spec:
              terminationGracePeriodSeconds: 45
              containers:
                - name: app
                  image: registry.example.org/app-{0}:1.0
                  command: ["sh", "-c", "exec /app/server"]
                  ports: [{{ containerPort: 8080 }}]
                  lifecycle:
                    preStop:
                      exec: {{ command: ["sleep", "5"] }}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: app-{0}
        spec:
          selector: {{ app: app-{0} }}
          ports: [{{ port: 80, targetPort: 8080 }}]
        """;

    private static readonly MemoryFiles _files = new(new Dictionary<string, string>());
    private SourceText[] _dockerfiles = [];
    private SourceText[] _manifests = [];

    [Params(1_000, 10_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _dockerfiles = [.. Enumerable.Range(0, Count).Select(static i => new SourceText($"app-{i}/Dockerfile", TypicalDockerfile.Text))];
        _manifests = [
            .. Enumerable.Range(0, Count)
            .Select(
                static i => new SourceText(
                    $"k8s/app-{i}.yaml",
                    Manifest.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
                        .Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)))];
    }

    [Benchmark]
    public int Dockerfiles() => Check(_dockerfiles);

    [Benchmark]
    public int Manifests() => Check(_manifests);

    private static int Check(SourceText[] sources)
    {
        var inputs = sources.Select(static source => InputKind.Recognise(source, isNamed: true).Input!).ToList();
        return LintRun.Check(LintRun.Read(inputs, _files, ApplicationSources.None)).Findings.Count;
    }
}
