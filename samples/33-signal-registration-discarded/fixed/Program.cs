using System.Runtime.InteropServices;

using var stopping = new CancellationTokenSource();
using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stopping.Cancel();
});
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
