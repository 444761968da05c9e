namespace Dockerlint.Programs.Servers;

internal static class Redis
{
    public static readonly KnownProgram Program = new("redis-server valkey-server", "redis.io/docs/latest/operate/oss_and_stack/reference/signals")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
        WeightOf = Database.Weight,
        Images = [OfficialImage.WithScript("redis", "redis-server")],
    };
}
