namespace Dockerlint.Programs.Servers;

internal static class Postgres
{
    public static readonly KnownProgram Program = new("postgres", "postgresql.org/docs/current/server-shutdown.html")
    {
        On = new SignalEffects { Term = SignalEffect.Quits, Int = SignalEffect.Drains, Quit = SignalEffect.Quits },
        WeightOf = Database.Weight,
        Images = [OfficialImage.WithScript("postgres", "postgres") with { StopSignal = "SIGINT" }],
    };
}
