using Dockerlint.Containers;
using Dockerlint.Stops;

namespace Dockerlint.GraceBudget;

/// <summary>What the platform gives against what preStop and the application take.</summary>
/// <param name="Grace">From the first signal (a pod: from the start of preStop) to SIGKILL. Negative infinity never: an endless wait is positive infinity.</param>
/// <param name="PreStop">Taken out of the grace before the signal; 0 where the platform runs no hook inside the grace.</param>
/// <param name="Need">What the application may take after the signal; null seconds: unknown.</param>
public sealed record Budget(Amount Grace, Amount PreStop, Amount Need)
{
    /// <summary>Seconds the kubelet leaves a container, however little is left (kuberuntime_container.go, minimumGracePeriodInSeconds).</summary>
    public const double KubeletMinimum = 2;

    /// <summary>Seconds between the signal and SIGKILL; null when unknown.</summary>
    public double? Left => Grace.Seconds - PreStop.Seconds is not { } left ? null
        : IsPod && Grace.Seconds > 0 && left < KubeletMinimum ? KubeletMinimum
        : left;

    /// <summary>Positive: time to spare. Negative: cut by that much. Null: a side is unknown.</summary>
    public double? Slack => Left - Need.Seconds;

    public bool IsPod { get; init; }

    public static Budget Of(Container container) => new(PlatformGrace.Of(container), PreStopTime.Of(container), ApplicationNeed.Of(container))
    {
        IsPod = container.Kind == ContainerKind.PodContainer,
    };
}
