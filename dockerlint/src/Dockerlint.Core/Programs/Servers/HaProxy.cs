namespace Dockerlint.Programs.Servers;

internal static class HaProxy
{
    public static readonly KnownProgram Program = new("haproxy", "docs.haproxy.org management guide, 4. Stopping and restarting HAProxy")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Quits, Int = SignalEffect.Quits, Quit = SignalEffect.Reloads, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Drains,
        },
        Differences = new Dictionary<string, string>
        {
            ["SIGTERM"] = "without -W it installs no handler, and as PID 1 never ends; the official image's script adds -W",
            ["SIGINT"] = "as SIGTERM",
        },
        WeightOf = static argv => argv.HasWord("-c") || argv.HasWord("-vv") ? CommandWeight.Step : argv.HasWord("-D") ? CommandWeight.Daemon : null,
        Images = [OfficialImage.WithScript("haproxy", "haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg") with { StopSignal = "SIGUSR1" }],
    };
}
