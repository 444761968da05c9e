using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs.Servers;

internal static class Gunicorn
{
    private const string Option = "--graceful-timeout";

    public static readonly KnownProgram Program = new("gunicorn", "docs.gunicorn.org/en/stable/signals.html")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Quits, Quit = SignalEffect.Quits },
        Drain = Drain,
    };

    /// <summary><c>--graceful-timeout</c>, 30 s by default (docs.gunicorn.org, Settings); <c>-t</c> is another matter: a worker's silence.</summary>
    private static Amount Drain(ProgramCall call)
    {
        if (call.Argv.Seconds(Option, "gunicorn --graceful-timeout") is { } written)
        {
            return written;
        }

        if (call.Settings.Environment.TryGetValue("GUNICORN_CMD_ARGS", out var arguments) && arguments is not null)
        {
            var words = ("gunicorn " + arguments).Split([' '], StringSplitOptions.RemoveEmptyEntries)
                .Select(static word => Argument.Known(word, null)).ToList();
            if (words.Seconds(Option, "GUNICORN_CMD_ARGS --graceful-timeout") is { } set)
            {
                return set;
            }
        }

        // A configuration file may set it.
        return call.Argv.HasOption("-c") || call.Argv.HasOption("--config")
            ? new Amount(null, "gunicorn's configuration file", null, IsDefault: true)
            : new Amount(30, "gunicorn default graceful-timeout", null, IsDefault: true);
    }
}
