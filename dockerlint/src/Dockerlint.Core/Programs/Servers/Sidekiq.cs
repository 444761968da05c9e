namespace Dockerlint.Programs.Servers;

internal static class Sidekiq
{
    public static readonly KnownProgram Program = new("sidekiq", "github.com/sidekiq/sidekiq/wiki/Signals")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
    };
}
