using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>
/// The patches that a <c>kustomization.yaml</c> names or holds (kubectl.docs.kubernetes.io/references/kustomize/kustomization). What they make of
/// an object is <c>kubectl kustomize</c>'s work; that they change it, and what, is known without.
/// </summary>
public sealed record Kustomization(YamlMapping Root)
{
    private const string StrategicMerge = "patchesStrategicMerge";

    public static Kustomization? Of(YamlMapping root) => root.ScalarAt("kind")?.Value is "Kustomization" or "Component"
        && root.ScalarAt("apiVersion")?.Value.StartsWith("kustomize.config.k8s.io/", StringComparison.Ordinal) is true
        || root["kind"] is null && IsName(root.Source.Path)
            ? new Kustomization(root)
            : null;

    /// <summary>A file of this name needs neither <c>kind</c> nor <c>apiVersion</c>.</summary>
    public static bool IsName(string path) =>
        path.Substring(path.LastIndexOf('/') + 1) is "kustomization.yaml" or "kustomization.yml" or "Kustomization";

    /// <param name="read">A file by its path; null where it cannot be read.</param>
    public IEnumerable<ObjectPatch> Patches(Func<string, SourceText?> read)
    {
        foreach (var patch in ManifestFields.Mappings(Root, "patches").Concat(ManifestFields.Mappings(Root, "patchesJson6902")))
        {
            var target = patch.MappingAt("target");
            var kind = target?.ScalarAt("kind")?.Value;
            var name = target?.ScalarAt("name") is { } named && named.Value.IndexOfAny(['*', '.', '|', '[', '(']) < 0 ? named.Value : null;
            if (patch.ScalarAt("patch") is { } text)
            {
                foreach (var found in Read(new SourceText(Root.Source.Path, text.Value), kind, name, target is not null, text.Location))
                {
                    yield return found;
                }
            }
            else if (patch.ScalarAt("path") is { } path && read(Beside(path.Value)) is { } file)
            {
                foreach (var found in Read(file, kind, name, target is not null, null))
                {
                    yield return found;
                }
            }
        }

        foreach (var item in Root.SequenceAt(StrategicMerge)?.Items.OfType<YamlScalar>() ?? [])
        {
            var isText = item.Value.IndexOf('\n') >= 0;
            if ((isText ? new SourceText(Root.Source.Path, item.Value) : read(Beside(item.Value))) is { } source)
            {
                foreach (var found in Read(source, null, null, hasTarget: false, isText ? item.Location : null))
                {
                    yield return found;
                }
            }
        }
    }

    /// <param name="place">Where the text stands, when it is no file of its own.</param>
    private static IEnumerable<ObjectPatch> Read(SourceText source, string? kind, string? name, bool hasTarget, SourceLocation? place)
    {
        foreach (var document in YamlParser.Parse(source))
        {
            var patch = document.Root switch
            {
                YamlSequence operations when hasTarget => ObjectPatch.OfOperations(kind, name, operations, place ?? operations.Location),
                YamlMapping content => ObjectPatch.Of(
                    kind ?? content.ScalarAt("kind")?.Value, name ?? (hasTarget ? null : content.MappingAt("metadata")?.ScalarAt("name")?.Value),
                    content, place ?? content.Location),
                _ => null,
            };
            if (patch is not null)
            {
                yield return patch;
            }
        }
    }

    private string Beside(string path) => ContextPath.Normalize(ContextPath.Folder(Root.Source.Path) + path);
}
