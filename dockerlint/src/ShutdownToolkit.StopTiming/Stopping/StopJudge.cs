using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Processes;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>
/// From what a stop showed to its verdict. Who was told comes from the process tree; a completion marker or a finished
/// request proves the end of a handler; without one, exit code and time are weighed and the verdict says so.
/// </summary>
internal static class StopJudge
{
    // A process that dies of a signal's default action is gone in 0.03 s (median), 0.29 s at most (308 stops measured).
    private static readonly TimeSpan _atOnce = TimeSpan.FromSeconds(0.5);

    /// <summary>Go's runtime sends itself the signal again, which ends no PID 1, and leaves with this code (runtime.dieFromSignal).</summary>
    private const int GoAsFirst = 2;

    public static Judgement Judge(StopEvidence evidence)
    {
        if (evidence.Signal == Signals.Kill)
        {
            return new(
                Verdict.NeverTold,
                $"Its stop signal is SIGKILL, which nothing can catch: gone after {evidence.Duration.TotalSeconds:0.00} s, and no handler ran.");
        }

        if (evidence.Killed)
        {
            return new(Verdict.KilledAfterGrace, WhyKilled(evidence));
        }

        if (evidence.OomKilled)
        {
            return new(Verdict.CutShort, "The kernel killed it for want of memory while it was stopping.");
        }

        return evidence.DoneText is not null ? ByMarker(evidence)
            : evidence.Requests is { Cut: > 0 } or { InFlight: > 0 } ? ByRequests(evidence)
            : ByInference(evidence);
    }

    private static Judgement ByMarker(StopEvidence evidence)
    {
        if (evidence.DoneAfter is { } after)
        {
            return evidence.Requests is { Cut: > 0 } requests
                ? new(Verdict.CutShort,
                    $"It logged \"{evidence.DoneText}\" after {after.TotalSeconds:0.00} s, but {Plural(requests.Cut, "request")} had been accepted "
                    + $"and got no full answer.")
                : new(Verdict.Graceful,
                    $"It logged \"{evidence.DoneText}\" {after.TotalSeconds:0.00} s after {evidence.SignalName}, and ended by itself with exit code "
                    + $"{evidence.ExitCode}.");
        }

        var (handler, told) = Handler(evidence);
        if (handler is null && Known(evidence))
        {
            return NobodyHandles(evidence);
        }

        if (told == false)
        {
            return NotTold(evidence, handler!);
        }

        if (told is null && (evidence.LinesAfter ?? 0) == 0)
        {
            // A shell whose `wait` a trapped signal interrupts goes on with 128 + signal: its trap ran, and it left.
            if (evidence.ExitCode == 128 + evidence.Signal && handler is not null && Parent(evidence, handler) is { IsShell: true } shell)
            {
                return new(
                    Verdict.CutShort,
                    $"`{shell.Shown}` ran its trap and left without waiting for `{handler.Shown}`, which never logged "
                    + $"\"{evidence.DoneText}\".", Inferred: true);
            }

            return new(
                Verdict.NeverTold,
                $"It never logged \"{evidence.DoneText}\" nor anything else after {evidence.SignalName}: its handler did not run.", Inferred: true);
        }

        return told == true && DiedOfSignal(evidence, handler!)
            ? Default(evidence, handler!)
            : new(Verdict.CutShort,
                $"It was told, and ended after {evidence.Duration.TotalSeconds:0.00} s without logging "
                + $"\"{evidence.DoneText}\".{AfterParent(evidence, handler)}");
    }

    private static Judgement ByRequests(StopEvidence evidence)
    {
        var requests = evidence.Requests!;
        var (handler, told) = Handler(evidence);
        if (requests.Cut == 0)
        {
            return new(
                Verdict.Graceful,
                $"All {Plural(requests.InFlight, "request")} in flight at {evidence.SignalName} were answered in full, and it ended by itself with "
                + $"exit code {evidence.ExitCode}.");
        }

        return handler is null && Known(evidence) ? NobodyHandles(evidence)
            : told == false ? NotTold(evidence, handler!)
            : told == true && DiedOfSignal(evidence, handler!) ? Default(evidence, handler!)
            : new(Verdict.CutShort,
                $"{Plural(requests.Cut, "request")} had been accepted and got no full answer; it ended after {evidence.Duration.TotalSeconds:0.00} "
                + $"s.{AfterParent(evidence, handler)}");
    }

    private static Judgement ByInference(StopEvidence evidence)
    {
        var (handler, told) = Handler(evidence);
        if (handler is null)
        {
            return Known(evidence)
                ? NobodyHandles(evidence)
                : new(Verdict.Unknown,
                    $"It ended after {evidence.Duration.TotalSeconds:0.00} s with exit code {evidence.ExitCode}; who handles {evidence.SignalName} "
                    + $"could not be read. A done text would decide.", Inferred: true);
        }

        if (told == false)
        {
            return NotTold(evidence, handler);
        }

        if (told is null)
        {
            return new(
                Verdict.Unknown,
                $"`{handler.Shown}` handles {evidence.SignalName}, but whether `{Parent(evidence, handler)?.Shown}` passed it on and waited cannot "
                + $"be seen from outside. A done text would decide.", Inferred: true);
        }

        if (DyingParent(evidence, handler) is not null && evidence.ExitCode == 128 + evidence.Signal)
        {
            return new(
                Verdict.CutShort,
                $"`{handler.Shown}` was told, and ended with the container after {evidence.Duration.TotalSeconds:0.00} "
                + $"s.{AfterParent(evidence, handler)}", Inferred: true);
        }

        return DiedOfSignal(evidence, handler)
            ? Default(evidence, handler)
            : new(Verdict.Graceful,
                $"`{handler.Shown}` was told, handles {evidence.SignalName}, and ended by itself after {evidence.Duration.TotalSeconds:0.00} s with "
                + $"exit code {evidence.ExitCode}.", Inferred: true);
    }

    /// <summary>The process whose handler matters and whether it was told: the first that was left out, else the one nearest to the signal.</summary>
    internal static (ContainerProcess? Handler, bool? Told) Handler(StopEvidence evidence)
    {
        var catching = evidence.Processes.Where(
            process => !process.Zombie && !process.Exec && !KnownInit.Is(process) && process.Catches(evidence.Signal) == true).ToList();
        var applications = catching.Where(process => !process.IsShell).ToList();
        var candidates = applications.Count > 0 ? applications : catching;
        var handler = candidates.FirstOrDefault(process => process.Told == false) ?? candidates.FirstOrDefault(process => process.Told == true)
            ?? candidates.FirstOrDefault();
        return (handler, handler?.Told);
    }

    internal static bool Known(StopEvidence evidence) =>
        evidence.Processes.Count > 0 && evidence.Processes.All(process => process.Zombie || process.Exec || process.Caught is not null);

    private static string WhyKilled(StopEvidence evidence)
    {
        var end = $"SIGKILL came after {evidence.Duration.TotalSeconds:0.0} s, at the end of the grace.";
        if (evidence.DoneAfter is { } done)
        {
            return $"It logged \"{evidence.DoneText}\" after {done.TotalSeconds:0.00} s, but the container did not end. {end}";
        }

        if (evidence.First is not { } first || KnownInit.Is(first))
        {
            return end;
        }

        var who = $"PID 1 `{first.Shown}`";
        var (handler, _) = Handler(evidence);
        var other = handler is { First: false }
            ? $" `{handler.Shown}` (pid {handler.Pid}) has a handler and was {(handler.Told == false ? "never told" : "perhaps told")}." : "";
        return first.Ignores(evidence.Signal) == true ? $"{who} ignores {evidence.SignalName}.{other} {end}"
            : first.Catches(evidence.Signal) == false
                ? $"{who} has no handler for {evidence.SignalName}, and the kernel withholds from PID 1 what it does not handle.{other} {end}"
            : evidence.FirstCaughtLater is { } later && !later.Contains(evidence.Signal)
                ? $"{who}: the runtime took {evidence.SignalName}, found no handler of the application's and fell back to the default action, "
                    + $"which does not end PID 1.{other} {end}"
            : first.Catches(evidence.Signal) == true ? $"{who} took {evidence.SignalName} and was still busy, or deaf to it.{other} {end}"
            : end;
    }

    private static Judgement NobodyHandles(StopEvidence evidence) =>
        new(Verdict.EndedByDefault,
            $"No process has a handler for {evidence.SignalName}: it was ended in the middle of its work after {evidence.Duration.TotalSeconds:0.00} "
            + $"s (exit code {evidence.ExitCode}).");

    private static Judgement NotTold(StopEvidence evidence, ContainerProcess handler)
    {
        var parent = Parent(evidence, handler);
        var why = parent is null ? "" : parent.Catches(evidence.Signal) == true ? $"; `{parent.Shown}` ended without waiting for it"
            : $"; `{parent.Shown}` stood in front of it and died of the signal";
        return new(
            Verdict.NeverTold,
            $"`{handler.Shown}` (pid {handler.Pid}) has a handler for {evidence.SignalName} that never ran{why}. Gone after "
            + $"{evidence.Duration.TotalSeconds:0.00} s with exit code {evidence.ExitCode}, which only looks fast.");
    }

    private static Judgement Default(StopEvidence evidence, ContainerProcess handler) =>
        new(Verdict.EndedByDefault,
            $"`{handler.Shown}` was gone {evidence.Duration.TotalSeconds:0.00} s after {evidence.SignalName} with exit code {evidence.ExitCode} and "
            + $"without a word: its runtime's default action, not a handler of its own.", Inferred: true);

    // The signal's own exit code, at once, in silence; and not because a shell in front of it died.
    private static bool DiedOfSignal(StopEvidence evidence, ContainerProcess handler) =>
        (evidence.ExitCode == 128 + evidence.Signal || evidence.ExitCode == GoAsFirst && handler is { First: true, HasRuntimeOfGo: true })
            && evidence.LinesAfter == 0
            && (evidence.GoneAfter.TryGetValue(handler.Pid, out var gone) && gone < evidence.Duration ? gone : evidence.Duration) < _atOnce
            && DyingParent(evidence, handler) is null;

    private static string AfterParent(StopEvidence evidence, ContainerProcess? handler) =>
        handler is not null && DyingParent(evidence, handler) is { } shell
            ? $" `{shell.Shown}`, its parent, died of the same signal, and the container ended with it." : "";

    private static ContainerProcess? DyingParent(StopEvidence evidence, ContainerProcess handler) =>
        Parent(evidence, handler) is { First: false } parent && !KnownInit.Is(parent) && parent.Catches(evidence.Signal) == false ? parent : null;

    private static ContainerProcess? Parent(StopEvidence evidence, ContainerProcess process) =>
        evidence.Processes.FirstOrDefault(candidate => candidate.Pid == process.Parent && !process.First);

    internal static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
