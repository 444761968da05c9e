using Dockerlint.Text;

namespace Dockerlint.Programs.Launchers;

/// <summary>Programs made to be PID 1: they forward signals and reap.</summary>
public static class Inits
{
    /// <summary>Whether a program is an init in front of one command.</summary>
    public static bool IsInit(string name) => Find(name) is { SupervisesServices: false };

    /// <summary>Whether its whole work as PID 1 is to pass signals on and to reap, to one command or to services.</summary>
    public static bool PassesSignalsOn(string name) => Find(name) is not null;

    /// <summary>Inits that packages bring into an image, to be put in front of its command.</summary>
    public static IReadOnlyList<string> Packaged { get; } = ["tini", "dumb-init", "catatonit"];

    /// <param name="environment">What the init reads its own settings from; a null value is set but unknown.</param>
    public static Launch? Find(string name, IReadOnlyList<Argument> argv, IReadOnlyDictionary<string, string?>? environment = null)
    {
        if (Find(name) is not { SupervisesServices: false } init)
        {
            return null;
        }

        var next = LaunchOptions.Skip(argv, 1, init.ShortWithValue, init.LongWithValue);
        if (next < 0)
        {
            return null;
        }

        var options = new List<string>();
        for (var i = 1; i < next && i < argv.Count; i++)
        {
            options.Add(argv[i].Value ?? "");
        }

        return new Launch(LaunchKind.Init, LaunchManner.Forwards, next, init.Family == InitFamily.DumbInit
            ? "dumb-init forwards the signal and ends when its direct child does"
            : $"{name} forwards the signal to its child and ends when the child does")
        {
            Reaps = true, SignalsGroup = SignalsGroup(init, options, environment),
        };
    }

    /// <summary>The signal that dumb-init sends instead of the one it gets: <c>--rewrite 15:3</c>; null: the same.</summary>
    /// <param name="signal">The canonical name.</param>
    public static string? Rewritten(string name, IReadOnlyList<Argument> argv, string signal)
    {
        if (Find(name) is not { Family: InitFamily.DumbInit })
        {
            return null;
        }

        for (var i = 1; i < argv.Count && argv[i].Value is ['-', _, ..] option && option != "--"; i++)
        {
            var pair = option is "-r" or "--rewrite" ? (i + 1 < argv.Count ? argv[++i].Value : null)
                : option.StartsWith("--rewrite=", StringComparison.Ordinal) ? option.Substring("--rewrite=".Length)
                : option.StartsWith("-r", StringComparison.Ordinal) ? option.Substring(2)
                : null;
            if (pair?.Split(':') is [var from, var to] && Stops.Signals.Canonical(from) == signal)
            {
                return Stops.Signals.Canonical(to);
            }
        }

        return null;
    }

    /// <summary>Does it signal its child's whole process group or only the child?</summary>
    /// <param name="options">The words after its name; those of the started command may follow.</param>
    public static bool SignalsGroup(string name, IEnumerable<string> options) =>
        Find(name) is { } init && SignalsGroup(init, options.TakeWhile(static word => word != "--" && word is ['-', ..]), null);

    private static bool SignalsGroup(Init init, IEnumerable<string> options, IReadOnlyDictionary<string, string?>? environment) => init.Family switch
    {
        // krallin/tini README: -g, or TINI_KILL_PROCESS_GROUP set to anything.
        InitFamily.Tini => options.Any(static word => word is ['-', not '-', ..] && word.IndexOf('g') > 0)
            || environment?.ContainsKey("TINI_KILL_PROCESS_GROUP") == true,
        // Yelp/dumb-init README: -c, --single-child, or DUMB_INIT_SETSID=0.
        InitFamily.DumbInit => !options.Any(static word => word is "--single-child" or ['-', not '-', ..] && word.IndexOf('c') > 0)
            && !(environment?.TryGetValue("DUMB_INIT_SETSID", out var setsid) == true && setsid == "0"),
        _ => false,
    };

    private static Init? Find(string name) => name switch
    {
        "tini" or "tini-static" or "rust-tini" => new Init(InitFamily.Tini, "pe", []),
        // The engine's own copies: docker's is tini, podman's catatonit.
        "docker-init" => new Init(InitFamily.Tini, "pe", []),
        "catatonit" or "podman-init" => new Init(InitFamily.Other, "pe", []),
        "dumb-init" => new Init(InitFamily.DumbInit, "r", ["--rewrite"]),
        "pid1" => new Init(InitFamily.Other, "eutw", []),
        "s6-svscan" or "s6-overlay-suexec" or "my_init" => new Init(InitFamily.Other, "", []) { SupervisesServices = true },
        _ => null,
    };

    private enum InitFamily
    {
        Other,
        Tini,
        DumbInit,
    }

    private sealed record Init(InitFamily Family, string ShortWithValue, string[] LongWithValue)
    {
        public bool SupervisesServices { get; init; }
    }
}
