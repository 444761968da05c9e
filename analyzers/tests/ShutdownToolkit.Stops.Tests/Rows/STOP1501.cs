// `ProcessExit` as the way out
// broken: exit 143, at once, never says "flushed"
// fixed: exit 0, at once, says "flushed"
using System.Runtime.InteropServices;

AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("flushed");
#if !BROKEN
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(0));
#endif
Console.WriteLine("ready");
await Task.Delay(TimeSpan.FromHours(1));
