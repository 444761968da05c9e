using ShutdownToolkit.StopTiming.Engines;

namespace ShutdownToolkit.StopTiming;

/// <summary>How a stop is to be measured.</summary>
public sealed record StopOptions
{
    /// <summary>Null: the engine that is found, see <see cref="Engines.Engine"/>.</summary>
    public Engine? Engine { get; init; }

    /// <summary>
    /// Time between the stop signal and SIGKILL, in whole seconds as engines take it (a fraction is cut off, as Compose does); null: the container's
    /// own, else 10 s.
    /// </summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>Another stop signal than the image's or the container's own.</summary>
    public string? Signal { get; init; }

    /// <summary>How often; a container that exists already is started again between the runs.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>
    /// Null: the health check where there is one, else <see cref="Readiness.Settled"/>; a container that already runs is taken as ready.
    /// </summary>
    public Readiness? Readiness { get; init; }

    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Text of the line that the application logs when its shutdown is complete: the proof of a graceful stop.</summary>
    public string? DoneLog { get; init; }

    /// <summary>Requests that run while it stops.</summary>
    public LoadOptions? Load { get; init; }

    /// <summary>Plays the kubelet's sequence instead of <c>docker stop</c>.</summary>
    public PodStop? Pod { get; init; }

    /// <summary>Adds (or forbids) the engine's own init; null: as the image or container has it.</summary>
    public bool? Init { get; init; }

    /// <summary>
    /// Options of <c>docker run</c> before the image's name: <c>-e</c>, <c>-v</c>, <c>-p</c>, …; one that is not understood is refused.
    /// </summary>
    public IReadOnlyList<string> RunArguments { get; init; } = [];

    /// <summary>Arguments after the image's name, in place of its CMD.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Our own clock, for waiting and for requests; what the engine did is timed by the engine.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>One sentence for each step, while it runs.</summary>
    public IProgress<string>? Progress { get; init; }
}

/// <summary>Requests sent one after another by each of several clients, each on a connection of its own.</summary>
/// <param name="Address">What to get; the host name <c>container</c> stands for the container's own address.</param>
/// <param name="Concurrency">How many clients.</param>
public sealed record LoadOptions(Uri Address, int Concurrency = 4)
{
    /// <summary>How long one request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>
/// How the kubelet ends a container: the grace starts, preStop runs inside of it, then the signal, then at least 2 s, then SIGKILL.
/// </summary>
/// <param name="PreStop">argv of the preStop exec; empty when there is none.</param>
public sealed record PodStop(IReadOnlyList<string> PreStop)
{
    /// <summary>
    /// kubelet's minimumGracePeriodInSeconds (pkg/kubelet/kuberuntime/kuberuntime_container.go): what the container gets after preStop used up the
    /// grace.
    /// </summary>
    public static TimeSpan MinimumAfterPreStop { get; } = TimeSpan.FromSeconds(2);

    /// <summary>terminationGracePeriodSeconds when the pod does not set it.</summary>
    public static TimeSpan DefaultGrace { get; } = TimeSpan.FromSeconds(30);
}
