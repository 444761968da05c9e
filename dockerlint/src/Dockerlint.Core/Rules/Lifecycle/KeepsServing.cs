using Dockerlint.Images;
using Dockerlint.Judgement;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>Images whose program goes on serving for a while after SIGTERM, or serves nobody who would miss a request.</summary>
internal static class KeepsServing
{
    /// <summary>
    /// knative.dev/pkg drains for 45 s after it fails its readiness (webhook.go, drain.go), Tekton is built on it; pilot-agent lets envoy drain
    /// for 5 s (TERMINATION_DRAIN_DURATION_SECONDS).
    /// </summary>
    private static readonly string[] _repositories = ["knative-releases/", "tekton-releases/", "knative.dev/", "tektoncd/"];

    public static bool Of(Stop stop)
    {
        if (stop.Container.PodContainer?.Image is not { } image)
        {
            return false;
        }

        var repository = ImageReference.Parse(image.Value).Repository;
        var name = repository.Substring(repository.LastIndexOf('/') + 1);
        return Proxies.NameOf(stop.Container.PodContainer) == Proxies.Istio || Array.Exists(_repositories, part => repository.Contains(part))
            // Whoever scrapes metrics scrapes again.
            || name.Contains("exporter") || name.Contains("metrics") || name.Contains("prometheus")
            || name is "alertmanager" or "node-problem-detector";
    }
}
