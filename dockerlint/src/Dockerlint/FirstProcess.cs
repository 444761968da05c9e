#pragma warning disable CA2000 // The registrations last as long as the process.
using System.Runtime.InteropServices;
using System.Text;
using Dockerlint.Cli.Commands;

namespace Dockerlint.Cli;

/// <summary>
/// As PID 1 of a container the command would get no signal that it has no handler for, and be killed after the grace: STOP2008, of our own.
/// Elsewhere the kernel's own action ends it, which costs nothing. Its last words are what tells the one end from the other: without them
/// <c>dockerlint time</c> could only see a process that was gone.
/// </summary>
internal static class FirstProcess
{
    /// <summary>For the last words: nobody may read them, and a full pipe would hold the stop.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(100);

    private static PosixSignalRegistration[]? _handlers;

    public static void EndOnSignals()
    {
        if (Environment.ProcessId == 1 && !OperatingSystem.IsWindows())
        {
            _handlers ??=
            [
                PosixSignalRegistration.Create(PosixSignal.SIGTERM, static signal => End(signal, 143)),
                PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => End(signal, 130)),
                PosixSignalRegistration.Create(PosixSignal.SIGHUP, static signal => End(signal, 129)),
            ];
        }
    }

    /// <summary>Unless a command is cleaning up: that ends by itself.</summary>
    private static void End(PosixSignalContext signal, int code)
    {
        signal.Cancel = true;
        if (!Interruption.IsWatched)
        {
            Task.Run(() => Say($"dockerlint: ended by {signal.Signal}\n")).Wait(_patience);
            Environment.Exit(code);
        }
    }

    private static void Say(string words)
    {
        try
        {
            using var error = StandardStreams.Open(2);
            error.Write(Encoding.UTF8.GetBytes(words));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is closed.
        }
    }
}
