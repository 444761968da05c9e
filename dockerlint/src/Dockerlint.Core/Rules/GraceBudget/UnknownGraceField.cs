using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>STOP3006: a key that was meant as the grace period and is none.</summary>
public sealed class UnknownGraceField() : PlatformRule(new RuleInfo(
    "STOP3006", "UnknownGraceField", Severity.Error,
    "A key that looks like the grace period, and is not one here."))
{
    /// <summary>What the API server refuses or drops, no patch mends.</summary>
    public override PodFields DecidedBy => PodFields.None;

    public override void CheckService(Stop stop, Report report)
    {
        foreach (var key in stop.Container.Service!.UnknownGraceKeys)
        {
            var isHere = key.Place.StartsWith("service ", StringComparison.Ordinal);
            var canRename = isHere && stop.Container.Service.StopGracePeriod is null && key.Value is { } value
                && Durations.Compose(value, out _) is not null;
            report.Add(key.Location, $"{key.Key} is no key of {(isHere ? "a service" : key.Place)}: Compose refuses the file, tools that do not "
                + $"check stop after the engine's 10 s; the key is {key.RightKey}, a key of the service, with a unit ({key.RightKey}: 30s)",
                fix: canRename ? Rename(key) : null);
        }
    }

    public override void CheckWorkload(WorkloadStop pods, Report report)
    {
        if (pods.Workload is { Type: WorkloadKind.KnativeService, IsCloudRun: false, Pod.GracePeriod: { } refused })
        {
            report.Add(refused.Location,
                "Knative refuses terminationGracePeriodSeconds: a revision's pods get its timeoutSeconds as their grace (300 s by default); write "
                    + "timeoutSeconds in its place");
        }

        foreach (var key in pods.Workload.UnknownGraceKeys)
        {
            var canRename = key is { Place: "pod spec", IsMisplaced: false } && pods.Workload.Pod.GracePeriod is null
                && long.TryParse(key.Value, out var seconds) && seconds >= 0;
            var what = key.IsMisplaced ? $"{key.Key} has no meaning in {Article(key.Place)}" : $"Kubernetes has no field {key.Key}";
            report.Add(key.Location, $"{what}: kubectl refuses it or, without strict validation, it is dropped silently, and the pod keeps "
                + $"{Kept(pods)}; write {key.RightKey} in {key.RightPlace}",
                fix: canRename ? Rename(key) : null);
        }
    }

    private static string Kept(WorkloadStop pods) => pods.Workload.Pod.GracePeriod is { Value: { } seconds } ? $"its {seconds} s"
        : "the default of 30 s";

    private static string Article(string place) =>
        place.IndexOf(' ') < 0 || place.StartsWith("lifecycle", StringComparison.Ordinal) || place.StartsWith("preStop", StringComparison.Ordinal)
            ? place
            : "the " + place;

    private static Fix Rename(UnknownGraceKey key) => new($"rename to {key.RightKey}", IsSafe: true, [new TextEdit(key.Location, key.RightKey)]);
}
