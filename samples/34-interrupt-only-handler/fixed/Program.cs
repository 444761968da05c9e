using System.Runtime.InteropServices;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopping.Cancel();
};
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
    Console.WriteLine("drained");
}
