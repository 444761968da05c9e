using System.Runtime.InteropServices;

var stopped = false;
var registrations = new List<PosixSignalRegistration>();
foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT })
{
    registrations.Add(PosixSignalRegistration.Create(signal, context => { context.Cancel = true; stopped = true; }));
}

while (!stopped)
{
    Thread.Sleep(1000);
}
