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

    /// <summary>The hook holds the signal back and does nothing else, so the signal does what it does without a hook.</summary>
    public static bool OnlyWaits(LifecycleHandler hook, Container container) => hook.Kind == HandlerKind.Sleep
        || hook.Kind == HandlerKind.Exec && HeldBy(hook, container) is { IsAtLeast: false, TellsPrograms: false };

    private static Held HeldBy(LifecycleHandler hook, Container container) =>
        Held.Of(hook.Command, container.Environment, program => container.Files.FindProgram(program)?.Content);

    private static Amount Of(LifecycleHandler hook, Container container) => hook.Kind switch
    {
        HandlerKind.Sleep when hook.SleepSeconds is { Value: { } seconds } sleep =>
            new Amount(seconds, "preStop sleep", sleep.Location, IsDefault: false),
        HandlerKind.Exec => Of(HeldBy(hook, container), hook.Location),
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
