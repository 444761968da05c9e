using Dockerlint.Findings;
using Dockerlint.Kubernetes;
using Dockerlint.Rules;

namespace Dockerlint.Linting;

/// <summary>Puts every rule of the catalog to everything in a workspace.</summary>
public static class Linter
{
    /// <returns>Findings in the order of file, line, column and rule.</returns>
    public static IReadOnlyList<Finding> Run(Workspace workspace)
    {
        var report = new Report();
        var workloads = workspace.Workloads.ToList();
        foreach (var rule in Catalog.All)
        {
            report.Rule = rule.Info;
            report.Subject = "";
            switch (rule)
            {
                case ContainerRule asked:
                    foreach (var container in workspace.Containers)
                    {
                        report.Subject = container.Subject;
                        asked.Check(container, report);
                    }

                    break;
                case DockerfileRule asked:
                    foreach (var dockerfile in workspace.Dockerfiles)
                    {
                        asked.Check(dockerfile, report);
                    }

                    break;
                case PlatformRule asked:
                    Check(asked, workspace, workloads, report);
                    break;
                case WorkloadRule asked:
                    foreach (var workload in workloads)
                    {
                        report.Subject = SubjectOf(workload);
                        asked.Check(workload, workspace, report);
                    }

                    break;
            }
        }

        return [.. report.Findings
            .OrderBy(static finding => finding.Location.Path, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Location.Span.Start)
            .ThenBy(static finding => finding.Rule.Id, StringComparer.Ordinal)];
    }

    private static void Check(PlatformRule rule, Workspace workspace, List<Workload> workloads, Report report)
    {
        foreach (var container in workspace.Containers)
        {
            if (container.Service is not null)
            {
                report.Subject = container.Subject;
                rule.CheckService(container, report);
            }
        }

        foreach (var workload in workloads)
        {
            report.Subject = SubjectOf(workload);
            rule.CheckWorkload(workload, workspace, report);
        }
    }

    private static string SubjectOf(Workload workload) => $"{workload.Kind.Value.ToLowerInvariant()}/{workload.Name?.Value ?? "?"}";
}
