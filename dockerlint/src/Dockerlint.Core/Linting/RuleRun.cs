using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Rules;
using Dockerlint.Text;

namespace Dockerlint.Linting;

/// <summary>Puts every rule of the catalog to everything in a workspace.</summary>
internal static class RuleRun
{
    /// <param name="errors">A rule that fails on one thing costs that answer only, and says so here.</param>
    public static IReadOnlyList<Finding> Ask(Workspace workspace, List<InputError> errors)
    {
        var findings = new FindingSet();
        foreach (var rule in Catalog.All)
        {
            foreach (var stop in workspace.Stops)
            {
                Guard.Run(errors, stop.Container.Anchor, () => Ask(rule, stop, new Report(findings, rule.Info, stop.Container.Subject, stop)));
            }

            foreach (var workload in workspace.Workloads)
            {
                Guard.Run(errors, workload.Workload.Kind.Location, () => Ask(rule, workload, new Report(findings, rule.Info, workload.Subject)));
            }
        }

        foreach (var rule in Catalog.All.OfType<RemainderRule>())
        {
            foreach (var stop in workspace.Stops.Where(stop => !findings.Explains(stop)))
            {
                Guard.Run(
                    errors, stop.Container.Anchor, () => rule.Check(stop, new Report(findings, rule.Info, stop.Container.Subject, stop)));
            }
        }

        return findings.Findings;
    }

    private static void Ask(Rule rule, Stop stop, Report report)
    {
        switch (rule)
        {
            case StopRule asked:
                asked.Check(stop, report);
                break;
            case PlatformRule asked when stop.Container.Service is not null:
                asked.CheckService(stop, report);
                break;
        }
    }

    private static void Ask(Rule rule, WorkloadStop workload, Report report)
    {
        switch (rule)
        {
            case PlatformRule asked:
                asked.CheckWorkload(workload, report);
                break;
            case WorkloadRule asked:
                asked.Check(workload, report);
                break;
        }
    }
}
