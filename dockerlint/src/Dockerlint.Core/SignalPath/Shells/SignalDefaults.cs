namespace Dockerlint.SignalPath.Shells;

/// <summary>What the kernel does with a signal that nobody handles (signal(7), standard signals).</summary>
public static class SignalDefaults
{
    /// <summary>Ignored by default: such a signal ends nobody.</summary>
    public static bool IsHarmless(string signal) => signal is "SIGWINCH" or "SIGCHLD" or "SIGURG" or "SIGCONT";
}
