namespace Dockerlint.Programs.Servers;

internal static class Unicorn
{
    public static readonly KnownProgram Program = new("unicorn unicorn_rails", "yhbt.net/unicorn/SIGNALS.html")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Quits, Int = SignalEffect.Quits, Quit = SignalEffect.Drains,
            Hup = SignalEffect.Reloads, Winch = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
        },
    };
}
