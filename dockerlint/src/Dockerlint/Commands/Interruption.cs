using System.Runtime.InteropServices;

namespace Dockerlint.Cli.Commands;

/// <summary>SIGINT, SIGTERM and SIGHUP (a closed terminal) cancel what is going on instead of ending the process, so that it can clean up.</summary>
internal sealed class Interruption : IDisposable
{
    private static int _watching;

    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _hangUp;

    public Interruption()
    {
        Interlocked.Increment(ref _watching);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);
    }

    /// <summary>Somebody in this process ends in their own way.</summary>
    public static bool IsWatched => Volatile.Read(ref _watching) > 0;

    public CancellationToken Token => _stopping.Token;

    public void Dispose()
    {
        Interlocked.Decrement(ref _watching);
        _interrupt.Dispose();
        _terminate.Dispose();
        _hangUp.Dispose();
        _stopping.Dispose();
    }

    private void Cancel(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stopping.Cancel();
    }
}
