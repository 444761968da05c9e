using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>
/// Go: the runtime has handlers of its own. Measured with go 1.19: without signal.Notify a program ends at once with exit code 2 on SIGTERM, SIGINT,
/// SIGHUP and SIGQUIT, as PID 1 too, and SIGUSR1 and SIGWINCH do nothing (os/signal, Default behavior of signals).
/// </summary>
internal static class GoProgram
{
    /// <summary>Of one file; programs register once or twice.</summary>
    private const int MaximumCalls = 64;

    private static readonly string[] _calls = ["signal.Notify", "signal.NotifyContext"];

    /// <summary>What ends servers in order: of net/http, grpc, echo, fiber and others.</summary>
    private static readonly string[] _draining = ["Shutdown", "GracefulStop", "ShutdownWithContext", "ShutdownWithTimeout", "Drain", "Wait"];

    /// <summary>Modules that take signals for the program.</summary>
    private static readonly string[] _takeSignals =
    [
        "go.uber.org/fx", "github.com/oklog/run", "sigs.k8s.io/controller-runtime", "github.com/go-kratos/kratos", "github.com/zeromicro/go-zero",
        "github.com/tylerb/graceful", "github.com/facebookgo/grace", "github.com/fvbock/endless", "go-micro.dev", "github.com/micro/go-micro",
        "k8s.io/apiserver", "k8s.io/component-base", "github.com/hashicorp/go-plugin", "github.com/goadesign/goa", "github.com/gookit/goutil",
        "github.com/ory/graceful",
    ];

    /// <summary>Whether a source imports one of these.</summary>
    private static readonly OncePerText<Libraries> _libraries =
        new(static source => new Libraries(Array.Exists(_takeSignals, library => source.Contains('"' + library))));

    public static RuntimeApplication? Read(string name, string signal, string module, List<SourceText>? sources)
    {
        if (sources is null)
        {
            return null;
        }

        var drains = false;
        var serves = false;
        var isUnknown = false;
        (SourceText Source, int At)? found = null;
        (SourceText Source, int At)? server = null;
        var mentions = false;
        foreach (var source in sources)
        {
            var code = SourceCode.Of(source.Content, isRust: false);
            mentions |= code.Has("signal.") || code.Has("SIGTERM") || code.Has("SetupSignalHandler");
            drains |= Array.Exists(_draining, code.HasWord);
            server ??= code.IndexOf("ListenAndServe") is >= 0 and var listens ? (source, listens) : null;
            serves |= code.Has("ListenAndServe") || code.Has(".Serve(") || code.Has(".Run(") || code.Has(".Listen(") || code.Has(".Start(");
            var calls = 0;
            foreach (var call in _calls)
            {
                for (var at = code.IndexOf(call + "("); at >= 0 && calls++ < MaximumCalls;
                    at = code.Text.IndexOf(call + "(", at + 1, StringComparison.Ordinal))
                {
                    var taken = Takes(code.Text, at + call.Length, signal);
                    isUnknown |= taken is null;
                    found = taken == true ? (source, at) : found;
                }
            }

            isUnknown |= calls > MaximumCalls;
        }

        if (found is { } notify)
        {
            return serves && !drains
                ? BuiltProgram.With(HandlesSignal.DropsWork, $"it takes {signal} and nowhere shuts its server down, which drops open requests",
                    notify.Source, notify.At, "signal.Notify".Length)
                : BuiltProgram.With(HandlesSignal.Handles, $"{name} handles {signal}", notify.Source, notify.At, "signal.Notify".Length);
        }

        if (isUnknown || mentions && !OnlyNotifies(sources)
            || Array.Exists(_takeSignals, module.Contains) || sources.Exists(static source => _libraries.Of(source.Content).Takes))
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"what {name} does with {signal} is not followed");
        }

        if (signal is "SIGTERM" or "SIGINT" or "SIGHUP" or "SIGQUIT" && server is { } listening)
        {
            return BuiltProgram.With(
                HandlesSignal.DropsWork, $"no handler of its own takes it, so Go's runtime ends it at once (exit code 2) and drops open requests",
                listening.Source, listening.At, "ListenAndServe".Length, "the server that nobody shuts down");
        }

        return signal is "SIGTERM" or "SIGINT" or "SIGHUP" or "SIGQUIT"
            ? new RuntimeApplication(HandlesSignal.EndsAtOnce, $"{name} takes no {signal}, and Go's runtime ends it at once (exit code 2)")
            : new RuntimeApplication(HandlesSignal.Ignores, $"{name} takes no {signal}, and Go's runtime lets it go by");
    }

    /// <summary>Every mention of the package is a call that was understood, or an import.</summary>
    private static bool OnlyNotifies(List<SourceText> sources) => sources.TrueForAll(static source =>
    {
        var code = SourceCode.Of(source.Content, isRust: false);
        return !code.Has("signal.Ignore") && !code.Has("SetupSignalHandler") && !code.Has("signal.Handle");
    });

    /// <summary>Whether the call's arguments name the signal; null where they are not all written out.</summary>
    private static bool? Takes(string code, int open, string signal)
    {
        var close = Close(code, open);
        if (close < 0)
        {
            return null;
        }

        var arguments = code.Substring(open + 1, close - open - 1).Split(',');
        var count = 0;
        for (var i = 1; i < arguments.Length; i++)
        {
            var argument = arguments[i].Trim();
            if (argument.Length == 0)
            {
                continue;
            }

            count++;
            var name = argument == "os.Interrupt" ? "SIGINT"
                : argument.StartsWith("syscall.SIG", StringComparison.Ordinal) || argument.StartsWith("unix.SIG", StringComparison.Ordinal)
                    ? Signals.Canonical(argument.Substring(argument.IndexOf('.') + 1))
                : argument == "os.Kill" ? "SIGKILL"
                : null;
            if (name is null)
            {
                return null;
            }

            if (name == signal)
            {
                return true;
            }
        }

        // Without a list it is every signal.
        return count == 0;
    }

    private static int Close(string code, int open)
    {
        var depth = 0;
        for (var i = open; i < code.Length && i < open + 2_000; i++)
        {
            depth += code[i] == '(' ? 1 : code[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private sealed record Libraries(bool Takes);
}
