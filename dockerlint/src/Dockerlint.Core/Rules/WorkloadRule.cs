using Dockerlint.Findings;
using Dockerlint.Kubernetes;
using Dockerlint.Linting;

namespace Dockerlint.Rules;

/// <summary>Asked once per workload, with everything else of the input in view: its containers, the Services that select it.</summary>
public abstract class WorkloadRule(RuleInfo info) : Rule(info)
{
    public abstract void Check(Workload workload, Workspace workspace, Report report);
}
