using Dockerlint.Stops;

namespace Dockerlint.Programs.Servers;

internal static class Celery
{
    public static readonly KnownProgram Program = new("celery", "docs.celeryq.dev/en/stable/userguide/workers.html")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Quit = SignalEffect.Quits },
        // A warm shutdown waits for the running tasks; --time-limit bounds each (Workers Guide).
        Drain = static call => call.Argv.Seconds("--time-limit", "celery --time-limit")
            ?? new Amount(null, "celery waits for its running tasks without a limit", null, IsDefault: true),
    };
}
