using Dockerlint.Stops;

namespace Dockerlint.Programs.Servers;

internal static class Hypercorn
{
    public static readonly KnownProgram Program = new("hypercorn", "hypercorn.readthedocs.io, Configuring")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
        Drain = static call => call.Argv.Seconds("--graceful-timeout", "hypercorn --graceful-timeout")
            ?? new Amount(3, "hypercorn default graceful-timeout", null, IsDefault: true),
    };
}
