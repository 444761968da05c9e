namespace Docker.Tests;

/// <summary>
/// What becomes of a PID 1 of several threads that takes a signal in its first thread, restores the default action and sends itself the signal
/// again, as the runtime of .NET 10 does. The kernel drops what PID 1 has no handler for, but a signal that the first thread blocks goes to another
/// thread first (complete_signal), and there the default action ends the process. Machines differ, so it is asked and not taken for granted.
/// </summary>
internal static class FirstProcess
{
    private const string Program = """
        import os, signal, threading, time
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        time.sleep(0.2)
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
        """;

    private static readonly Lazy<Task<bool>> _endsItself = new(AskAsync);

    public static Task<bool> EndsItselfAsync() => _endsItself.Value;

    private static async Task<bool> AskAsync()
    {
        await using var container = TestEngine.Container(TestEngine.Python).WithCommand("python3", "-c", Program).Build();
        await container.StartAsync();
        return await container.GetExitCodeAsync() switch
        {
            0 => false,
            143 => true,
            var other => throw new InvalidOperationException($"The probe of PID 1 ended with {other}."),
        };
    }
}
