using System.Diagnostics;
using System.Globalization;

namespace Dockerlint.Tests;

/// <summary>
/// What this thread does from now on: its processor's time, where the system counts it (Linux), as on a busy machine every input is paused now and
/// then. Who waits for ever needs no processor and runs into <see cref="NoHang.Bound"/>.
/// </summary>
internal readonly struct OwnWork
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly TimeSpan? _used = Used();

    public OwnWork()
    {
    }

    public TimeSpan Elapsed
    {
        get
        {
            var wall = Stopwatch.GetElapsedTime(_begun);
            return wall < NoHang.Bound && _used is { } before && Used() is { } now ? now - before : wall;
        }
    }

    // Nanoseconds on the processor, then those of waiting for it (Documentation/scheduler/sched-stats.rst).
    private static TimeSpan? Used()
    {
        const string statistics = "/proc/thread-self/schedstat";
        return OperatingSystem.IsLinux() && File.Exists(statistics) && File.ReadAllText(statistics).Split(' ') is [var time, ..]
            ? TimeSpan.FromTicks(long.Parse(time, CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick)
            : null;
    }
}
