using Dockerlint.Containers;
using Dockerlint.Programs;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;

namespace Dockerlint.SignalPath;

/// <summary>
/// Sends the stop signal down the hops and says what becomes of the application. The rules are the kernel's and the programs' own,
/// measured on a real engine (docs/evidence.md): PID 1 never gets a signal it has no handler for; when PID 1 ends, the kernel kills the rest.
/// </summary>
internal sealed class Delivery
{
    private readonly List<Hop> _processes = [];
    private readonly List<Hop> _hops;
    private readonly Container _container;
    private readonly IReadOnlyCollection<string> _ignored;
    private Hop? _blocker;
    private string? _assumption;
    private Verdict? _orElse;
    private bool _groupIsSignalled;

    private Delivery(List<Hop> hops, Container container, IReadOnlyCollection<string> ignored)
    {
        _ignored = ignored;
        _hops = hops;
        _container = container;
        foreach (var hop in hops)
        {
            if (hop.Starts != StartsNext.Execs)
            {
                _processes.Add(hop);
            }
        }
    }

    /// <param name="ignored">Signals that are ignored when the application starts.</param>
    public static SignalRoute Decide(List<Hop> hops, Container container, IReadOnlyCollection<string> ignored) =>
        new Delivery(hops, container, ignored).Decide();

    private SignalRoute Decide()
    {
        foreach (var hop in _hops)
        {
            if (hop.CannotStart)
            {
                return new SignalRoute(new HopChain(_hops), Verdict.FailsToStart, IsCertain: true, hop.Reason, null) { Blocker = hop };
            }
        }

        if (_processes.Count == 0)
        {
            return new SignalRoute(new HopChain(_hops), Verdict.Unknown, IsCertain: false, "what runs in the end is not known", null);
        }

        if (_container.StopSignal.EndOfEveryStop is { } end)
        {
            return new SignalRoute(new HopChain(_hops), end, IsCertain: true, $"{_container.StopSignal.Name} cannot be caught", null);
        }

        var (verdict, reason) = Deliver(0, _container.IsPid1);
        _assumption ??= _container.Assumption;
        foreach (var hop in _hops)
        {
            _assumption ??= hop.Assumption;
        }

        return new SignalRoute(new HopChain(_hops), verdict, _assumption is null && verdict != Verdict.Unknown, reason, _assumption)
        {
            Blocker = _blocker,
            OrElse = _orElse,
        };
    }

    private static string Shown(double seconds) => seconds.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) + " s";

    private Hop Application => _processes[_processes.Count - 1];

    private (Verdict Verdict, string Reason) Deliver(int index, bool isPid1)
    {
        var hop = _processes[index];
        if (hop.Starts == StartsNext.Unknown)
        {
            _blocker = hop;
            return (Verdict.Unknown, hop.Reason);
        }

        if (index == _processes.Count - 1)
        {
            return ToApplication(hop, isPid1);
        }

        if (hop.Kind == HopKind.Init)
        {
            _groupIsSignalled |= hop.SignalsGroup;
            return Deliver(index + 1, isPid1: false);
        }

        if (hop.Starts == StartsNext.ForksAndForwards && hop.Stop is null)
        {
            var (verdict, reason) = Deliver(index + 1, isPid1: false);
            if (hop.Kind == HopKind.UserSwitch && verdict is Verdict.Graceful or Verdict.Unknown)
            {
                _blocker ??= hop;
                return (Verdict.CutShort, $"{hop.Program} waits 2 s after SIGTERM and then sends SIGKILL");
            }

            if (hop.KillsAfter is { Seconds: { } limit } killing)
            {
                if (verdict == Verdict.KilledAfterGrace)
                {
                    return (Verdict.CutShort, $"{reason}; {hop.Program} kills it {Shown(limit)} later ({killing.Source})");
                }

                if (verdict == Verdict.Graceful && Application.Drain is { Seconds: { } drain } && drain > limit)
                {
                    _blocker ??= hop;
                    return (Verdict.CutShort, $"{Application.Program} may take {Shown(drain)} ({Application.Drain.Source}), and {hop.Program} "
                        + $"kills it after {Shown(limit)} ({killing.Source})");
                }
            }

            return hop.WaitsForOrphans && isPid1 && IsLeftBehind(verdict, index)
                ? (Verdict.KilledAfterGrace, $"{_blocker!.Program} dies of the signal without telling {Application.Program}, and {hop.Program}, "
                    + "which inherits it as PID 1, waits for it")
                : (verdict, reason);
        }

        return ToWaitingShell(hop, isPid1);
    }

    /// <summary>A process between this one and the application has ended, and the application has not been told.</summary>
    private bool IsLeftBehind(Verdict verdict, int index) => verdict is Verdict.NeverTold or Verdict.EndedByDefault && !_groupIsSignalled
        && _blocker is { } blocker && _processes.IndexOf(blocker) is var place && place > index && place < _processes.Count - 1;

    private (Verdict Verdict, string Reason) ToApplication(Hop hop, bool isPid1)
    {
        if (hop.Kind is HopKind.OneShot or HopKind.Interactive)
        {
            return (Verdict.Unknown, hop.Reason);
        }

        if (hop.Stop is { Verdict: Verdict.KilledAfterGrace, Trap: not TrapEffect.None } held)
        {
            _blocker = hop;
            return (held.Verdict, held.Reason);
        }

        var signal = _container.StopSignal.Shown;
        var isIgnored = _container.StopSignal.Name is { } sent && _ignored.Contains(sent);
        switch (hop.Handles)
        {
            case HandlesSignal.DefaultAction or HandlesSignal.Handles when isIgnored
                && (hop.LeavesIgnored || hop.Handles == HandlesSignal.DefaultAction):
                _blocker = hop;
                return (Verdict.KilledAfterGrace, $"{hop.Program} starts with {signal} ignored and leaves it so");
            case HandlesSignal.DefaultAction when _container.StopSignal.Name is { } harmless && SignalDefaults.IsHarmless(harmless):
                _blocker = hop;
                return (Verdict.KilledAfterGrace, $"{hop.Program} has no handler for {signal}, which ends nobody by default");
            case HandlesSignal.Handles when Server(hop) is var (server, call) && server.EffectsOf(call).Of(signal) != SignalEffect.Drains:
                if (_container.StopSignalMayBeAnother && server is { Images.Count: > 0, On.Draining: [var better, ..] })
                {
                    return (Verdict.Unknown, $"{hop.Program} drains on {better}, and whether {_container.Base.Shown} sets it is not known");
                }

                _blocker = hop;
                return (Verdict.CutShort, $"{hop.Program} stops at once on {signal} and drops open work");
            case HandlesSignal.Handles when _groupIsSignalled && Server(hop) is var (pool, pooled) && pool.GroupSignalCuts?.Invoke(pooled) == true:
                _blocker = hop;
                return (Verdict.CutShort, $"{signal} goes to the whole process group, and the children of {hop.Program} end at it in the middle "
                    + "of their work");
            case HandlesSignal.Handles:
                return (Verdict.Graceful, $"{hop.Program} gets {signal} and handles it");
            case HandlesSignal.DefaultAction when isPid1 && hop.RaisesAgain:
                _blocker = hop;
                _orElse = Verdict.EndedByDefault;
                return (Verdict.KilledAfterGrace, $"{hop.Program} is PID 1 and has no handler for {signal}: its runtime sends itself the signal "
                    + "again, which the kernel drops, or which ends it at once");
            case HandlesSignal.DefaultAction when isPid1:
                _blocker = hop;
                return (Verdict.KilledAfterGrace, $"{hop.Program} is PID 1 and has no handler for {signal}, so the kernel drops it");
            case HandlesSignal.DropsWork:
                _blocker = hop;
                return (Verdict.CutShort, hop.Reason);
            case HandlesSignal.EndsAtOnce:
                return (Verdict.EndedByDefault, hop.Reason);
            case HandlesSignal.DefaultAction:
                return (Verdict.EndedByDefault, $"{hop.Program} has no handler; {signal} ends it at once");
            case HandlesSignal.Ignores:
                _blocker = hop;
                return (Verdict.KilledAfterGrace, hop.Kind is HopKind.Server or HopKind.Runtime ? hop.Reason : $"{hop.Program} ignores {signal}");
            default:
                return (Verdict.Unknown, hop.Reason);
        }
    }

    private (KnownProgram Program, ProgramCall Call)? Server(Hop hop) =>
        hop.Kind == HopKind.Server && ProgramCatalog.FindServer(hop.Program) is { } server
        ? (server, ContainerSettings.Call(_container, hop.Argv))
        : null;

    /// <summary>A shell, or a wrapper made of one, that waits for a child it does not tell.</summary>
    private (Verdict Verdict, string Reason) ToWaitingShell(Hop hop, bool isPid1)
    {
        _blocker = hop;
        var application = Application;
        var child = application.Program;
        if (application.Kind is HopKind.OneShot or HopKind.Interactive)
        {
            return (Verdict.Unknown, application.Reason);
        }

        if (hop.Stop is { } stop)
        {
            return (stop.Verdict, stop.Reason);
        }

        if (hop.Trap == TrapEffect.ExitsAtOnce)
        {
            return (Lost(application), $"{hop.Program} leaves without telling {child}");
        }

        if (hop.Handles == HandlesSignal.Unknown)
        {
            return (Verdict.Unknown, hop.Reason);
        }

        var isHarmless = _container.StopSignal.Name is { } signal && SignalDefaults.IsHarmless(signal);
        return isPid1 || isHarmless
            ? (Verdict.KilledAfterGrace,
                isHarmless ? $"{hop.Program} does not tell {child}" : $"{hop.Program} is PID 1, has no handler and does not tell {child}")
            : (Lost(application), $"{hop.Program} dies of the signal and {child} is killed with the container"
                + (application.Handles == HandlesSignal.Handles ? ", its handler never run" : ""));
    }

    private Verdict Lost(Hop application) => application.Handles == HandlesSignal.DefaultAction ? Verdict.EndedByDefault
        : _groupIsSignalled ? Verdict.CutShort
        : Verdict.NeverTold;
}
