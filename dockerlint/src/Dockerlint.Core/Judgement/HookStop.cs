using Dockerlint.Containers;
using Dockerlint.Kubernetes;
using Dockerlint.Programs;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Judgement;

/// <summary>A preStop that ends the application by a command of its own, so the signal is not what ends it.</summary>
internal static class HookStop
{
    /// <summary>Null: no such command, or the signal ends the application all the same.</summary>
    public static StopCommand? Of(Container container, SignalRoute route)
    {
        if (container.PodContainer?.PreStop is not { Kind: HandlerKind.Exec, Command: { Count: > 0 } command }
            || route.Verdict is not (Verdict.KilledAfterGrace or Verdict.CutShort) || route.Application is not { } application)
        {
            return null;
        }

        // PID 1 is the shell: it drops the signal, and ends when the program that the hook has told does.
        var isKept = route is { Verdict: Verdict.KilledAfterGrace, Blocker: { Kind: HopKind.Shell or HopKind.Script } blocker }
            && !ReferenceEquals(blocker, application);
        return StopCommand.Last(command) is { } last ? isKept && Drains(last, application, container, isBehindShell: true) ? last : null
            : StopCommand.First(command) is { } first && (isKept || route.Verdict == Verdict.CutShort)
                && Drains(first, application, container, isKept) ? first
            : null;
    }

    /// <summary>The same stop as trace and the rules see it: when the application ends is its own affair.</summary>
    public static SignalRoute Applied(SignalRoute route, StopCommand command) => route with
    {
        Verdict = Verdict.Unknown, IsCertain = false,
        Reason = $"its preStop stops {route.Application!.Program} ({command.Text}), and how long that takes is not known",
    };

    private static bool Drains(StopCommand command, Hop application, Container container, bool isBehindShell)
    {
        if (command.IsProxyQuit || command.IsFast)
        {
            return false;
        }

        if (command.Signal is not { } signal)
        {
            return true;
        }

        var server = ProgramCatalog.FindServer(application.Program);
        return isBehindShell ? !command.IsProcessOne && (server is null || server.On.Of(signal) == SignalEffect.Drains)
            // One that comes anyway mends nothing.
            : server?.On.Of(signal) == SignalEffect.Drains && signal != container.StopSignal.Name;
    }
}
