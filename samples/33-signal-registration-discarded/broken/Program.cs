using System.Runtime.InteropServices;

using var stopping = new CancellationTokenSource();
Register(stopping);
GC.Collect(); // what any program does sooner or later
GC.WaitForPendingFinalizers();
Console.WriteLine("ready");
try
{
    while (true)
    {
        await Task.Delay(500, stopping.Token);
    }
}
catch (OperationCanceledException)
{
    Console.WriteLine("drained");
}

static void Register(CancellationTokenSource stopping) => _ = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stopping.Cancel();
});
