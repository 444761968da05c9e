using System.Text;
using System.Text.Json;

namespace Dockerlint.Tests.Entrypoints;

internal enum EntrypointForm
{
    /// <summary><c>CMD text</c>: the image's own <c>/bin/sh -c</c>, or what SHELL says.</summary>
    ShellForm,

    /// <summary><c>CMD ["dash", "-c", "text"]</c>.</summary>
    ExecForm,

    /// <summary><c>ENTRYPOINT ["/entry.sh"]</c>.</summary>
    Script,
    Compose,
    Pod,
}

/// <summary>One entrypoint in parts, each of which can be left out: the smallest one that still shows something is found by leaving out.</summary>
internal sealed record Entrypoint
{
    public required string Shell { get; init; }

    public required EntrypointForm Form { get; init; }

    /// <summary>Empty: none; <c>--init</c>: by Compose.</summary>
    public required string Init { get; init; }

    /// <summary>Without SIG.</summary>
    public required string StopSignal { get; init; }

    public required string Application { get; init; }

    public required IReadOnlyList<string> Preparations { get; init; }

    public required string Sidecar { get; init; }

    public bool SidecarIsFirst { get; init; }

    public required IReadOnlyList<string> Traps { get; init; }

    public bool TrapsAreFirst { get; init; }

    public required string Start { get; init; }

    public bool IsBackground { get; init; }

    public required string Follow { get; init; }

    /// <summary>One line with <c>;</c> rather than several lines.</summary>
    public bool JoinsLines { get; init; }

    public string Text
    {
        get
        {
            var parts = new List<string>(Preparations);
            AddIf(SidecarIsFirst, Sidecar);
            foreach (var trap in TrapsAreFirst ? Traps : [])
            {
                parts.Add(trap);
            }

            parts.Add(Start.Replace("APP", Application, StringComparison.Ordinal));
            AddIf(IsBackground, "pid=$!");
            AddIf(!SidecarIsFirst, Sidecar);
            foreach (var trap in TrapsAreFirst ? [] : Traps)
            {
                parts.Add(trap);
            }

            AddIf(true, Follow);
            return Form == EntrypointForm.ShellForm || JoinsLines
                ? Joined(parts)
                : string.Join('\n', parts) + (Form == EntrypointForm.Script ? "\n" : "");

            void AddIf(bool condition, string part)
            {
                if (condition && part.Length > 0)
                {
                    parts.Add(part);
                }
            }
        }
    }

    /// <summary>What the engine starts; <paramref name="script"/> is where the script form's file lies.</summary>
    public string[] Argv(string script)
    {
        string[] shell = Shell == "ash" ? ["busybox", "ash"] : [Shell];
        var init = Init switch { "" => [], "--init" => ["tini", "--"], var other => other.Split(' ') };
        return Form == EntrypointForm.Script ? [.. init, .. shell, script] : [.. init, .. shell, "-c", Text];
    }

    /// <summary>The files that dockerlint reads.</summary>
    public Dictionary<string, string> Files()
    {
        var from = Form == EntrypointForm.ShellForm && Shell == "ash" ? "FROM alpine:3.20\n" : "FROM debian:12\n";
        var dockerfile = new StringBuilder(from);
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["srv/env.sh"] = "C=3\n",
            ["srv/plain.py"] = "import time\n\nwhile True:\n    time.sleep(1)\n",
            ["srv/term.py"] =
                "import signal\nimport sys\nimport time\n\n\ndef stop(*_):\n    sys.exit(0)\n\n\nsignal.signal(signal.SIGTERM, stop)\nwhile True:\n"
                    + "    time.sleep(1)\n",
            ["srv/deaf.py"] = "import signal\nimport time\n\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True:\n    time.sleep(1)\n",
        };
        dockerfile.Append("COPY srv /srv\n");
        var init = Init is "" or "--init" ? [] : Init.Split(' ');
        var shell = Shell == "ash" ? "/bin/ash" : "/bin/" + Shell;
        string[] argv = Form == EntrypointForm.Script ? [.. init, "/entry.sh"] : [.. init, shell, "-c", Text];
        if (Form == EntrypointForm.Script)
        {
            dockerfile.Append("COPY --chmod=755 entry.sh /entry.sh\n");
            files["entry.sh"] = $"#!{shell}\n{Text}";
        }

        if (Form is not (EntrypointForm.Compose or EntrypointForm.Pod) && StopSignal != "TERM")
        {
            dockerfile.Append("STOPSIGNAL SIG").Append(StopSignal).Append('\n');
        }

        switch (Form)
        {
            case EntrypointForm.ShellForm:
                if (Shell == "bash")
                {
                    dockerfile.Append("SHELL [\"/bin/bash\", \"-c\"]\n");
                }

                dockerfile.Append("CMD ").Append(Text).Append('\n');
                break;
            case EntrypointForm.ExecForm or EntrypointForm.Script:
                dockerfile.Append(Form == EntrypointForm.Script ? "ENTRYPOINT " : "CMD ").Append(Json(argv)).Append('\n');
                break;
            case EntrypointForm.Compose:
                var signal = StopSignal == "TERM" ? "" : $"    stop_signal: SIG{StopSignal}\n";
                var provided = Init == "--init" ? "    init: true\n" : "";
                var command = Json(argv).Replace("$", "$$", StringComparison.Ordinal);
                files["compose.yaml"] = $"services:\n  app:\n    build: .\n{signal}{provided}    command: {command}\n";
                break;
            default:
                var lifecycle = StopSignal == "TERM" ? "" : $"          lifecycle:\n            stopSignal: SIG{StopSignal}\n";
                files["pod.yaml"] = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  template:\n    spec:\n      os:\n"
                    + "        name: linux\n      containers:\n        - name: app\n          image: app:1\n"
                    + $"          command: {Json(argv).Replace("$(", "$$(", StringComparison.Ordinal)}\n{lifecycle}";
                break;
        }

        files["Dockerfile"] = dockerfile.ToString();
        // A manifest finds the image's Dockerfile by its folder.
        return Form == EntrypointForm.Pod
            ? files.ToDictionary(file => file.Key == "pod.yaml" ? file.Key : "app/" + file.Key, file => file.Value, StringComparer.Ordinal)
            : files;
    }

    /// <summary>Every entrypoint that is this one with something left out or made plainer.</summary>
    public IEnumerable<Entrypoint> Smaller()
    {
        for (var i = 0; i < Preparations.Count; i++)
        {
            yield return this with { Preparations = [.. Preparations.Where((_, index) => index != i)] };
        }

        for (var i = 0; i < Traps.Count; i++)
        {
            yield return this with { Traps = [.. Traps.Where((_, index) => index != i)] };
            foreach (var plainer in Plainer(Traps[i]))
            {
                yield return this with { Traps = [.. Traps.Select((trap, index) => index == i ? plainer : trap)] };
            }
        }

        if (Sidecar.Length > 0)
        {
            yield return this with { Sidecar = "" };
        }

        if (Init.Length > 0)
        {
            yield return this with { Init = "" };
        }

        if (Form != EntrypointForm.ExecForm)
        {
            yield return this with { Form = EntrypointForm.ExecForm, Init = Init == "--init" ? "tini --" : Init };
        }

        if (!JoinsLines && Form != EntrypointForm.Script)
        {
            yield return this with { JoinsLines = true };
        }

        if (Follow.Length > 0)
        {
            yield return this with { Follow = "" };
        }

        var plain = IsBackground ? "APP &" : "APP";
        if (Start != plain)
        {
            yield return this with { Start = plain };
        }
    }

    /// <summary>A trap with one step less.</summary>
    private static IEnumerable<string> Plainer(string trap)
    {
        var open = trap.IndexOf('\'') is >= 0 and var quote ? quote : trap.IndexOf('{');
        var close = open < 0 ? -1 : trap.IndexOf(trap[open] == '{' ? "; }" : "'", open + 1, StringComparison.Ordinal);
        if (close < 0 || trap.IndexOf("do ", open, close - open, StringComparison.Ordinal) >= 0
            || trap.IndexOf("then ", open, close - open, StringComparison.Ordinal) >= 0)
        {
            yield break;
        }

        var steps = trap[(open + 1)..close].Split("; ");
        for (var i = 0; i < steps.Length && steps.Length > 1; i++)
        {
            var fewer = string.Join("; ", steps.Where((_, index) => index != i));
            yield return trap[..(open + 1)] + (trap[open] == '{' && i == 0 ? " " : "") + fewer + trap[close..];
        }
    }

    public override string ToString() =>
        $"{(Init.Length > 0 ? Init + " " : "")}{Shell} {Form}, SIG{StopSignal}: {Text.TrimEnd().Replace("\n", "⏎", StringComparison.Ordinal)}";

    /// <summary>Separators where the syntax wants them: none after <c>&amp;</c>, <c>{</c>, <c>then</c> or <c>do</c>.</summary>
    private static string Joined(List<string> parts)
    {
        var text = new StringBuilder();
        foreach (var line in parts.SelectMany(part => part.Split('\n')).Select(line => line.Trim()))
        {
            if (text.Length > 0)
            {
                var before = text.ToString();
                text.Append(
                    before.EndsWith('&') || before.EndsWith('{') || before.EndsWith("then", StringComparison.Ordinal)
                        || before.EndsWith("do", StringComparison.Ordinal) ? " " : "; ");
            }

            text.Append(line);
        }

        return text.ToString();
    }

    private static string Json(string[] words) => JsonSerializer.Serialize(words, _jsonOptions);

    private static readonly JsonSerializerOptions _jsonOptions = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
