using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2018: an override replaces the ENTRYPOINT that made stops work.</summary>
public sealed class OverrideDropsInit() : StopRule(new RuleInfo(
    "STOP2018", "OverrideDropsInit", Severity.Warning,
    "entrypoint (Compose) or command (pod) replaces the image's init or exec script, and the stop no longer works."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.ReplacedImage is not { } image || stop.Container.Entrypoint is not [{ Location: { } location }, ..] || stop.Container.IsDevelopment
            || ShellHops.IsShortLived(stop) || stop.Route.Application is { Kind: HopKind.Idle }
            // Behind the image's ENTRYPOINT that shell would keep the signal just the same: its own rule tells it.
            || stop.Route.Blocker is { Kind: HopKind.Shell or HopKind.Script }
            || stop.Route.HasInit || stop.Route.Hops.Count == 0 || stop.Route.Hops[0].Kind == HopKind.Supervisor)
        {
            return;
        }

        var lost = Lost(image.Route);
        var isBroken = stop.Route.Verdict is Verdict.KilledAfterGrace or Verdict.NeverTold or Verdict.CutShort;
        if (lost is null
            || !(lost.Kind == HopKind.Init ? isBroken || stop is { Route.Verdict: Verdict.Unknown, Container.IsPid1: true }
                : isBroken && RunsTheSame(stop.Route, image.Route)))
        {
            return;
        }

        var platform = stop.Container.Platform;
        var again = lost.Kind == HopKind.Init && platform.HasInitKey ? ", or add init: true" : "";
        var effect = isBroken ? stop.Route.Reason : $"{stop.Route.Hops[0].Program} is then PID 1 itself, where a signal without a handler is dropped";
        report.Add(location,
            $"{platform.EntrypointKey} replaces the image's ENTRYPOINT and with it {lost.Program}: {effect}; write {platform.CommandKey} instead, "
                + $"which keeps the ENTRYPOINT, or begin with {lost.Program}{again}",
            isBroken ? Severity.Warning : Severity.Info, stop.Route.Verdict,
            [new Evidence($"the image's own ENTRYPOINT: {lost.CommandLine}: {lost.Reason}", lost.Source), .. RouteEvidence.Of(stop)]);
    }

    /// <summary>With an exec script only what it started is a loss: an override that runs something else never had it.</summary>
    private static bool RunsTheSame(SignalRoute route, SignalRoute image) => image.Verdict == Verdict.Graceful && route.Application is { } application
        && application.Program == image.Application?.Program;

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
