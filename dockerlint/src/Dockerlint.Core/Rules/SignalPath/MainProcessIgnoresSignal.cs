using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2008: the application is PID 1 and nothing in it handles the stop signal.</summary>
public sealed class MainProcessIgnoresSignal() : StopRule(new RuleInfo(
    "STOP2008", "MainProcessIgnoresSignal", Severity.Error,
    "The application is PID 1 and has no handler for the stop signal, which the kernel then drops."))
{
    public override PodFields DecidedBy => PodFields.Program;

    public override void Check(Stop stop, Report report)
    {
        var route = stop.Route;
        if (route.Verdict != Verdict.KilledAfterGrace || !ReferenceEquals(route.Blocker, route.Application) || stop.Container.IsOneShot
            || stop.Container.IsDevelopment
            || route.Application is not { Kind: HopKind.Runtime or HopKind.Idle or HopKind.Server, Source: { } location } application
            || application.Handles != HandlesSignal.DefaultAction
                && application is not { Kind: HopKind.Runtime, Handles: HandlesSignal.Ignores })
        {
            return;
        }

        // A server that drains on another signal, and an odd signal over a program, are STOP2014's.
        if (application.Kind == HopKind.Server || application.Kind == HopKind.Runtime && stop.Container.StopSignal.Name != "SIGTERM")
        {
            return;
        }

        // A bare pod that sleeps is somebody's toolbox.
        var isIdle = application.Kind == HopKind.Idle;
        if (isIdle && (stop.Container.Workload is { Type: Kubernetes.WorkloadKind.Pod } || stop.IsIdleWithoutGrace))
        {
            return;
        }

        var signal = stop.Container.StopSignal.Name ?? "the stop signal";
        if (application.Handles == HandlesSignal.Ignores)
        {
            report.Add(location, $"{signal} does not end {application.Program}: {application.Reason}, so it is {Phrases.KilledAfterGrace(stop)}; "
                + "finish the open work and exit in the handler", route.IsCertain ? Severity.Error : Severity.Warning, route.Verdict,
                RouteEvidence.Of(stop));
            return;
        }

        var advice = isIdle ? stop.Container.Platform.HowToAddInit : $"handle {signal} in the program, finish the open work and exit";
        report.Add(location, $"{application.Program} is PID 1 and nothing handles {signal}: {application.Reason}; the kernel drops signals that PID "
            + $"1 does not handle, so it is {Phrases.KilledAfterGrace(stop)}; {advice}{Phrases.Assuming(application.Assumption)}",
            route.IsCertain && !isIdle ? Severity.Error : Severity.Warning, route.Verdict, RouteEvidence.Of(stop));
    }
}
