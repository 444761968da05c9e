using Dockerlint.Containers;
using Dockerlint.Findings;

namespace Dockerlint.Rules;

/// <summary>A short question put to the models. Which kind of thing it is asked about decides the base class.</summary>
public abstract class Rule(RuleInfo info)
{
    public RuleInfo Info { get; } = info;
}

/// <summary>Asked once for everything that runs: an image's final stage, a Compose service, a pod's container.</summary>
public abstract class ContainerRule(RuleInfo info) : Rule(info)
{
    public abstract void Check(Container container, Report report);
}

/// <summary>Asked once per Dockerfile.</summary>
public abstract class DockerfileRule(RuleInfo info) : Rule(info)
{
    public abstract void Check(DockerfileInput dockerfile, Report report);
}

/// <summary>Asked nothing: what it reports shows while inputs are read or findings are sorted out.</summary>
public abstract class InputRule(RuleInfo info) : Rule(info);
