using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2006: npm, yarn, pnpm or make as the main process; the shell they start the script with is where the signal ends.</summary>
public sealed class PackageManagerAsMain() : StopRule(new RuleInfo(
    "STOP2006", "PackageManagerAsMain", Severity.Warning,
    "A package manager is the main process; it passes the signal to a shell, and that shell keeps it."))
{
    public override PodFields DecidedBy => PodFields.Program;

    public override void Check(Stop stop, Report report)
    {
        var hops = stop.Route.Hops;
        for (var i = 0; i < hops.Count; i++)
        {
            if (hops[i].Kind != HopKind.PackageManager || hops[i].Source is not { } location)
            {
                continue;
            }

            // A development runner named to npx is STOP2007's; one in a package script is as deaf as any program there.
            if (stop.Container.IsOneShot || stop.Route.Application is { Kind: HopKind.OneShot } || hops.Take(i).Any(ShellHops.MayEndOtherwise)
                || hops[i].Program is "npx" or "pnpx" && stop.Route.Application is { Kind: HopKind.DevelopmentRunner })
            {
                return;
            }

            var manager = hops[i];
            var shell = i + 1 < hops.Count ? hops[i + 1] : null;
            var signal = stop.Container.StopSignal.Name ?? "the stop signal";
            var application = stop.Route.Application!;
            // Behind a shell that stays it is the second thing to mend, and STOP2001, 2003 or 2004 names the first.
            var isBehind = hops.Take(i).Any(ShellHops.StaysInFront);
            var lead = (isBehind ? "without the shell in front of it " : "") + $"{manager.Program} is the main process";
            if (manager.Trap == TrapEffect.ExitsAtOnce)
            {
                report.Add(location, $"{lead}: it exits on {signal} at once (measured: exit 1 after 0.2 s) without passing it on, and "
                    + $"{Phrases.KilledUntold(application)}; start the program itself",
                    Severity.Warning, stop.Route.Verdict, RouteEvidence.Of(stop));
            }
            else if (manager.Starts == StartsNext.ForksAndStays)
            {
                report.Add(location, $"{lead}: {Phrases.LostBehind(manager, stop)}; start the program itself",
                    Severity.Warning, stop.Route.Verdict, RouteEvidence.Of(stop));
            }
            else if (shell is not null && ShellHops.StaysInFront(shell))
            {
                var half = $"{manager.Program} passes {signal} on to its {shell.Program}, but {shell.Program} stays in front of "
                    + $"{application.Program} "
                    + (manager.WaitsForOrphans && stop.Route.Verdict == Verdict.KilledAfterGrace
                        ? $"and dies of it without passing it on, and {manager.Program} waits until {application.Program} is "
                            + Phrases.KilledAfterGrace(stop)
                        : $"and dies of it, and {Phrases.KilledUntold(application)}");
                var script = manager.Program is "npx" or "pnpx" or "bunx" ? ""
                    : $", or write \"exec …\" in the {(manager.WaitsForOrphans ? "recipe" : "package script")}";
                report.Add(location, $"{lead}: {half}; start the program itself{script}{Phrases.Assuming(shell.Assumption)}",
                    shell.Assumption is not null && stop.Container.Dockerfile is null ? Severity.Info : Severity.Warning,
                    stop.Route.Verdict, RouteEvidence.Of(stop));
            }
            else if (shell is { Kind: HopKind.Shell, Starts: StartsNext.Execs, Ending.IsExplicitExec: false } && !manager.WaitsForOrphans)
            {
                report.Add(location, $"{manager.Program} is the main process; the signal arrives today because this image's sh replaces itself by "
                    + "the script's command; start the program itself to be sure",
                    Severity.Info, stop.Route.Verdict, RouteEvidence.Of(stop, shell));
            }

            return;
        }
    }
}
