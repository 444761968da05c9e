using Dockerlint.Stops;

namespace Dockerlint.Programs.Servers;

internal static class Celery
{
    public static readonly KnownProgram Program = new("celery", "docs.celeryq.dev/en/stable/userguide/workers.html")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Drains, Int = SignalEffect.Drains, Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
        },
        WeightOf = static argv => argv.StepUnless("worker", "beat", "flower", "events", "multi"),
        // The pool's processes leave the signal at its default action while a task runs (apache/airflow#13591, #18066).
        GroupSignalCuts = static call => call.Argv.HasWord("worker")
            && ((call.Argv.Option("-P") ?? call.Argv.Option("--pool")) is not { } pool || pool.Text == "prefork"),
        // A warm shutdown waits for the running tasks; --time-limit bounds each (Workers Guide).
        Drain = static call => call.Argv.Seconds("--time-limit", "celery --time-limit")
            ?? new Amount(null, "celery waits for its running tasks without a limit", null, IsDefault: true),
    };
}
