using Dockerlint.Containers;
using Dockerlint.Dockerfile;
using Dockerlint.Judgement;
using Dockerlint.Programs;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>Where the shells of a route come from.</summary>
internal static class ShellHops
{
    /// <summary>The first hop of a kind, when everything before it only replaces itself.</summary>
    public static Hop? First(Stop stop, HopKind kind)
    {
        var hops = stop.Route.Hops;
        for (var i = 0; i < hops.Count; i++)
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
    public static bool StaysInFront(Hop hop) => hop.Stop is not { Verdict: Verdict.Graceful or Verdict.Unknown }
        && hop is ({ Starts: StartsNext.ForksAndStays, Trap: TrapEffect.None }
            or { Ending.Kind: EndingKind.Loops, Trap: TrapEffect.None });

    /// <summary>A script that loops for ever and has no trap: nothing in it hears a signal.</summary>
    public static bool IsUntrappedLoop(Hop? hop) => hop is { Kind: HopKind.Script, Ending.Kind: EndingKind.Loops } && StaysInFront(hop);

    /// <summary>A shell whose own end at the stop is not known: nor is what becomes of those behind it.</summary>
    public static bool MayEndOtherwise(Hop hop) => hop.Stop is { Verdict: Verdict.Unknown };

    /// <summary>The shell of a shell-form instruction rather than one that an exec form names.</summary>
    public static bool IsShellForm(Hop shell, Stop stop) => InstructionOf(shell, stop) is not null;

    /// <summary>The shell-form instruction whose shell this is; null where an exec form or an override names the shell.</summary>
    public static ImageCommand? InstructionOf(Hop shell, Stop stop) =>
        IsAt(stop.Container.EntrypointInstruction, shell, stop) ? stop.Container.EntrypointInstruction
        : IsAt(stop.Container.CommandInstruction, shell, stop) ? stop.Container.CommandInstruction
        : null;

    private static bool IsAt(ImageCommand? command, Hop shell, Stop stop) =>
        command is { Form.IsExec: false } && stop.Container.Dockerfile?.At(command.Form.Span) is { } written
        && shell.Source is { } source && written.Path == source.Path && written.Span.Start == source.Span.Start;

    /// <summary>False where the program would make no more of the signal than the shell does: the stop stays as slow, or cuts as much.</summary>
    public static bool ExecHelps(Stop stop) => (stop.Route.Verdict, stop.Route.Application?.Handles) switch
    {
        (Verdict.KilledAfterGrace, HandlesSignal.Ignores) => false,
        (Verdict.KilledAfterGrace, HandlesSignal.DefaultAction) => stop.Route.HasInit
            && stop.Container.StopSignal.Name is { } name && !SignalDefaults.IsHarmless(name),
        (Verdict.CutShort, HandlesSignal.Handles) => stop.Route.Application is not { Kind: HopKind.Server } server
            || ProgramCatalog.FindServer(server.Program) is not { } known || stop.Container.StopSignal.Name is not { } signal
            || known.EffectsOf(ContainerSettings.Call(stop.Container, server.Argv)).Of(signal) is SignalEffect.Drains or SignalEffect.Unknown,
        _ => true,
    };

    /// <summary>Ends by itself or waits for a person: a stop rarely meets it.</summary>
    public static bool IsShortLived(Stop stop) =>
        stop.Container.IsOneShot || stop.Route.Application is null or { Kind: HopKind.OneShot or HopKind.Interactive };
}
