using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4001: SIGTERM comes while the endpoints still send traffic.</summary>
public sealed class NoDrainDelay() : WorkloadRule(new RuleInfo(
    "STOP4001", "NoDrainDelay", Severity.Info,
    "A pod behind a Service has no delay between the stop and SIGTERM, so new requests still reach it."))
{
    private const int Delay = 5;

    private static readonly string[] _ends = ["shutdown", "stop", "terminat", "grace"];
    private static readonly string[] _delays = ["delay", "wait", "sleep"];

    public override void Check(WorkloadStop pods, Report report)
    {
        if (Served.Of(pods) is not { Stop: { Container.PodContainer: { } pod } stop } served || KeepsServing.Of(stop)
            || HookEffects.Of(stop) is not (not HookEffect.Delays and var effect) || MayDelayItself(stop, pod))
        {
            return;
        }

        // What never learns of the stop serves on until it is killed. A shell in front is another matter: without it the program will learn. No
        // grace at all is STOP3003.
        if (stop.Route is { Verdict: Verdict.KilledAfterGrace, Blocker: not { Kind: HopKind.Shell or HopKind.Script } }
            || stop.Route.Verdict == Verdict.FailsToStart || stop.Budget.Grace.Seconds is 0)
        {
            return;
        }

        report.Add(stop.Container.Anchor,
            $"{pod.Name?.Value ?? "the container"}{effect.Clause()} gets SIGTERM at the moment its endpoint is removed, and Service "
                + $"{served.ServiceName} still sends requests for some seconds, which a server that closes its port refuses; {Advice(stop)}",
            evidence: [served.Evidence,
                pod.PreStop is { } hook && effect != HookEffect.None ? new Evidence("its preStop delays nothing", hook.Location)
                : new Evidence("no lifecycle.preStop in this container", stop.Container.Anchor)]);
    }

    /// <summary>Never a sleep that takes what the application needs.</summary>
    private static string Advice(Stop stop)
    {
        var left = stop.Budget.LeftAtMost;
        var need = stop.Budget.Need.Seconds ?? 10;
        return left is null || left >= Delay + need
            ? $"add a preStop sleep of about {Delay} s: it comes out of the {BudgetSentence.Left(stop.Budget)}"
            : $"add a preStop sleep of about {Delay} s and raise {stop.Container.Platform.GraceKey ?? "the grace"} by as much: there is none to "
                + $"give away of the {BudgetSentence.Left(stop.Budget)}";
    }

    /// <summary>A flag or variable that names a delay of the application's own: <c>--shutdown-delay-duration</c>, <c>lameduck</c>,
    /// <c>requestAcceptGraceTimeout</c>.</summary>
    private static bool MayDelayItself(Stop stop, PodContainer pod)
    {
        foreach (var word in (stop.Container.Entrypoint ?? []).Concat(stop.Container.Command ?? []))
        {
            if (NamesADelay(word.Text))
            {
                return true;
            }
        }

        return pod.Env.Any(static variable => NamesADelay(variable.Name));
    }

    private static bool NamesADelay(string text)
    {
        var name = text.ToLowerInvariant();
        return name.Contains("lameduck") || name.Contains("lame-duck") || name.Contains("lame_duck") || name.Contains("drain")
            || name.Contains("requestacceptgracetimeout") || name.Contains("grace-period") || name.Contains("grace_period")
            || Array.Exists(_ends, name.Contains) && Array.Exists(_delays, name.Contains);
    }
}
