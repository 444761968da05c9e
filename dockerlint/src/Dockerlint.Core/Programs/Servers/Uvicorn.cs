using Dockerlint.Stops;

namespace Dockerlint.Programs.Servers;

internal static class Uvicorn
{
    public static readonly KnownProgram Program = new("uvicorn fastapi", "uvicorn.org/server-behavior; fastapi run is uvicorn.run")
    {
        WeightOf = static argv => argv[0].Text.EndsWith("fastapi", StringComparison.Ordinal) && !argv.HasWord("run") && !argv.HasWord("dev")
            ? CommandWeight.Step
            : null,
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
        // uvicorn.org, Settings.
        Drain = static call => call.Argv.Seconds("--timeout-graceful-shutdown", "uvicorn --timeout-graceful-shutdown")
            ?? new Amount(null, "uvicorn waits for its open requests without a limit", null, IsDefault: true),
    };
}
