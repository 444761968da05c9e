using Dockerlint.Findings;
using Dockerlint.Judgement;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4002: a rollout stops the old pod before the new one can serve.</summary>
public sealed class NoReadinessProbe() : WorkloadRule(new RuleInfo(
    "STOP4002", "NoReadinessProbe", Severity.Info,
    "A pod behind a Service has no readiness probe, so a rollout stops the old one before the new one serves."))
{
    public override void Check(WorkloadStop pods, Report report)
    {
        // A startup probe holds readiness back until the application has come up.
        if (Served.Of(pods) is { Stop: { Container.PodContainer: { Readiness: null, Startup: null } pod } stop } served)
        {
            report.Add(stop.Container.Anchor,
                $"{pod.Name?.Value ?? "the container"} counts as ready as soon as it runs, so a rollout stops the old pod while the new one still "
                    + $"starts, and Service {served.ServiceName} sends requests to it; add a readinessProbe that answers when the "
                    + "application can serve",
                evidence: [served.Evidence]);
        }
    }
}
