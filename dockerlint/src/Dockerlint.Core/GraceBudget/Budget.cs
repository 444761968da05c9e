using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget;

/// <summary>A number of seconds and who says so; "not set: default" is a source too.</summary>
/// <param name="Seconds">Null: not known.</param>
/// <param name="Source">For messages: <c>stop_grace_period</c>, <c>engine default</c>, <c>HostOptions.ShutdownTimeout</c>.</param>
/// <param name="IsDefault">Nobody wrote it.</param>
public sealed record Amount(double? Seconds, string Source, SourceLocation? Location, bool IsDefault)
{
    public static readonly Amount Nothing = new(0, "not set", null, IsDefault: true);
}

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
