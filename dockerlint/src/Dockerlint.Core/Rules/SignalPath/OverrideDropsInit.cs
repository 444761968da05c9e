using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2018: an override replaces the ENTRYPOINT that made stops work.</summary>
public sealed class OverrideDropsInit() : ContainerRule(new RuleInfo(
    "STOP2018", "OverrideDropsInit", Severity.Warning,
    "entrypoint (Compose) or command (pod) replaces the image's init or exec script, and the stop no longer works."))
{
    public override void Check(Container container, Report report)
    {
        if (container.ReplacedImage is not { } image || container.Entrypoint is not [{ Location: { } location }, ..] || container.IsDevelopment || ShellHops.IsShortLived(container) || container.Route.Application is { Kind: HopKind.Idle }
            || container.Route.HasInit || container.Route.Hops.Count == 0 || container.Route.Hops[0].Kind == HopKind.Supervisor)
        {
            return;
        }

        var lost = Lost(image.Route);
        bool isBroken = container.Route.Verdict is Verdict.KilledAfterGrace or Verdict.NeverTold or Verdict.CutShort;
        if (lost is null || !(lost.Kind == HopKind.Init ? isBroken || container is { Route.Verdict: Verdict.Unknown, IsPid1: true } : isBroken && RunsTheSame(container.Route, image.Route)))
        {
            return;
        }

        var (key, replaced, better) = container.Kind == ContainerKind.PodContainer ? ("command", "ENTRYPOINT", "args") : ("entrypoint", "ENTRYPOINT", "command");
        string again = lost.Kind == HopKind.Init && container.Kind == ContainerKind.ComposeService ? $", or add init: true" : "";
        string effect = isBroken ? container.Route.Reason : $"{container.Route.Hops[0].Program} is then PID 1 itself, where a signal without a handler is dropped";
        report.Add(location,
            $"{key} replaces the image's {replaced} and with it {lost.Program}: {effect}; write {better} instead, which keeps the {replaced}, or begin with {lost.Program}{again}",
            isBroken ? Severity.Warning : Severity.Info, container.Route.Verdict, [new Evidence($"the image's own {replaced}: {lost.CommandLine}: {lost.Reason}", lost.Source), .. RouteEvidence.Of(container)]);
    }

    /// <summary>With an exec script only what it started is a loss: an override that runs something else never had it.</summary>
    private static bool RunsTheSame(SignalRoute route, SignalRoute image) => image.Verdict == Verdict.Graceful && route.Application is { } application && application.Program == image.Application?.Program;

    /// <summary>What the image puts in front: an init, else a script that execs what it is given.</summary>
    private static Hop? Lost(SignalRoute route)
    {
        Hop? script = null;
        foreach (var hop in route.Hops)
        {
            if (hop.Kind == HopKind.Init)
            {
                return hop;
            }

            if (hop.Starts != StartsNext.Execs)
            {
                break;
            }

            script ??= hop.Kind == HopKind.Script ? hop : null;
        }

        return script;
    }
}
