using System.Text.RegularExpressions;

namespace Docker.Tests.Predictions;

/// <summary>The stop matrix with applications that can be read, Compose and pod overrides of it, and node with its package manager.</summary>
internal static partial class PredictionMatrix
{
    private static readonly Dictionary<string, string> _images = new()
    {
        ["dash"] = "python:3.13-slim-bookworm", ["bash"] = "amazonlinux:2023", ["ash"] = "python:3.13-alpine", ["node"] = "node:22-bookworm-slim",
    };

    private const string Slow = """["python3", "/srv/slow.py"]""";

    // What Compose lays over an image: (words, Dockerfile, service).
    private static readonly (string Words, string Dockerfile, string Service)[] _overrides =
    [
        ("a command string is no shell", "CMD [\"nowhere\"]", "command: python3 /srv/slow.py"),
        ("a command list with a shell", $"CMD {Slow}", """command: ["sh", "-c", "python3 /srv/slow.py"]"""),
        ("a command list with a shell that execs", $"CMD {Slow}", """command: ["sh", "-c", "exec python3 /srv/slow.py"]"""),
        ("a command string with a shell and more to do", $"CMD {Slow}", "command: sh -c 'python3 /srv/slow.py; echo after'"),
        ("entrypoint tini", $"CMD {Slow}", $"entrypoint: [tini, --]\n    command: {Slow}"),
        ("entrypoint drops the image's init", $"ENTRYPOINT [\"tini\", \"--\"]\nCMD {Slow}",
            """entrypoint: ["sh", "-c", "python3 /srv/slow.py; echo after"]"""),
        ("a shell behind the image's init", "ENTRYPOINT [\"tini\", \"--\"]\nCMD [\"nowhere\"]",
            """command: ["sh", "-c", "python3 /srv/slow.py; echo after"]"""),
        ("init over a shell", $"CMD {Slow}", "init: true\n    command: sh -c 'python3 /srv/slow.py; echo after'"),
        ("init over the application", $"CMD {Slow}", "init: true"),
        ("init over an application without a handler", "CMD [\"python3\", \"/srv/none.py\"]", "init: true"),
        ("no handler, no init", "CMD [\"python3\", \"/srv/none.py\"]", "init: false"),
        ("SIGINT for KeyboardInterrupt", "CMD [\"python3\", \"/srv/interrupt.py\"]", "stop_signal: SIGINT"),
        ("SIGQUIT that nobody handles", "CMD [\"python3\", \"/srv/interrupt.py\"]", "stop_signal: SIGQUIT"),
    ];

    // What a pod lays over an image: command replaces ENTRYPOINT, args replaces CMD.
    private static readonly (string Words, string Dockerfile, string Container)[] _podOverrides =
    [
        ("a command with a shell", $"ENTRYPOINT [\"tini\", \"--\"]\nCMD {Slow}", """command: ["sh", "-c", "python3 /srv/slow.py; echo after"]"""),
        ("a command that execs", $"CMD {Slow}", """command: ["sh", "-c", "exec python3 /srv/slow.py"]"""),
        ("args behind the image's init", "ENTRYPOINT [\"tini\", \"--\"]", $"args: {Slow}"),
        ("args without a handler", $"CMD {Slow}", """args: ["python3", "/srv/none.py"]"""),
    ];

    private static readonly (string Words, string Dockerfile)[] _nodeForms =
    [
        ("exec form", """CMD ["node", "/srv/APP"]"""),
        ("shell form", "CMD node /srv/APP"),
        ("sh -c exec", """CMD ["sh", "-c", "exec node /srv/APP"]"""),
        ("npm start", "WORKDIR /srv\nCOPY package.json .\nCMD [\"npm\", \"start\"]"),
        ("npm start over exec", "WORKDIR /srv\nCOPY exec.json package.json\nCMD [\"npm\", \"start\"]"),
        ("tini", "ENTRYPOINT [\"tini\", \"--\"]\nCMD [\"node\", \"/srv/APP\"]"),
        ("tini over the shell form", "ENTRYPOINT [\"tini\", \"--\"]\nCMD node /srv/APP"),
        ("dumb-init over the shell form", "ENTRYPOINT [\"dumb-init\", \"--\"]\nCMD node /srv/APP"),
    ];

    public static IReadOnlyList<PredictionCase> Cases { get; } = [.. FromStopMatrix(), .. Composed(), .. Pods(), .. Node()];

    private static IEnumerable<PredictionCase> FromStopMatrix() =>
        from row in StopMatrix.Cases
        let files = row.Files.ToDictionary(file => "web/" + file.Key, file => Readable(file.Value), StringComparer.Ordinal)
        let instructions = Readable(row.Dockerfile[(row.Dockerfile.IndexOf('\n', StringComparison.Ordinal) + 1)..])
        let compose = row.EngineInit ? "init: true" : null
        select Case(row.Sentence, row.Shell, instructions, files, compose) with { Expected = row.Expected };

    private static IEnumerable<PredictionCase> Composed() =>
        from shell in new[] { "dash", "bash", "ash" }
        from one in _overrides
        select Case($"Compose: {one.Words} ({shell})", shell, one.Dockerfile + "\n", [], one.Service);

    private static IEnumerable<PredictionCase> Pods() =>
        from shell in new[] { "dash", "ash" }
        from one in _podOverrides
        select Case($"pod: {one.Words} ({shell})", shell, one.Dockerfile + "\n", new() { ["deployment.yaml"] = Deployment(one.Container) },
            compose: null, one.Container);

    private static IEnumerable<PredictionCase> Node() =>
        from app in new[] { "term.js", "none.js" }
        from form in _nodeForms
        select Case(
            $"node {(app == "term.js" ? "with" : "without")} a handler, {form.Words}", "node",
            form.Dockerfile.Replace("APP", app, StringComparison.Ordinal) + "\n",
            new()
            {
                ["web/package.json"] = $$"""{ "private": true, "scripts": { "start": "node /srv/{{app}}" } }""",
                ["web/exec.json"] = $$"""{ "private": true, "scripts": { "start": "exec node /srv/{{app}}" } }""",
            },
            compose: null);

    private static PredictionCase Case(string sentence, string shell, string instructions, Dictionary<string, string> files, string? compose,
        string also = "")
    {
        var text = string.Concat(files.Values) + instructions + compose + also;
        var used = Programs.All.Where(program => text.Contains("/srv/" + program.Key, StringComparison.Ordinal)).ToList();
        foreach (var (name, source) in used)
        {
            files["web/" + name] = source;
        }

        var copies = string.Concat(used.Select(program => $"COPY {program.Key} /srv/{program.Key}\n"));
        files["web/Dockerfile"] = $"ARG BASE_IMAGE={_images[shell]}\nFROM ${{BASE_IMAGE}}\n{copies}{instructions}";
        if (compose is not null)
        {
            files["compose.yaml"] = $"services:\n  web:\n    build: ./web\n    stop_grace_period: 2s\n    {compose}\n";
        }

        return new PredictionCase(sentence, _images[shell], shell, files);
    }

    private static string Deployment(string container) => $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {"{"} app: web {"}"}
          template:
            metadata:
              labels: {"{"} app: web {"}"}
            spec:
              terminationGracePeriodSeconds: 2
              containers:
                - name: web
                  image: registry.example/web:1.0
                  {container}

        """.ReplaceLineEndings("\n");

    // The matrix's probe takes its mode as an argument; here each mode is a program of its own, whose source can be read.
    private static string Readable(string text) => InShell().Replace(
        Quoted()
            .Replace(text,
                match =>
                    $"{match.Groups[1]}python3{match.Groups[1]}, {match.Groups[1]}/srv/{Program(match.Groups[2].Value, match.Groups[3].Value)}"
                        + $"{match.Groups[1]}"),
        match => $"python3 /srv/{Program(match.Groups[1].Value, match.Groups[2].Value)}");

    private static string Program(string mode, string seconds) => mode + (seconds == "30" ? "30" : "") + ".py";

    [GeneratedRegex("""(["'])app\1, \1(\w+)\1(?:, \1([\d.]+)\1)?""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bapp (\w+)(?: ([\d.]+))?")]
    private static partial Regex InShell();
}
