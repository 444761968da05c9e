using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Kubernetes;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4005: the hook stops the server itself and returns, and SIGTERM cuts the drain it began.</summary>
public sealed class PreStopStopsServer() : ContainerRule(new RuleInfo(
    "STOP4005", "PreStopStopsServer", Severity.Warning,
    "preStop begins the server's own shutdown and does not wait for it; the stop signal follows at once."))
{
    public override void Check(Container container, Report report)
    {
        if (container.PodContainer?.PreStop is not { Kind: HandlerKind.Exec } hook || container.IsOneShot || StopCommand.Last(hook.Command) is not { } stop)
        {
            return;
        }

        string? signal = container.StopSignal.Name;
        if (stop.IsNginxQuit && (signal is null or "SIGQUIT" || !container.Base.IsKnown && !container.StopSignal.IsExplicit))
        {
            // The second SIGQUIT changes nothing; an unknown image may well be made from nginx, which sets SIGQUIT.
            return;
        }

        if (stop.IsProcessOne && !container.IsPid1)
        {
            // In a shared process namespace that is the pause process.
            return;
        }

        string effect = stop.IsNginxQuit ? $"{signal} follows at once and turns the graceful quit into a fast shutdown"
            : stop.IsFast ? "that is a fast shutdown, which drops open requests"
            : $"the hook returns at once, and {signal ?? "the stop signal"} arrives as a second signal, on which many servers stop without draining";
        string advice = stop.IsNginxQuit || stop.IsFast ? "sleep in preStop and set the image's STOPSIGNAL to SIGQUIT" : "sleep in preStop and let the stop signal do the rest, or wait in the hook until the process is gone";
        report.Add(stop.Location, $"{stop.Text}: {effect}; {advice}", evidence: [new Evidence($"stop signal: {signal ?? "unknown"} ({container.StopSignal.Origin})", container.StopSignal.Location)]);
    }
}
