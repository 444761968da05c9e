namespace Dockerlint.Programs.Servers;

internal static class Mongo
{
    public static readonly KnownProgram Program = new("mongod mongos", "mongodb.com/docs/manual/reference/program/mongod")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
        WeightOf = static argv => argv.HasWord("--fork") ? CommandWeight.Daemon : null,
        Images = [OfficialImage.WithScript("mongo", "mongod")],
    };
}
