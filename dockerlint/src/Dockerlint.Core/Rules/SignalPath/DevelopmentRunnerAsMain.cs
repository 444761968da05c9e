using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2007: a tool that builds, watches and restarts stands in front of the application.</summary>
public sealed class DevelopmentRunnerAsMain() : StopRule(new RuleInfo(
    "STOP2007", "DevelopmentRunnerAsMain", Severity.Warning,
    "A development runner is the main process and stands between the stop signal and the application."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.Container.IsDevelopment || stop.Container.IsOneShot
            || stop.Route.Application is not { Kind: HopKind.DevelopmentRunner, Source: { } location } runner)
        {
            return;
        }

        foreach (var hop in stop.Route.Hops)
        {
            // The signal is lost before it: the package manager's finding says so.
            if (hop is { Kind: HopKind.PackageManager, Program: not ("npx" or "pnpx") } && stop.Route.Blocker is { } blocker
                && !ReferenceEquals(blocker, runner))
            {
                return;
            }
        }

        var forwards = runner.Handles == HandlesSignal.Handles;
        report.Add(location, forwards
                ? $"{runner.Program} is the main process: {runner.Reason}; as its child the application is not PID 1, which hides that a .NET 10 "
                    + "console program without a handler would not stop; publish and start the output"
                : $"{runner.Program} is the main process: {runner.Reason}; build it in a stage of its own and start the program itself",
            forwards ? Severity.Info : Severity.Warning, stop.Route.Verdict, RouteEvidence.Of(stop));
    }
}
