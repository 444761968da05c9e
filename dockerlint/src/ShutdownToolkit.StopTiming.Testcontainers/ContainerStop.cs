using DotNet.Testcontainers.Containers;

namespace ShutdownToolkit.StopTiming.Testcontainers;

/// <summary>The measured stop of a container that Testcontainers started.</summary>
public static class ContainerStop
{
    /// <summary>Stops the container and reports how. Call it instead of <c>StopAsync</c>: <c>DisposeAsync</c> alone kills.</summary>
    /// <exception cref="StopTimingException">The stop could not be measured.</exception>
    public static Task<StopReport> MeasureStopAsync(this IContainer container, StopOptions? options = null, CancellationToken cancellation = default) =>
        StopProbe.MeasureAsync(container.Id, options, cancellation);
}
