using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2008: the application is PID 1 and nothing in it handles the stop signal.</summary>
public sealed class MainProcessIgnoresSignal() : ContainerRule(new RuleInfo(
    "STOP2008", "MainProcessIgnoresSignal", Severity.Error,
    "The application is PID 1 and has no handler for the stop signal, which the kernel then drops."))
{
    public override void Check(Container container, Report report)
    {
        var route = container.Route;
        if (route.Verdict != Verdict.KilledAfterGrace || !ReferenceEquals(route.Blocker, route.Application) || container.IsOneShot || container.IsDevelopment
            || route.Application is not { Kind: HopKind.Runtime or HopKind.Idle or HopKind.Server, Handles: HandlesSignal.DefaultAction, Source: { } location } application)
        {
            return;
        }

        // A server that drains on another signal, and an odd signal over a program, are STOP2014's.
        if (application.Kind == HopKind.Server || application.Kind == HopKind.Runtime && container.StopSignal.Name != "SIGTERM")
        {
            return;
        }

        // A bare pod that sleeps is somebody's toolbox.
        bool isIdle = application.Kind == HopKind.Idle;
        if (isIdle && container.Workload is { Type: Kubernetes.WorkloadKind.Pod })
        {
            return;
        }

        string signal = container.StopSignal.Name ?? "the stop signal";
        string advice = isIdle ? "add init: true (docker run --init), under which the default action ends it" : $"handle {signal} in the program, finish the open work and exit";
        report.Add(location, $"{application.Program} is PID 1 and nothing handles {signal}: {application.Reason}; the kernel drops signals that PID 1 does not handle, so it is {Phrases.KilledAfterGrace(container)}; {advice}{Phrases.Assuming(application.Assumption)}",
            route.IsCertain ? Severity.Error : Severity.Warning, route.Verdict, RouteEvidence.Of(container));
    }
}
