using System.Runtime.InteropServices;

var stop = new TaskCompletionSource();
PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => // STOP1502
{
    context.Cancel = true;
    stop.TrySetResult();
});
await stop.Task;
