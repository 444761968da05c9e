using Dockerlint.Stops;

namespace Dockerlint.Containers;

/// <summary>Who starts a container and stops it: its grace, the key that sets it, and the words its users know.</summary>
/// <param name="Stop">What a person does to stop it: <c>docker stop</c>.</param>
/// <param name="DefaultGrace">Seconds from the signal to SIGKILL where nobody says.</param>
public sealed record Platform(string Stop, Amount DefaultGrace)
{
    /// <summary><c>docker stop</c> without <c>-t</c> waits 10 s (moby daemon/config: DefaultStopTimeout).</summary>
    public static readonly Platform Engine = new("docker stop", new Amount(10, "engine default", null, IsDefault: true))
    {
        HowToAddInit = "add init: true (docker run --init), under which the default action ends it",
    };

    /// <summary>Compose leaves an unset grace to the engine.</summary>
    public static readonly Platform Compose = Engine with { GraceKey = "stop_grace_period", EntrypointKey = "entrypoint", CommandKey = "command" };

    /// <summary>
    /// What an Aspire app host starts on the developer's machine and publishes elsewhere: who stops it, and after how long, is not in the code
    /// unless an argument for the engine says so.
    /// </summary>
    public static readonly Platform Aspire = new("the end of the app host", new Amount(null, "not said in the app host", null, IsDefault: true))
    {
        GraceKey = "--stop-timeout", EntrypointKey = "WithEntrypoint", CommandKey = "WithArgs",
        HowToAddInit = "add WithContainerRuntimeArgs(\"--init\"), under which the default action ends it",
    };

    /// <summary>k8s.io/api core/v1 PodSpec.TerminationGracePeriodSeconds; the kubelet leaves at least 2 s after a hook.</summary>
    public static readonly Platform Kubernetes = new("pod deletion", new Amount(30, "pod default", null, IsDefault: true))
    {
        GraceKey = "terminationGracePeriodSeconds", EntrypointKey = "command", CommandKey = "args", RunsHooksInsideGrace = true, MinimumAfterHook = 2,
        HowToAddInit = "let a shell wait for it (trap 'exit 0' TERM; sleep infinity & wait), or share the process namespace, where it is not PID 1",
    };

    /// <summary>A revision's pods get timeoutSeconds as their grace; the pod's own key is refused (knative.dev/serving RevisionSpec).</summary>
    public static readonly Platform Knative = Kubernetes with
    {
        DefaultGrace = new Amount(300, "Knative's default timeout", null, IsDefault: true), GraceKey = "timeoutSeconds",
    };

    /// <summary>10 s after SIGTERM, whatever is asked for (cloud.google.com/run/docs/container-contract, instance shutdown).</summary>
    public static readonly Platform CloudRun = Kubernetes with
    {
        DefaultGrace = new Amount(10, "Cloud Run's limit", null, IsDefault: true), GraceKey = null, RunsHooksInsideGrace = false,
        MinimumAfterHook = 0,
    };

    /// <summary>The key that sets the grace; null where nothing in a file does.</summary>
    public string? GraceKey { get; init; }

    /// <summary>The key that replaces the image's ENTRYPOINT; empty for an image alone.</summary>
    public string EntrypointKey { get; init; } = "";

    /// <summary>The key that replaces the image's CMD alone; empty for an image alone.</summary>
    public string CommandKey { get; init; } = "";

    /// <summary>preStop is part of the grace: what it takes the application does not get.</summary>
    public bool RunsHooksInsideGrace { get; init; }

    /// <summary>Seconds left to a container however long its hook took (kuberuntime_container.go, minimumGracePeriodInSeconds).</summary>
    public double MinimumAfterHook { get; init; }

    /// <summary>What helps a program that only keeps the container alive.</summary>
    public required string HowToAddInit { get; init; }

    /// <summary>A pod's container, whichever product runs the pod.</summary>
    public bool IsPod => EntrypointKey == Kubernetes.EntrypointKey;

    /// <summary><c>init: true</c> is a key of the service.</summary>
    public bool HasInitKey => ReferenceEquals(this, Compose);
}
