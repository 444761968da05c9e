using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>Rust: std installs no handler; a crate or the program itself must.</summary>
internal static class RustProgram
{
    /// <summary>Servers that take SIGTERM themselves (actix.rs/docs/server; rocket.rs, Config Shutdown; pingora, Server).</summary>
    private static readonly string[] _takeTerm = ["actix-web", "actix-server", "rocket", "pingora", "pingora-core"];

    private static readonly HashSet<string> _neutral = new(StringComparer.Ordinal);

    /// <summary>Words of signal APIs: std has none, so libc, nix, tokio, async-std's and signal-hook's.</summary>
    private static readonly string[] _signalWords =
    [
        "signal", "signals", "Signals", "signal_hook", "signal_hook_tokio", "signal_hook_registry", "async_signals", "async_signal", "sigaction",
        "SignalKind", "SigHandler", "SigSet", "signalfd", "sigwait", "SIGTERM", "SIGINT", "SIGQUIT", "ctrl_c", "ctrlc", "SignalFd",
        "tokio_graceful_shutdown", "catch_signals", "shutdown_signal",
    ];

    private static readonly string[] _longRunning =
    [
        "loop", "serve", "bind", "listen", "accept", "TcpListener", "UdpSocket", "subscribe", "consume", "interval", "recv", "poll",
    ];

    static RustProgram()
    {
        string[] neutral =
        [
            "tokio hyper axum axum-extra tower tower-http tower-service http http-body http-body-util hyper-util warp tonic prost prost-types",
            "futures futures-util bytes serde serde_json serde_yaml serde_derive toml anyhow thiserror eyre color-eyre tracing tracing-subscriber",
            "tracing-opentelemetry log env_logger simple_logger fern clap structopt reqwest ureq sqlx diesel redis rusqlite postgres tokio-postgres",
            "mongodb rand chrono time uuid regex lazy_static once_cell async-trait itertools rayon crossbeam crossbeam-channel parking_lot dashmap",
            "base64 sha2 hmac hex url urlencoding mime tokio-stream tokio-util async-std smol dotenv dotenvy config rustls native-tls openssl",
            "jsonwebtoken argon2 bcrypt tera askama handlebars rdkafka lapin rumqttc paho-mqtt prometheus socket2 mio num_cpus libc nix indexmap",
            "smallvec",
            "tokio-tungstenite tungstenite tide poem salvo gotham iron nickel rouille tiny_http",
        ];
        foreach (var row in neutral)
        {
            _neutral.UnionWith(row.Split(' '));
        }
    }

    public static RuntimeApplication? Read(string name, string signal, ImageFile cargo, List<SourceText>? sources)
    {
        if (sources is null)
        {
            return null;
        }

        var dependencies = Dependencies(cargo.Content, out var isWorkspace);
        var runsOn = false;
        SourceText? named = null;
        var (at, word) = (-1, "");
        var takesTerm = false;
        var takesInterrupt = false;
        foreach (var source in sources)
        {
            var code = SourceCode.Of(source.Content, isRust: true);
            foreach (var candidate in _signalWords)
            {
                if (named is null && code.IndexOfWord(candidate) is >= 0 and var place)
                {
                    (named, at, word) = (source, place, candidate);
                }
            }

            takesTerm |= code.HasWord("SIGTERM") || code.HasWord("TERM_SIGNALS") || code.HasWord("catch_signals")
                || code.HasWord("SignalKind") && code.HasWord("terminate");
            takesInterrupt |= code.HasWord("ctrl_c") || code.HasWord("set_handler") && code.HasWord("ctrlc");
            runsOn |= Array.Exists(_longRunning, code.HasWord);
        }

        takesTerm |= takesInterrupt && HasTerminationFeature(cargo.Content);
        if (named is not null && (signal == "SIGTERM" && takesTerm || signal == "SIGINT" && takesInterrupt))
        {
            return BuiltProgram.With(HandlesSignal.Handles, $"{name} handles {signal}", named, at, word.Length);
        }

        if (dependencies.Find(static crate => Array.IndexOf(_takeTerm, crate) >= 0) is { } server)
        {
            return signal is "SIGTERM" or "SIGINT"
                ? new RuntimeApplication(HandlesSignal.Handles, $"{server}, which {name} is built on, handles {signal}")
                : new RuntimeApplication(HandlesSignal.Unknown, $"what {server} does on {signal} is not known");
        }

        if (named is not null && !(takesInterrupt && word is "signal" or "ctrl_c" or "ctrlc" or "shutdown_signal" && signal == "SIGTERM"
            && !UsesAnotherApi(sources)))
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"the source of {name} uses {word}");
        }

        if (!runsOn)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"{name} may end by itself");
        }

        var unknown = isWorkspace ? "a workspace's other crates are" : dependencies.Find(crate => !_neutral.Contains(crate)) is { } other
            ? $"the crate {other} is" : null;
        return BuiltProgram.Without(name, signal, takesInterrupt ? "ctrl_c is SIGINT only" : "Rust installs none", sources[0],
            unknown is null ? null : $"{unknown} taken to install no handler");
    }

    private static bool UsesAnotherApi(List<SourceText> sources)
    {
        string[] others = ["SignalKind", "Signals", "signal_hook", "signal_hook_tokio", "sigaction", "SigHandler", "SigSet", "signalfd", "SIGTERM"];
        return sources.Exists(source => SourceCode.Of(source.Content, isRust: true) is var code
            && Array.Exists(others, code.HasWord));
    }

    /// <summary>ctrlc with its feature <c>termination</c> takes SIGTERM and SIGHUP, too (docs.rs/ctrlc).</summary>
    private static bool HasTerminationFeature(string manifest)
    {
        foreach (var line in manifest.Split('\n'))
        {
            if (line.Contains("termination") && !line.TrimStart().StartsWith("#", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The names below <c>[dependencies]</c>, and of <c>[dependencies.NAME]</c>.</summary>
    private static List<string> Dependencies(string manifest, out bool isWorkspace)
    {
        var names = new List<string>();
        var inDependencies = false;
        isWorkspace = false;
        foreach (var raw in manifest.Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith("[", StringComparison.Ordinal))
            {
                var section = line.Trim('[', ']');
                isWorkspace |= section == "workspace";
                inDependencies = section.EndsWith("dependencies", StringComparison.Ordinal) && !section.Contains("dev-")
                    && !section.Contains("build-");
                if (section.StartsWith("dependencies.", StringComparison.Ordinal))
                {
                    names.Add(section.Substring("dependencies.".Length));
                }
            }
            else if (inDependencies && line.IndexOf('=') is > 0 and var equals && line[0] != '#')
            {
                names.Add(line.Substring(0, equals).Trim().Trim('"').Split('.')[0]);
            }
        }

        return names;
    }
}
