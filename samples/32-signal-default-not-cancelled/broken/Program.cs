using System.Runtime.InteropServices;

using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Console.WriteLine("state saved"));
Console.WriteLine("ready");
while (true)
{
    await Task.Delay(500);
}
