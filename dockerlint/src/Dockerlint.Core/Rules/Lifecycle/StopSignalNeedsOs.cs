using Dockerlint.Findings;
using Dockerlint.Judgement;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4007: a pod's stop signal without the operating system that it belongs to.</summary>
public sealed class StopSignalNeedsOs() : StopRule(new RuleInfo(
    "STOP4007", "StopSignalNeedsOs", Severity.Error,
    "lifecycle.stopSignal is set without spec.os.name."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.Container is { PodContainer.StopSignal: { } signal, Workload: { IsPartial: false, Pod: { OsName: null, Start: { } start } } })
        {
            report.Add(signal.Location, $"stopSignal {signal.Value} needs spec.os.name: the API server refuses the pod without it; add os: with "
                + "name: linux to the pod's spec",
                evidence: [new Evidence("the pod's spec, without os", start)]);
        }
    }
}
