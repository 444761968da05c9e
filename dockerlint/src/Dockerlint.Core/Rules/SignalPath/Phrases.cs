using Dockerlint.Containers;
using Dockerlint.Images;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;

namespace Dockerlint.Rules.SignalPath;

/// <summary>Parts of messages that several rules share.</summary>
internal static class Phrases
{
    /// <summary>What the end of the grace looks like from outside, with the platform's default.</summary>
    public static string KilledAfterGrace(Container container) =>
        container.Kind == ContainerKind.PodContainer ? "killed after the grace period (30 s by default, exit 137)" : "killed after the grace period (10 s by default, exit 137)";

    /// <summary>In brackets at the message's end; empty where the claim needs none.</summary>
    public static string Assuming(string? assumption) => assumption is null ? "" : $" ({assumption})";

    public static string ShellName(Hop shell, Container container) => shell.Program != "sh" ? shell.Program : SystemShell.Of(container) switch
    {
        ShellKind.Ash => "busybox ash",
        ShellKind.Bash => "bash",
        _ => "this shell",
    };

    /// <summary>How the program at this place gets to replace its shell.</summary>
    public static string HowToExec(CommandShape shape)
    {
        if ((shape & CommandShape.InPipeline) != 0)
        {
            return "start it outside the pipeline with exec, and let it log to standard output";
        }

        if ((shape & CommandShape.InLoop) != 0)
        {
            return "trap the signal and leave the loop, or move the loop into the program and exec it";
        }

        return (shape & CommandShape.Last) != 0 ? "write exec in front of it" : "start it with exec, as the last command";
    }
}
