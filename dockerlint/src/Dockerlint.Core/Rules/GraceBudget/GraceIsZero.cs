using Dockerlint.Compose;
using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Stops;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>STOP3003: no grace at all, so every stop is SIGKILL.</summary>
public sealed class GraceIsZero() : PlatformRule(new RuleInfo(
    "STOP3003", "GraceIsZero", Severity.Error,
    "The grace period is zero: the application is killed at once."))
{
    public override void CheckService(Stop stop, Report report)
    {
        if (stop.Container.Service!.StopGracePeriod is not { State: GraceState.Valid, Seconds: 0 } grace || Judged.HasNothingToFinish(stop))
        {
            return;
        }

        if (grace.WrittenSeconds is not 0)
        {
            report.Add(grace.Location, $"stop_grace_period {grace.Text} becomes 0: Compose cuts it to whole seconds, so a stop is SIGKILL at once "
                + "(exit 137); write 1s or more",
                verdict: Verdict.NeverTold, fix: new Fix("round up to 1s", IsSafe: true, [new TextEdit(grace.Location, "1s")]));
        }
        else if (!stop.Container.IsDevelopment)
        {
            report.Add(grace.Location, $"stop_grace_period {grace.Text}: a stop is SIGKILL at once (exit 137), and no handler ever runs; write the "
                + "time the application needs, or leave it out for the engine's 10 s", verdict: Verdict.NeverTold);
        }
    }

    public override void CheckWorkload(WorkloadStop pods, Report report)
    {
        if (pods.Workload.Pod.GracePeriod is not { State: WholeNumberState.Valid, Value: 0 } grace || Judged.HasNothingToFinish(pods))
        {
            return;
        }

        var risk = pods.Workload.Type == WorkloadKind.StatefulSet ? "; in a StatefulSet the next pod may start while this one still writes" : "";
        report.Add(grace.Location,
            "terminationGracePeriodSeconds 0 deletes the pod by force: preStop is not run and the containers are killed without time to "
                + $"finish{risk}; write the time the application needs, or leave it out for the default of 30 s",
            verdict: Verdict.NeverTold);
    }
}
