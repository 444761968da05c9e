using System.Runtime.InteropServices;

var stopped = new TaskCompletionSource();
using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => stopped.TrySetResult()); //! STOP1503
await stopped.Task;
await File.WriteAllTextAsync("state", "saved");
