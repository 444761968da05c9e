using Dockerlint.Kubernetes;

namespace Dockerlint.Suppression;

/// <summary><c>dockerlint.io/ignore: STOP4001,STOP4002 reason</c> on an object or its pod template: about the whole object.</summary>
public static class PodAnnotations
{
    public const string Key = "dockerlint.io/ignore";

    public static IEnumerable<IgnoreComment> Of(Manifests manifests)
    {
        foreach (var workload in manifests.Workloads)
        {
            if (!workload.Annotations.TryGetValue(Key, out var annotation))
            {
                continue;
            }

            var (rules, reason) = IgnoreSyntax.RulesAndReason(annotation.Value);
            var span = workload.Span;
            yield return new IgnoreComment(rules, reason, IsOwn: true, IsGlobal: false, annotation.Location)
            {
                FirstLine = manifests.Source.PositionAt(span.Start).Line, LastLine = manifests.Source.PositionAt(span.End).Line,
            };
        }
    }
}
