using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs.Servers;

internal static class Gunicorn
{
    private const string Option = "--graceful-timeout";

    /// <summary>Seconds (docs.gunicorn.org, Settings: graceful_timeout).</summary>
    private const double Default = 30;

    public static readonly KnownProgram Program = new("gunicorn", "docs.gunicorn.org/en/stable/signals.html")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Drains, Int = SignalEffect.Quits, Quit = SignalEffect.Quits,
            Hup = SignalEffect.Reloads, Winch = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
        },
        Drain = Drain,
        WeightOf = static argv => argv.HasWord("--check-config") || argv.HasWord("--print-config") ? CommandWeight.Step
            : argv.HasWord("-D") || argv.HasWord("--daemon") ? CommandWeight.Daemon : null,
    };

    /// <summary>
    /// <c>--graceful-timeout</c> of the command line, then of GUNICORN_CMD_ARGS, then of the configuration file, 30 s by default (docs.gunicorn.org,
    /// Configuration Overview); <c>-t</c> is another matter: a worker's silence.
    /// </summary>
    private static Amount Drain(ProgramCall call)
    {
        if (call.Argv.Seconds(Option, "gunicorn --graceful-timeout") is { } written)
        {
            return written;
        }

        IReadOnlyList<Argument> words = [];
        if (call.Settings.Environment.TryGetValue("GUNICORN_CMD_ARGS", out var arguments))
        {
            words = [.. ("gunicorn " + arguments).Split([' '], StringSplitOptions.RemoveEmptyEntries)
                .Select(static word => Argument.Known(word, null))];
            if (arguments is null)
            {
                return new Amount(null, "GUNICORN_CMD_ARGS", null, IsDefault: true);
            }

            if (words.Seconds(Option, "GUNICORN_CMD_ARGS --graceful-timeout") is { } set)
            {
                return set;
            }
        }

        return OfFile(call, ConfigurationOf(call.Argv) ?? ConfigurationOf(words));
    }

    private static string? ConfigurationOf(IReadOnlyList<Argument> argv) =>
        (argv.Option("-c") ?? argv.Option("--config")) is { } option ? option.Text ?? "" : null;

    /// <param name="path">Null: the file that gunicorn looks for by itself, <c>gunicorn.conf.py</c> in the working directory.</param>
    private static Amount OfFile(ProgramCall call, string? path)
    {
        var name = path is null ? "gunicorn.conf.py" : path.StartsWith("file:", StringComparison.Ordinal) ? path.Substring("file:".Length) : path;
        if (call.Settings.Find(name) is not { } file)
        {
            return path is null
                ? new Amount(Default, "gunicorn default graceful-timeout", null, IsDefault: true)
                : new Amount(null, "gunicorn's configuration file", null, IsDefault: true);
        }

        return Setting.Find(file, "graceful_timeout", '=') is { } setting
            ? new Amount(Durations.Number(setting.Value), "gunicorn graceful_timeout", setting.Location, IsDefault: false)
            : new Amount(Default, "gunicorn default graceful-timeout", null, IsDefault: true);
    }
}
