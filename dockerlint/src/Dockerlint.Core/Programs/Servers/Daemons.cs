namespace Dockerlint.Programs.Servers;

/// <summary>Services without requests that a stop could cut, each measured as PID 1 (docs/programs.tsv): a name and its stop signals.</summary>
internal static class Daemons
{
    private static readonly SignalEffects _termAndInt = new() { Term = SignalEffect.Drains, Int = SignalEffect.Drains };

    private static readonly SignalEffects _reloading = _termAndInt with { Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads };

    public static readonly IReadOnlyList<KnownProgram> Programs =
    [
        new KnownProgram("prosody", "measured; prosody.im/doc/signals")
        {
            On = _reloading, WeightOf = static argv => argv.HasWord("-D") ? CommandWeight.Daemon : null,
        },
        new KnownProgram("tor", "measured; man tor(1), SIGNALS") { On = _reloading },
        new KnownProgram("chronyd", "measured; man chronyd(8)")
        {
            On = _termAndInt with { Quit = SignalEffect.Drains, Hup = SignalEffect.Drains },
            WeightOf = static argv => argv.HasFlag('d') || argv.HasFlag('n') || argv.HasFlag('x') ? null : CommandWeight.Daemon,
        },
        new KnownProgram("keepalived", "measured; man keepalived(8), SIGNALS")
        {
            On = _termAndInt with { Quit = SignalEffect.Ignores, Winch = SignalEffect.Ignores },
            WeightOf = static argv => argv.HasFlag('n') || argv.HasWord("--dont-fork") ? null : CommandWeight.Daemon,
        },
        new KnownProgram("socat", "measured: ends at once, open transfers with it")
        {
            On = new SignalEffects
            {
                Term = SignalEffect.Quits, Int = SignalEffect.Quits, Quit = SignalEffect.Quits, Hup = SignalEffect.Quits,
            },
        },
        new KnownProgram("snmpd", "measured; man snmpd(8)")
        {
            On = _reloading, WeightOf = static argv => argv.HasFlag('f') ? null : CommandWeight.Daemon,
        },
        new KnownProgram("clamd", "measured; man clamd(8), SIGNALS") { On = _termAndInt with { Hup = SignalEffect.Reloads } },
        new KnownProgram("gearmand", "measured") { On = _reloading with { Usr1 = SignalEffect.Drains } },
        new KnownProgram("icecast2 icecast", "measured") { On = _termAndInt with { Hup = SignalEffect.Reloads } },
        new KnownProgram("transmission-daemon", "measured")
        {
            On = _termAndInt with { Hup = SignalEffect.Reloads },
            WeightOf = static argv => argv.HasFlag('f') || argv.HasWord("--foreground") ? null : CommandWeight.Daemon,
        },
        new KnownProgram("smbd", "measured; man smbd(8)")
        {
            On = new SignalEffects { Term = SignalEffect.Quits, Hup = SignalEffect.Reloads },
            WeightOf = static argv => argv.HasFlag('F') || argv.HasWord("--foreground") ? null : CommandWeight.Daemon,
        },
        new KnownProgram("syncthing", "measured")
        {
            On = _reloading with { Quit = SignalEffect.Quits, Winch = SignalEffect.Ignores, Usr1 = SignalEffect.Ignores },
        },
        new KnownProgram("Xvfb", "measured; man Xserver(1), SIGNALS")
        {
            On = new SignalEffects { Term = SignalEffect.Quits, Int = SignalEffect.Quits, Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads },
        },
        new KnownProgram("postfix", "measured; man postfix(1), start-fg")
        {
            On = _termAndInt with { Quit = SignalEffect.Drains, Hup = SignalEffect.Reloads },
            WeightOf = static argv => argv.HasWord("start-fg") ? null : argv.HasWord("start") ? CommandWeight.Daemon : CommandWeight.Step,
        },
    ];
}
