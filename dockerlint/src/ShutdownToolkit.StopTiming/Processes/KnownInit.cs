using Dockerlint.Programs.Launchers;

namespace ShutdownToolkit.StopTiming.Processes;

/// <summary>
/// Programs whose whole work as PID 1 is to pass signals on and to reap. They must be known by name: tini waits in
/// sigtimedwait, so its masks show no handler at all (measured: SigCgt 0), and it still forwards everything.
/// </summary>
internal static class KnownInit
{
    public static bool Is(ContainerProcess process) => Inits.PassesSignalsOn(process.Program) || Inits.PassesSignalsOn(process.Name);

    /// <summary>Does it signal its child's whole process group (tini -g, dumb-init without -c) or only the child?</summary>
    public static bool SignalsGroup(ContainerProcess process) =>
        Inits.SignalsGroup(Inits.PassesSignalsOn(process.Program) ? process.Program : process.Name, process.Argv.Skip(1));
}
