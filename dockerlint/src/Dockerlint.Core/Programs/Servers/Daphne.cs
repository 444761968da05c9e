namespace Dockerlint.Programs.Servers;

internal static class Daphne
{
    public static readonly KnownProgram Program = new("daphne", "docs.twisted.org, reactor.run installs the handlers")
    {
        // twisted closes its listeners and connections at once.
        On = new SignalEffects { Term = SignalEffect.Quits, Int = SignalEffect.Quits },
    };
}
