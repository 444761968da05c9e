using Dockerlint.Findings;
using Dockerlint.Kubernetes;

namespace Dockerlint.Rules.Input;

/// <summary>STOP0003: a key that stands twice in an object of Kubernetes; the first one's value counts for nothing.</summary>
public sealed class DuplicateKey() : InputRule(Definition)
{
    public static readonly RuleInfo Definition = new(
        "STOP0003", "DuplicateKey", Severity.Warning,
        "A key stands twice in an object of Kubernetes: kubectl takes the last one and says nothing, kustomize refuses the file.");

    public static IEnumerable<Finding> In(Manifests manifests)
    {
        var isJoined = manifests.DuplicateKeys.Any(static duplicate => IsOfObject(duplicate) && duplicate.Key is "kind" or "apiVersion");
        var saysSo = false;
        foreach (var duplicate in manifests.DuplicateKeys)
        {
            var isJoint = isJoined && IsOfObject(duplicate);
            if (isJoint && saysSo)
            {
                continue;
            }

            saysSo |= isJoint;
            yield return new Finding(
                Definition, Definition.DefaultSeverity, duplicate.Location,
                isJoint ? $"{duplicate.Message}: another object begins without --- in front of it, and kubectl reads both as one, of whose keys the "
                    + "last ones count; write --- between them"
                : $"{duplicate.Message}, which counts for nothing: kubectl takes this one, kustomize refuses the file; remove one of them")
            {
                Evidence = [new Evidence("the first one", duplicate.Location.Source.AtLine(duplicate.FirstLine))],
            };
        }
    }

    /// <summary>A key of the object itself, not of something in it.</summary>
    private static bool IsOfObject(Yaml.DuplicateKey duplicate) => duplicate.Location.Start.Column == 1;
}
