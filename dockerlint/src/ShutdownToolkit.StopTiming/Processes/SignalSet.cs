using System.Globalization;
using Dockerlint.Stops;

namespace ShutdownToolkit.StopTiming.Processes;

/// <summary>A mask of /proc/PID/status (SigCgt, SigIgn, SigBlk): bit n-1 stands for signal n.</summary>
public readonly record struct SignalSet(ulong Mask)
{
    public bool Contains(int signal) => signal is > 0 and <= 64 && (Mask & (1UL << (signal - 1))) != 0;

    /// <summary>The signals' names, in the order of their numbers; those that glibc keeps for itself are left out.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var mask = this;
            return [.. Enumerable.Range(1, 64).Where(signal => signal is not (32 or 33) && mask.Contains(signal)).Select(Signals.Name)];
        }
    }

    public static SignalSet? Parse(string hexadecimal) =>
        ulong.TryParse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mask) ? new SignalSet(mask) : null;
}
