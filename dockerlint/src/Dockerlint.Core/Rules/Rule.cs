using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;

namespace Dockerlint.Rules;

/// <summary>A short question put to the models. Which kind of thing it is asked about decides the base class.</summary>
public abstract class Rule(RuleInfo info)
{
    public RuleInfo Info { get; } = info;

    /// <summary>What of a pod its answer rests on: where a patch changes that, it is information.</summary>
    public virtual PodFields DecidedBy => PodFields.All;
}

/// <summary>Asked once for everything that runs: an image's final stage, a Compose service, a pod's container.</summary>
public abstract class StopRule(RuleInfo info) : Rule(info)
{
    public abstract void Check(Stop stop, Report report);
}

/// <summary>Asked once for everything that a platform stops as one: a Compose service, a pod.
/// What one of the two has no such thing for stays silent.</summary>
public abstract class PlatformRule(RuleInfo info) : Rule(info)
{
    /// <param name="stop">Of a container with <see cref="Container.Service"/> set.</param>
    public virtual void CheckService(Stop stop, Report report)
    {
    }

    public virtual void CheckWorkload(WorkloadStop pods, Report report)
    {
    }
}

/// <summary>Asked once per workload, with its containers and the Services that select it in view.</summary>
public abstract class WorkloadRule(RuleInfo info) : Rule(info)
{
    public abstract void Check(WorkloadStop pods, Report report);
}

/// <summary>
/// Asked last, in the catalogue's order, about every stop that no finding with a bad verdict explains yet: one defect is told once.
/// </summary>
public abstract class RemainderRule(RuleInfo info) : Rule(info)
{
    public abstract void Check(Stop stop, Report report);
}

/// <summary>Asked nothing: what it reports shows while inputs are read or findings are sorted out.</summary>
public abstract class InputRule(RuleInfo info) : Rule(info);
