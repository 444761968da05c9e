namespace Dockerlint.Programs.Servers;

internal static class Daphne
{
    public static readonly KnownProgram Program = new("daphne", "docs.twisted.org, reactor.run installs the handlers")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
    };
}
