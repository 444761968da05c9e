using System.Runtime.InteropServices;
using static System.Runtime.InteropServices.PosixSignal;

using var done = new ManualResetEventSlim();
using var terminate = PosixSignalRegistration.Create(SIGTERM, context => { context.Cancel = true; done.Set(); });
done.Wait();
