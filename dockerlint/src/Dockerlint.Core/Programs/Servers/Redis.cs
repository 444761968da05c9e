namespace Dockerlint.Programs.Servers;

internal static class Redis
{
    public static readonly KnownProgram Program = new("redis-server valkey-server", "redis.io/docs/latest/operate/oss_and_stack/reference/signals")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains, Hup = SignalEffect.Ignores },
        Differences = new Dictionary<string, string>
        {
            ["SIGTERM"] = "a command that blocks the server's one thread is not waited for; the data is written",
            ["SIGINT"] = "as SIGTERM",
        },
        WeightOf = Database.Weight,
        Images = [OfficialImage.WithScript("redis", "redis-server"), OfficialImage.WithScript("valkey/valkey", "valkey-server")],
    };
}
