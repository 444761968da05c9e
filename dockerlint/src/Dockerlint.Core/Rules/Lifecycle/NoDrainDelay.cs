using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4001: SIGTERM comes while the endpoints still send traffic.</summary>
public sealed class NoDrainDelay() : WorkloadRule(new RuleInfo(
    "STOP4001", "NoDrainDelay", Severity.Info,
    "A pod behind a Service has no delay between the stop and SIGTERM, so new requests still reach it."))
{
    private static readonly string[] _ends = ["shutdown", "stop", "terminat", "grace"];
    private static readonly string[] _delays = ["delay", "wait", "sleep"];

    public override void Check(WorkloadStop pods, Report report)
    {
        if (Served.Of(pods) is not { Stop: { Container.PodContainer: { } pod } stop } served || pod.PreStop is { Kind: not HandlerKind.None }
            || MayDelayItself(stop, pod))
        {
            return;
        }

        report.Add(stop.Container.Anchor,
            $"{pod.Name?.Value ?? "the container"} gets SIGTERM at the moment its endpoint is removed, and Service {served.ServiceName} still sends "
                + "requests for some seconds, which are then refused; add a preStop sleep of about 5 s: it comes out of the "
                + $"{BudgetSentence.Left(stop.Budget)}",
            evidence: [served.Evidence, new Evidence("no lifecycle.preStop in this container", stop.Container.Anchor)]);
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
            || name.Contains("requestacceptgracetimeout") || name.Contains("shutdown-grace-period")
            || Array.Exists(_ends, name.Contains) && Array.Exists(_delays, name.Contains);
    }
}
