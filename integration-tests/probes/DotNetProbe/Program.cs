// A program whose reaction to signals is known. It prints "ready", each signal it handles, and "done" when its handler has
// run to the end.
//   none      no handler            term      ends cleanly at SIGTERM           slow N    the same, after N seconds of work
//   ignore    takes SIGTERM, stays  int       handles SIGINT only               http N    ASP.NET Core; each request takes N seconds
using System.Globalization;
using System.Runtime.InteropServices;

var mode = args.Length > 0 ? args[0] : "term";
var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 0;
if (mode == "http")
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    var web = builder.Build();
    web.MapGet("/healthz", () => "ok");
    web.MapGet("/", async () =>
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        return "answered";
    });
    web.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
    web.Lifetime.ApplicationStopped.Register(() => Console.WriteLine("done"));
    await web.RunAsync();
    return 0;
}

var ended = new TaskCompletionSource();
var registration = mode switch
{
    "none" => null,
    "int" => PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
    _ => PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
};
Console.WriteLine("ready");
await ended.Task;
registration?.Dispose();
Console.WriteLine("done");
return 0;

async void Handle(PosixSignalContext context)
{
    context.Cancel = true;
    Console.WriteLine($"got {context.Signal}");
    if (mode != "ignore")
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        ended.TrySetResult();
    }
}
