using Mono.Unix;
using Mono.Unix.Native;

var signals = new[] { new UnixSignal(Signum.SIGTERM), new UnixSignal(Signum.SIGINT) };
while (UnixSignal.WaitAny(signals, 1000) == 1000)
{
    Console.WriteLine("working");
}
