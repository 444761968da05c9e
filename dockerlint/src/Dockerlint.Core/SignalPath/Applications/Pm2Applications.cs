using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Programs;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>An application of pm2: it gets SIGINT, and SIGKILL <paramref name="KillTimeout"/> later.</summary>
internal sealed record Pm2Application(string Name, IReadOnlyList<Argument> Command, string? Folder, string Signal, Amount KillTimeout);

/// <summary>
/// What <c>pm2-runtime</c> starts, from its command line or its ecosystem file (pm2.keymetrics.io/docs/usage/application-declaration;
/// constants.js: KILL_TIMEOUT 1600 ms, KILL_SIGNAL SIGINT).
/// </summary>
internal sealed class Pm2Applications(Container container, IJavaScriptReader reader)
{
    private const double DefaultKillTimeout = 1.6;

    /// <summary>Options of pm2 that take a value.</summary>
    private static readonly string[] _withValue =
    [
        "-n", "--name", "-i", "--instances", "-k", "--kill-timeout", "--listen-timeout", "--max-memory-restart", "--restart-delay", "--env",
        "--only", "-o", "--output", "-e", "--error", "-l", "--log", "-p", "--pid", "--cwd", "--interpreter", "--node-args",
        "--interpreter-args", "-u", "--user", "--namespace", "--delay", "-f", "--max-restarts", "--secret", "--public", "--machine-name",
    ];

    private static readonly string[] _ecosystems = ["ecosystem.config.js", "ecosystem.config.cjs", "ecosystem.config.mjs", "ecosystem.json"];

    public IReadOnlyList<Pm2Application> Of(IReadOnlyList<Argument> argv)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is not { } word)
            {
                return [];
            }

            if (word.StartsWith("-", StringComparison.Ordinal))
            {
                i += Array.IndexOf(_withValue, word) >= 0 ? 1 : 0;
            }
            else if (word is not ("start" or "startOrReload" or "startOrRestart"))
            {
                return IsEcosystem(word) ? OfEcosystem(word, argv) : [OfScript(argv, i, word)];
            }
        }

        foreach (var path in _ecosystems)
        {
            if (container.Files.FindInWorkDir(path) is not null)
            {
                return OfEcosystem(path, argv);
            }
        }

        return [];
    }

    private static bool IsEcosystem(string word) => word.EndsWith(".json", StringComparison.Ordinal)
        || word.EndsWith(".config.js", StringComparison.Ordinal) || word.EndsWith(".config.cjs", StringComparison.Ordinal)
        || word.EndsWith(".config.mjs", StringComparison.Ordinal) || ProgramName.Of(word).StartsWith("ecosystem", StringComparison.Ordinal);

    private Pm2Application OfScript(IReadOnlyList<Argument> argv, int index, string script)
    {
        var command = new List<Argument>();
        var interpreter = argv.Option("--interpreter")?.Text;
        if (interpreter is not null && interpreter != "none" || interpreter is null && IsJavaScript(script))
        {
            command.Add(Argument.Known(interpreter ?? "node", argv[index].Location));
        }

        command.Add(argv[index]);
        for (var i = index + 1; i < argv.Count; i++)
        {
            if (argv[i].Value == "--")
            {
                command.AddRange(argv.Skip(i + 1));
                break;
            }
        }

        var written = argv.Option("--kill-timeout") ?? argv.Option("-k");
        return new Pm2Application(script, command, null, KillSignal,
            written is { } option ? KillTimeout(option.Text, "pm2 --kill-timeout", option.Location) : Default);
    }

    /// <summary>What pm2 runs with node unless told otherwise.</summary>
    private static bool IsJavaScript(string script) => script is "." || ProgramName.Of(script).IndexOf('.') < 0 && script.IndexOf('/') >= 0
        || script.EndsWith("js", StringComparison.Ordinal) || script.EndsWith(".ts", StringComparison.Ordinal);

    private List<Pm2Application> OfEcosystem(string path, IReadOnlyList<Argument> argv)
    {
        var applications = new List<Pm2Application>();
        if (container.Files.FindInWorkDir(path) is not { } file || reader.ReadExport(path, file.Content) is not { } root)
        {
            return applications;
        }

        var only = argv.Option("--only")?.Text;
        foreach (var application in Entries(root))
        {
            if (application["script"] is { } script && (only is null || application["name"] == only))
            {
                applications.Add(OfEntry(application, script, file));
            }
        }

        return applications;
    }

    private static IReadOnlyList<JavaScriptValue> Entries(JavaScriptValue root) =>
        root.Members.TryGetValue("apps", out var apps) ? apps.Items.Count > 0 ? apps.Items : [apps]
        : root.Items.Count > 0 ? root.Items
        : [root];

    private Pm2Application OfEntry(JavaScriptValue application, string script, ImageFile file)
    {
        var location = file.Locate(application.Members["script"].Span);
        var command = new List<Argument>();
        var interpreter = application["interpreter"];
        if (interpreter is not (null or "none") || interpreter is null && (IsJavaScript(script) || script.IndexOf(' ') < 0))
        {
            command.Add(Argument.Known(interpreter ?? "node", location));
        }

        foreach (var word in script.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            command.Add(Argument.Known(word, location));
        }

        var arguments = application.Members.TryGetValue("args", out var written) ? written : null;
        command.AddRange((arguments?.Text?.Split([' '], StringSplitOptions.RemoveEmptyEntries) ?? [])
            .Select(word => Argument.Known(word, location)));
        command.AddRange((arguments?.Items ?? []).Select(item => new Argument(item.Text, item.Text ?? "", location)));
        var timeout = application.Members.TryGetValue("kill_timeout", out var set)
            ? KillTimeout(set.Text, "pm2 kill_timeout", file.Locate(set.Span))
            : application.Members.ContainsKey("...") ? new Amount(null, "pm2 kill_timeout", null, IsDefault: true)
            : Default;
        return new Pm2Application(application["name"] ?? script, command, application["cwd"], KillSignal, timeout);
    }

    private string KillSignal => container.Environment.TryGetValue("PM2_KILL_SIGNAL", out var signal) ? signal ?? "SIGINT" : "SIGINT";

    private Amount Default => container.Environment.TryGetValue("PM2_KILL_TIMEOUT", out var set)
        ? KillTimeout(set, "PM2_KILL_TIMEOUT", container.LocationOfVariable("PM2_KILL_TIMEOUT"))
        : new Amount(DefaultKillTimeout, "pm2's default kill_timeout", null, IsDefault: true);

    private static Amount KillTimeout(string? milliseconds, string source, SourceLocation? location) =>
        new(double.TryParse(milliseconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value / 1000 : null, source, location,
            IsDefault: false);
}
