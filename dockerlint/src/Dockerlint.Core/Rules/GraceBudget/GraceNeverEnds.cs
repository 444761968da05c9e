using Dockerlint.Compose;
using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>STOP3004: a stop may hang for ever, or for hours.</summary>
public sealed class GraceNeverEnds() : PlatformRule(new RuleInfo(
    "STOP3004", "GraceNeverEnds", Severity.Warning,
    "The grace period has no end, or is longer than an hour."))
{
    private const int Long = 3600;
    private const int Day = 86400;

    public override void CheckService(Stop stop, Report report)
    {
        if (stop.Container.Service!.StopGracePeriod is not { State: GraceState.Valid, Seconds: { } seconds } grace || Judged.HasNothingToFinish(stop))
        {
            return;
        }

        if (grace.WaitsForever)
        {
            report.Add(grace.Location, $"stop_grace_period {grace.Text} is negative, which the engine takes for no limit: docker compose down waits "
                + "for ever for an application that does not end; write the longest time it may take");
        }
        else if (seconds > Long && stop.Container.Service.Ports.Count > 0 && !DataStores.IsOne(stop))
        {
            report.Add(grace.Location, LongMessage("stop_grace_period", seconds), Severity.Info);
        }
    }

    public override void CheckWorkload(WorkloadStop pods, Report report)
    {
        // What has no Service drains work of its own choice, which may well take hours.
        if (pods.Workload.Pod.GracePeriod is { State: WholeNumberState.Valid, Value: { } seconds and > Long } grace
            && pods.Workload.Type is WorkloadKind.Deployment or WorkloadKind.ReplicaSet or WorkloadKind.ArgoRollout or WorkloadKind.DeploymentConfig
            && pods.Services.Count > 0)
        {
            report.Add(grace.Location, LongMessage("terminationGracePeriodSeconds", seconds), Severity.Info);
        }
        else if (pods.Workload.Pod.GracePeriod is { State: WholeNumberState.Valid, Value: > Day and { } days } field && !pods.Workload.IsBatch
            && !Judged.HasNothingToFinish(pods))
        {
            report.Add(field.Location,
                $"terminationGracePeriodSeconds is {BudgetSentence.Seconds(days)}, {Number(days / (double)Day)} days: one stop may take as long, and "
                    + "a node drain, a rollout or a deletion waits for it; write the longest time a stop may really take, or keep it where that is "
                    + "meant",
                Severity.Info, evidence: Waits(pods));
        }
    }

    /// <summary>Hooks and what follows share the one grace.</summary>
    private static List<Evidence> Waits(WorkloadStop pods)
    {
        var waits = new List<Evidence>();
        foreach (var stop in pods.Stops)
        {
            if (stop.Container.PodContainer?.PreStop is { Kind: not HandlerKind.None } hook)
            {
                waits.Add(new Evidence("the hook's own waits and the stop after it share this grace", hook.Location));
            }
        }

        return waits;
    }

    private static string Number(double value) => value.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);

    private static string LongMessage(string key, long seconds) =>
        $"{key} is {BudgetSentence.Seconds(seconds)}, {(seconds / 3600.0).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)} "
            + "hours: an application that hangs holds up every rollout and node drain for as long; write the longest time a stop may really take";
}
