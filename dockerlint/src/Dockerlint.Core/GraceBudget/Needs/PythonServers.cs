using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.SignalPath;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget.Needs;

/// <summary>gunicorn, uvicorn and hypercorn: how long they let open requests finish.</summary>
internal static class PythonServers
{
    /// <summary><c>--graceful-timeout</c>, 30 s by default (docs.gunicorn.org, Settings); <c>-t</c> is another matter: a worker's silence.</summary>
    public static Amount Gunicorn(Hop hop, Container container)
    {
        if (Flag(hop.Argv, "--graceful-timeout") is { } written)
        {
            return written with { Source = "gunicorn --graceful-timeout" };
        }

        if (container.Environment.TryGetValue("GUNICORN_CMD_ARGS", out string? arguments) && arguments is not null)
        {
            var words = arguments.Split([' '], StringSplitOptions.RemoveEmptyEntries).Select(static word => Argument.Known(word, null)).ToArray();
            if (Flag(words, "--graceful-timeout") is { } set)
            {
                return set with { Source = "GUNICORN_CMD_ARGS --graceful-timeout" };
            }
        }

        // A configuration file may set it.
        return HasFlag(hop.Argv, "-c") || HasFlag(hop.Argv, "--config")
            ? new Amount(null, "gunicorn's configuration file", null, IsDefault: true)
            : new Amount(30, "gunicorn default graceful-timeout", null, IsDefault: true);
    }

    /// <summary><c>--timeout-graceful-shutdown</c>; without it uvicorn waits for its requests without a limit (uvicorn.org, Settings).</summary>
    public static Amount Uvicorn(Hop hop) => Flag(hop.Argv, "--timeout-graceful-shutdown") is { } written
        ? written with { Source = "uvicorn --timeout-graceful-shutdown" }
        : new Amount(null, "uvicorn waits for its open requests without a limit", null, IsDefault: true);

    /// <summary><c>--graceful-timeout</c>, 3 s by default (hypercorn docs, Configuration).</summary>
    public static Amount Hypercorn(Hop hop) => Flag(hop.Argv, "--graceful-timeout") is { } written
        ? written with { Source = "hypercorn --graceful-timeout" }
        : new Amount(3, "hypercorn default graceful-timeout", null, IsDefault: true);

    /// <summary>A warm shutdown waits for the running tasks; <c>--time-limit</c> bounds each (docs.celeryq.dev, Workers Guide).</summary>
    public static Amount Celery(Hop hop) => Flag(hop.Argv, "--time-limit") is { } written
        ? written with { Source = "celery --time-limit" }
        : new Amount(null, "celery waits for its running tasks without a limit", null, IsDefault: true);

    private static Amount? Flag(IReadOnlyList<Argument> argv, string flag)
    {
        for (int i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is not { } word || !word.StartsWith(flag, StringComparison.Ordinal))
            {
                continue;
            }

            (string? text, SourceLocation? location) = word.Length == flag.Length && i + 1 < argv.Count ? (argv[i + 1].Value, argv[i + 1].Location)
                : word.Length > flag.Length && word[flag.Length] == '=' ? (word.Substring(flag.Length + 1), argv[i].Location)
                : (null, argv[i].Location);
            return new Amount(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) ? seconds : null, flag, location, IsDefault: false);
        }

        return null;
    }

    private static bool HasFlag(IReadOnlyList<Argument> argv, string flag)
    {
        for (int i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is { } word && (word == flag || word.StartsWith(flag + "=", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
