using System.Runtime.InteropServices;

var stop = new CancellationTokenSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
try
{
    while (true)
    {
        await Task.Delay(1000, stop.Token);
    }
}
catch (OperationCanceledException)
{
    Console.WriteLine("stopped");
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
