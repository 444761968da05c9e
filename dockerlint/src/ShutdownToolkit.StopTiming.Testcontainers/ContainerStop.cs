using System.Runtime.CompilerServices;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using ShutdownToolkit.StopTiming.Engines;

namespace ShutdownToolkit.StopTiming.Testcontainers;

/// <summary>The measured stop of a container that Testcontainers started.</summary>
public static class ContainerStop
{
    /// <summary>
    /// Stops the container and reports how. Call it instead of <c>StopAsync</c>: <c>DisposeAsync</c> alone is a forced removal, which sends SIGKILL.
    /// It asks the engine that the container was started on, a remote one too, unless the options name another.
    /// </summary>
    /// <exception cref="StopTimingException">The stop could not be measured.</exception>
    public static async Task<StopReport> MeasureStopAsync(
        this IContainer container, StopOptions? options = null, CancellationToken cancellation = default)
    {
        var chosen = options ?? new StopOptions();
        if (chosen.Engine is not null)
        {
            return await StopProbe.MeasureAsync(container.Id, chosen, cancellation);
        }

        var endpoint = Endpoint(container)
            ?? throw new StopTimingException(StopTimingFault.NoEngine, "Testcontainers has found no container engine.");
        using var client = endpoint.GetDockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan).Build();
        using var engine = new Engine(client);
        return await StopProbe.MeasureAsync(container.Id, chosen with { Engine = engine }, cancellation);
    }

    /// <summary>
    /// Prepares a container for a measured stop: it has <paramref name="grace"/> between the stop signal and SIGKILL, whoever stops it
    /// (Testcontainers' own <c>StopAsync</c> has no argument for it and takes the engine's 10 s), and it is kept after its end, so that its exit
    /// code and its log can be read and it can be started again. Call it last: it undoes an earlier <c>WithAutoRemove(true)</c>.
    /// </summary>
    /// <param name="grace">In whole seconds, as engines take it; null: as the image or the builder has it.</param>
    public static TBuilder WithMeasuredStop<TBuilder, TContainer, TConfiguration>(
        this IContainerBuilder<TBuilder, TContainer, TConfiguration> builder, TimeSpan? grace = null)
        where TContainer : IContainer
        where TConfiguration : IContainerConfiguration => builder.WithCreateParameterModifier(parameters =>
    {
        parameters.StopTimeout = grace ?? parameters.StopTimeout;
        if (parameters.HostConfig is { } host)
        {
            host.AutoRemove = false;
        }
    });

    // The container knows its endpoint and does not tell. Where a later Testcontainers keeps it elsewhere, it is the one of all builders.
    private static IDockerEndpointAuthenticationConfiguration? Endpoint(IContainer container)
    {
        try
        {
            return container is DockerContainer docker ? Configuration(docker).DockerEndpointAuthConfig
                : TestcontainersSettings.OS.DockerEndpointAuthConfig;
        }
        catch (MissingFieldException)
        {
            return TestcontainersSettings.OS.DockerEndpointAuthConfig;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_configuration")]
    private static extern ref IContainerConfiguration Configuration(DockerContainer container);
}
