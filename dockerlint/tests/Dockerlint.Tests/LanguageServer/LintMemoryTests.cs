using Dockerlint.Containers;
using Dockerlint.CSharp;
using Dockerlint.JavaScript;
using Dockerlint.Linting;
using Dockerlint.Text;

namespace Dockerlint.Tests.LanguageServer;

/// <summary>A run that remembers says what one says that does not: after every edit, whatever hangs together.</summary>
public sealed class LintMemoryTests
{
    private static readonly Dictionary<string, string> _repository = new(StringComparer.Ordinal)
    {
        ["Dockerfile"] = "FROM debian:12\nARG RUNNER=sh\nCOPY entry.sh /\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"node\", \"server.js\"]\n",
        ["entry.sh"] = "#!/bin/sh\nset -e\n. ./lib.sh\nexec \"$@\"\n",
        ["lib.sh"] = "trap 'exit 0' TERM\n",
        ["api/Dockerfile"] = "FROM node:22\nCOPY server.js run.sh ./\nCMD npm start\n",
        ["api/run.sh"] = "#!/bin/bash\nnode server.js\n",
        ["api/server.js"] = "process.on('SIGTERM', () => process.exit(0));\n",
        ["api/package.json"] = "{ \"scripts\": { \"start\": \"node server.js\" } }\n",
        ["compose.yaml"] = """
            services:
              web:
                build: .
                init: true
              api:
                build:
                  context: api
                  args: { A: b }
                image: example/api
                stop_grace_period: 5s
                command: ["./run.sh"]

            """,
        ["compose.override.yaml"] = "services:\n  web:\n    stop_grace_period: 0s\n",
        ["k8s/api.yaml"] = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: api }
            spec:
              template:
                metadata: { labels: { app: api } }
                spec:
                  terminationGracePeriodSeconds: 3
                  containers:
                    - name: api
                      image: example/api
                      lifecycle:
                        preStop:
                          exec: { command: ["sleep", "5"] }

            """,
        ["k8s/service.yaml"] = "apiVersion: v1\nkind: Service\nmetadata: { name: api }\nspec:\n  selector: { app: api }\n  ports: [{ port: 80 }]\n",
        ["k8s/kustomization.yaml"] = """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [api.yaml]
            patches:
              - path: patch.yaml

            """,
        ["k8s/patch.yaml"] = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: api }
            spec:
              template:
                spec:
                  terminationGracePeriodSeconds: 60

            """,
        ["k8s/script.yaml"] = """
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: scripts }
            data:
              run.sh: |
                node server.js
            ---
            apiVersion: v1
            kind: Pod
            metadata: { name: job }
            spec:
              containers:
                - name: job
                  image: node:22
                  command: ["sh", "/s/run.sh"]
                  volumeMounts: [{ name: s, mountPath: /s }]
              volumes: [{ name: s, configMap: { name: scripts } }]

            """,
    };

    /// <summary>What a line becomes: things that matter to a stop, and things that break a file.</summary>
    private static readonly string[] _lines =
    [
        "", "exec node server.js", "node server.js &", "wait", "CMD node server.js", "CMD [\"node\", \"server.js\"]",
        "ENTRYPOINT [\"tini\", \"--\"]", "FROM alpine:3", "FROM node:22 AS x", "STOPSIGNAL SIGINT", "# dockerlint ignore=STOP2001 because",
        "    init: false", "    stop_grace_period: 1s",
        "    image: nginx:1.27", "  other:", "    build: api", "      terminationGracePeriodSeconds: 0", "kind: StatefulSet",
        "metadata: { name: other }",
        "trap '' TERM", "set +e", "ENV A=b", "x: [", "{",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AfterEveryEdit_TheSameAsWithout(int seed)
    {
        var random = new Random(seed);
        var files = new Dictionary<string, string>(_repository, StringComparer.Ordinal);
        var texts = files.ToDictionary(file => file.Key, file => new SourceText(file.Key, file.Value), StringComparer.Ordinal);
        var inputs = new SortedDictionary<string, LintInput?>(StringComparer.Ordinal);
        var memory = new LintMemory();
        foreach (var path in files.Keys)
        {
            Recognise(inputs, texts[path]);
        }

        for (var step = 0; step < 150; step++)
        {
            var path = files.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(files.Count));
            // Now and then as it was, so that things hang together again.
            files[path] = random.Next(3) == 0 ? _repository[path] : Changed(files[path], random);
            texts[path] = new SourceText(path, files[path]);
            Recognise(inputs, texts[path]);

            var remembering = Check(inputs, new Texts(texts), memory);
            var alone = Check(inputs, new Texts(texts), null);
            Assert.True(alone == remembering, $"step {step}, {path}:\n{files[path]}\nwithout memory:\n{alone}\nwith:\n{remembering}");
        }
    }

    private static string Check(SortedDictionary<string, LintInput?> inputs, Texts reader, LintMemory? memory)
    {
        // A run of its own parses anew: nothing may hang on an object that only the memory has kept.
        List<LintInput> read = memory is not null ? [.. inputs.Values.OfType<LintInput>()]
            : [.. inputs.Values.OfType<LintInput>().Select(input => input.With(input.Source))];
        var sources = new ApplicationSources(new DotNetProjects(reader), new JavaScriptReader());
        var result = LintRun.Check(LintRun.Read(read, reader, sources, null, memory));
        return string.Join('\n', result.Findings.Select(finding =>
            $"{finding.Location} {finding.Location.Start} {finding.Rule.Id} {finding.Severity} {finding.Subject}: {finding.Message} "
            + $"[{string.Join("; ", finding.Evidence)}] {finding.Fix?.Title}")
            .Concat(result.Errors.Select(error => error.ToString())));
    }

    private static void Recognise(SortedDictionary<string, LintInput?> inputs, SourceText text)
    {
        if (InputKind.IsCandidate(Path.GetFileName(text.Path)))
        {
            inputs[text.Path] = InputKind.Recognise(text, isNamed: false).Input;
        }
    }

    private static string Changed(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var at = random.Next(lines.Count);
        switch (random.Next(3))
        {
            case 0:
                lines.Insert(at, _lines[random.Next(_lines.Length)]);
                break;
            case 1:
                lines[at] = _lines[random.Next(_lines.Length)];
                break;
            default:
                lines.RemoveAt(at);
                break;
        }

        return string.Join('\n', lines);
    }

    private sealed class Texts(Dictionary<string, SourceText> texts) : IFileReader
    {
        public SourceText? TryRead(string path) => texts.GetValueOrDefault(path);

        public IEnumerable<string> EnumerateFiles(string directory) =>
            texts.Keys.Where(path => directory.Length == 0 || path.StartsWith(directory + "/", StringComparison.Ordinal));

        public bool Exists(string path) => texts.ContainsKey(path);
    }
}
