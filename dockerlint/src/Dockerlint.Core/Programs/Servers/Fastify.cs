using Dockerlint.Stops;

namespace Dockerlint.Programs.Servers;

internal static class Fastify
{
    /// <summary>Measured with fastify-cli 7: a request of two seconds is cut after half a second, with <c>-g 5000</c> it is finished.</summary>
    public static readonly KnownProgram Program = new("fastify", "measured; github.com/fastify/fastify-cli, close-grace-delay")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains, Usr1 = SignalEffect.Ignores },
        WeightOf = static argv => argv.StepUnless("start"),
        Drain = static call => call.Argv.HasOption("--close-grace-delay") || call.Argv.HasOption("-g")
            ? null
            : new Amount(0.5, "fastify-cli default close-grace-delay", null, IsDefault: true),
    };
}
