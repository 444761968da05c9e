using Dockerlint.Stops;

namespace Dockerlint.Programs.Servers;

internal static class Rq
{
    public static readonly KnownProgram Program = new("rq rqworker", "python-rq.org/docs/workers, Taking Down Workers")
    {
        // A second signal is a cold shutdown.
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
        WeightOf = static argv => argv[0].Text.EndsWith("rqworker", StringComparison.Ordinal) || argv.HasWord("worker") || argv.HasWord("worker-pool")
            ? null
            : CommandWeight.Step,
        Drain = static _ => new Amount(null, "rq waits for its running job without a limit", null, IsDefault: true),
    };
}
