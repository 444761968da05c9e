using Dockerlint.Containers;
using Dockerlint.Kubernetes;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget;

/// <summary>
/// How long a preStop hook holds the signal back. The kubelet starts the grace clock before the hook; Compose runs <c>pre_stop</c> before
/// the stop call, outside the grace, so a service's hook takes nothing from it.
/// </summary>
public static class PreStopTime
{
    public static Amount Of(Container container) => container.PodContainer?.PreStop is { } hook ? Of(hook, container) : Amount.Nothing;

    private static Amount Of(LifecycleHandler hook, Container container) => hook.Kind switch
    {
        HandlerKind.Sleep when hook.SleepSeconds is { Value: { } seconds } sleep =>
            new Amount(seconds, "preStop sleep", sleep.Location, IsDefault: false),
        HandlerKind.Exec => Of(
            Held.Of(hook.Command, container.Environment, program => container.Files.FindProgram(program)?.Content), hook.Location),
        HandlerKind.None => Amount.Nothing,
        _ => new Amount(null, "preStop hook", hook.Location, IsDefault: false),
    };

    /// <summary>A bound of nothing says nothing: unknown.</summary>
    private static Amount Of(Held held, SourceLocation location) =>
        new(held is { IsAtLeast: true, Seconds: 0 } ? null : held.Seconds, "preStop exec", location, IsDefault: false)
        {
            IsAtLeast = held is { IsAtLeast: true, Seconds: > 0 },
        };
}
