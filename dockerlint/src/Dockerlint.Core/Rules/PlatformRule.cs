using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Kubernetes;
using Dockerlint.Linting;

namespace Dockerlint.Rules;

/// <summary>Asked once for everything that a platform stops as one: a Compose service, a pod. What one of the two has no such thing for stays silent.</summary>
public abstract class PlatformRule(RuleInfo info) : Rule(info)
{
    /// <param name="container">With <see cref="Container.Service"/> set.</param>
    public virtual void CheckService(Container container, Report report)
    {
    }

    public virtual void CheckWorkload(Workload workload, Workspace workspace, Report report)
    {
    }
}
