using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Projects;

/// <summary>What SIGTERM does to a process of this project that does not handle it (measured, in containers and outside).</summary>
internal static class SignalFacts
{
    public static string DefaultAction(this ProjectFacts project) => ShutdownDefaults.RuntimeHandlesSigterm(project.NetVersion)
        ? "ends the process at once, in the middle of its work (143)"
        : "ends the process at once (143), and as PID 1 of a container it is ignored until the kill after the grace period (137)";
}
