using Dockerlint.Stops;

namespace Dockerlint.Programs.Servers;

internal static class Uvicorn
{
    public static readonly KnownProgram Program = new("uvicorn", "uvicorn.org/server-behavior")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
        // uvicorn.org, Settings.
        Drain = static call => call.Argv.Seconds("--timeout-graceful-shutdown", "uvicorn --timeout-graceful-shutdown")
            ?? new Amount(null, "uvicorn waits for its open requests without a limit", null, IsDefault: true),
    };
}
