namespace Dockerlint.Programs.Servers;

internal static class HaProxy
{
    public static readonly KnownProgram Program = new("haproxy", "docs.haproxy.org management guide, 4. Stopping and restarting HAProxy")
    {
        On = new SignalEffects { Term = SignalEffect.Quits, Int = SignalEffect.Quits, Usr1 = SignalEffect.Drains },
        Images = [OfficialImage.WithScript("haproxy", "haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg") with { StopSignal = "SIGUSR1" }],
    };
}
