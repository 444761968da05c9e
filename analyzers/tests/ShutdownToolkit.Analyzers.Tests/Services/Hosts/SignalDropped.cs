using System.Runtime.InteropServices;

var stopped = new ManualResetEventSlim();
PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => //! STOP1502
{
    context.Cancel = true;
    stopped.Set();
});
stopped.Wait();
File.WriteAllText("state", "saved");
