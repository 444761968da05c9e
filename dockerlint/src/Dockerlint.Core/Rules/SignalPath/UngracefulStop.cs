using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Programs;
using Dockerlint.Rules.Lifecycle;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2022: the stop ends badly for certain, by a cause that no rule of its own is about. What trace says, check says too.</summary>
public sealed class UngracefulStop() : RemainderRule(new RuleInfo(
    "STOP2022", "UngracefulStop", Severity.Warning,
    "The stop cuts off the application or waits out the grace, by a cause that no other rule is about."))
{
    public override void Check(Stop stop, Report report)
    {
        if (!stop.IsCertainLoss || ShellHops.IsShortLived(stop) || stop.Route.Application is not { } application
            // The hook may be the drain: who is gone before the signal is not cut off by it.
            || stop is { Route.Verdict: Verdict.CutShort, Container.PodContainer.PreStop: { } hook } && !PreStopTime.OnlyWaits(hook, stop.Container)
            || stop.Route.Verdict == Verdict.CutShort && CarriesAnother(stop))
        {
            return;
        }

        var location = stop.Route.Blocker is { } blocker ? blocker.Ending?.Location ?? blocker.Source : null;
        report.Add(
            location ?? application.Source ?? stop.Container.Anchor, $"{stop.Route.Reason}{Consequence(stop)}{Advice(application)}",
            SeverityOf(stop, application), stop.Route.Verdict, RouteEvidence.Of(stop));
    }

    /// <summary>A proxy beside an application: STOP4006 is about which of them is told first.</summary>
    private static bool CarriesAnother(Stop stop) => Proxies.NameOf(stop.Container.PodContainer) is not null
        && stop.Container.Workload!.Pod.Containers.Any(static container => !Proxies.IsPartOfOne(container));

    private static string Consequence(Stop stop) => stop.Route.Verdict switch
    {
        Verdict.KilledAfterGrace => $": the stop waits, and the container is {Phrases.KilledAfterGrace(stop)}",
        Verdict.FailsToStart => ": the container does not start",
        // The reason says that nobody told it, or what it drops.
        Verdict.NeverTold => "",
        Verdict.CutShort when stop.Route.Blocker is { Handles: HandlesSignal.Handles } blocker && blocker == stop.Route.Application => "",
        _ => ": what is in work is cut off",
    };

    private static string Advice(Hop application) => ProgramCatalog.FindServer(application.Program) switch
    {
        { On.Draining: [var first, ..] } server => $"; {server.Name} drains on {first}",
        { Advice: { } advice } => $"; {advice}",
        _ => "",
    };

    /// <summary>Nobody's work is lost with a placeholder or on a developer's machine, and an image used as it comes is its maintainers'.</summary>
    private static Severity SeverityOf(Stop stop, Hop application) =>
        stop.Container.IsDevelopment || application.Kind == HopKind.Idle && stop.Container.Workload is { Type: WorkloadKind.Pod }
        || application.Source is null && stop.Container.StopSignal.Location is null
        || stop.Route.Verdict == Verdict.CutShort && application.Kind == HopKind.Server
            && ProgramCatalog.FindServer(application.Program) is not { On.Draining.Count: > 0 }
            ? Severity.Info
            : Severity.Warning;
}
