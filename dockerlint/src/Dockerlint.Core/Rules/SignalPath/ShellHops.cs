using Dockerlint.Containers;
using Dockerlint.SignalPath;

namespace Dockerlint.Rules.SignalPath;

/// <summary>Where the shells of a route come from.</summary>
internal static class ShellHops
{
    /// <summary>The first hop of a kind, when everything before it only replaces itself.</summary>
    public static Hop? First(Container container, HopKind kind)
    {
        var hops = container.Route.Hops;
        for (int i = 0; i < hops.Count; i++)
        {
            if (hops[i].Kind == kind)
            {
                return hops[i];
            }

            if (hops[i].Starts != StartsNext.Execs)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Waits for a child that it does not tell, and no trap changes that.</summary>
    public static bool StaysInFront(Hop hop) => hop is { Starts: StartsNext.ForksAndStays, Trap: TrapEffect.None } or { Ending.Kind: Dockerlint.SignalPath.Shells.EndingKind.Loops, Trap: TrapEffect.None };

    /// <summary>The shell of a shell-form instruction rather than one that an exec form names.</summary>
    public static bool IsShellForm(Hop shell, Container container) => shell.Source is { } source
        && (IsAt(container.EntrypointInstruction, source) || IsAt(container.CommandInstruction, source));

    private static bool IsAt(Dockerfile.ImageCommand? command, Text.SourceLocation source) => command is { Form.IsExec: false } && command.Form.Span.Start == source.Span.Start;

    /// <summary>Ends by itself or waits for a person: a stop rarely meets it.</summary>
    public static bool IsShortLived(Container container) => container.IsOneShot || container.Route.Application is null or { Kind: HopKind.OneShot or HopKind.Interactive };
}
