using Dockerlint.Stops;

namespace Dockerlint.Programs.Servers;

internal static class Celery
{
    private static readonly SignalEffects _effects = new()
    {
        Term = SignalEffect.Drains, Int = SignalEffect.Drains, Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
    };

    public static readonly KnownProgram Program = new("celery", "docs.celeryq.dev/en/stable/userguide/workers.html")
    {
        On = _effects,
        // SIGQUIT is the cold shutdown, and a soft one only where the application sets worker_soft_shutdown_timeout (Workers Guide).
        OnCall = static call => call.Settings.Environment.TryGetValue("REMAP_SIGTERM", out var remapped) && remapped is not ""
            ? _effects with { Term = SignalEffect.Unknown }
            : _effects,
        WeightOf = static argv => argv.StepUnless("worker", "beat", "flower", "events", "multi"),
        // The pool's processes leave the signal at its default action while a task runs (apache/airflow#13591, #18066).
        GroupSignalCuts = static call => call.Argv.HasWord("worker")
            && ((call.Argv.Option("-P") ?? call.Argv.Option("--pool")) is not { } pool || pool.Text == "prefork"),
        // A warm shutdown waits for the running tasks; --time-limit bounds each (Workers Guide).
        Drain = static call => call.Argv.Seconds("--time-limit", "celery --time-limit")
            ?? new Amount(null, "celery waits for its running tasks without a limit", null, IsDefault: true),
    };
}
