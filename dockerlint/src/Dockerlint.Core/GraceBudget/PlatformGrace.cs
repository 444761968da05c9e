using Dockerlint.Compose;
using Dockerlint.Containers;
using Dockerlint.Kubernetes;
using Dockerlint.Stops;

namespace Dockerlint.GraceBudget;

/// <summary>How long the platform waits before SIGKILL.</summary>
public static class PlatformGrace
{
    /// <summary>Seconds; <c>docker stop</c> without <c>-t</c> (moby daemon/config: DefaultStopTimeout).</summary>
    public const double EngineDefault = 10;

    /// <summary>Seconds; k8s.io/api core/v1 PodSpec.TerminationGracePeriodSeconds.</summary>
    public const double PodDefault = 30;

    public static Amount Of(Container container) => container switch
    {
        { Service: { } service } => OfService(service),
        { Workload: { } workload } => OfPod(workload.Pod),
        _ => new Amount(EngineDefault, "engine default", null, IsDefault: true),
    };

    private static Amount OfService(ComposeService service) => service.StopGracePeriod switch
    {
        null => new Amount(EngineDefault, "engine default", null, IsDefault: true),
        { State: GraceState.Valid, Seconds: { } seconds } grace => new Amount(grace.WaitsForever ? double.PositiveInfinity : seconds, "stop_grace_period", grace.Location, IsDefault: false),
        var grace => new Amount(null, "stop_grace_period", grace.Location, IsDefault: false),
    };

    private static Amount OfPod(PodSpec pod) => pod.GracePeriod switch
    {
        null => new Amount(PodDefault, "pod default", null, IsDefault: true),
        { State: WholeNumberState.Valid, Value: { } seconds } grace => new Amount(seconds, "terminationGracePeriodSeconds", grace.Location, IsDefault: false),
        var grace => new Amount(null, "terminationGracePeriodSeconds", grace.Location, IsDefault: false),
    };
}
