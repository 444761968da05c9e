using System.Runtime.InteropServices;

using var stopping = new CancellationTokenSource();
using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stopping.Cancel();
});
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
    Console.WriteLine("state saved");
    Console.WriteLine("drained");
}
