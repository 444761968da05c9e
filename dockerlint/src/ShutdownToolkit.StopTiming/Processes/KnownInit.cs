namespace ShutdownToolkit.StopTiming.Processes;

/// <summary>
/// Programs whose whole work as PID 1 is to pass signals on and to reap. They must be known by name: tini waits in
/// sigtimedwait, so its masks show no handler at all (measured: SigCgt 0), and it still forwards everything.
/// </summary>
internal static class KnownInit
{
    private static readonly string[] Names =
        ["tini", "tini-static", "docker-init", "podman-init", "dumb-init", "catatonit", "s6-svscan", "s6-overlay-suexec", "pid1", "rust-tini", "my_init"];

    public static bool Is(ContainerProcess process) => Names.Contains(process.Program, StringComparer.Ordinal) || Names.Contains(process.Name, StringComparer.Ordinal);

    /// <summary>Does it signal its child's whole process group (tini -g, dumb-init without -c) or only the child?</summary>
    public static bool SignalsGroup(ContainerProcess process)
    {
        var own = process.Argv.Skip(1).TakeWhile(argument => argument != "--" && argument.StartsWith('-')).ToList();
        return process.Program == "dumb-init" || process.Name == "dumb-init"
            ? !own.Contains("-c") && !own.Contains("--single-child")
            : own.Any(argument => argument.Length > 1 && argument[1] != '-' && argument.Contains('g', StringComparison.Ordinal));
    }
}
