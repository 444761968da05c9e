using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>Reads a stream of Kubernetes objects; documents of other kinds are skipped without being parsed.</summary>
public static class ManifestReader
{
    public static Manifests Read(SourceText source)
    {
        var sawKind = false;
        string? kindAtAGlance = null;
        var objects = new ObjectCollection();
        List<InputError>? errors = null;
        List<TemplateMark>? templates = null;
        List<DuplicateKey>? duplicates = null;
        var hasTemplate = false;
        var isKustomization = Kustomization.IsName(source.Path);
        foreach (var document in YamlParser.Parse(source, Wanted, takesMarks: true))
        {
            hasTemplate |= document.Template is not null;
            // What cannot be read of a kind that is only looked at is nobody's error here.
            if (kindAtAGlance is null || ObjectKinds.IsOurs(kindAtAGlance))
            {
                (errors ??= []).AddRange(document.Errors);
                (duplicates ??= []).AddRange(document.DuplicateKeys);
                if (document.Template is { } template)
                {
                    (templates ??= []).Add(template);
                }
            }

            if (document.RootMapping is { } root)
            {
                var first = objects.Workloads.Count;
                objects.Add(root, listKind: null);
                for (var i = first; i < objects.Workloads.Count; i++)
                {
                    objects.Workloads[i].RenderedFrom = TemplateOf(document, root);
                }
            }
        }

        return new Manifests
        {
            Source = source,
            Workloads = objects.Workloads,
            Services = objects.Services,
            Autoscalers = objects.Autoscalers,
            ConfigMaps = objects.ConfigMaps,
            Kustomizations = objects.Kustomizations,
            Unread = objects.Unread,
            Errors = errors ?? (IReadOnlyList<InputError>)[],
            DuplicateKeys = duplicates ?? (IReadOnlyList<DuplicateKey>)[],
            Templates = templates ?? (IReadOnlyList<TemplateMark>)[],
            IsManifest = objects.SawObject || isKustomization && objects.Kustomizations.Count > 0 || source.Content.Contains("apiVersion:")
                && (sawKind || hasTemplate && source.Content.Contains("kind:")),
        };

        // "# Source: shop/templates/deployment.yaml"
        string? TemplateOf(YamlDocument document, YamlMapping root)
        {
            foreach (var comment in document.Comments)
            {
                if (comment.Start < root.Span.Start && source.Slice(comment) is var text && text.StartsWith("# Source: ", StringComparison.Ordinal))
                {
                    return text.Substring("# Source: ".Length).Trim();
                }
            }

            return null;
        }

        bool Wanted(string? kind)
        {
            sawKind |= kind is { Length: > 0 };
            kindAtAGlance = kind;
            return kind is null || isKustomization || kind == "ConfigMap" && ConfigMap.MayHoldScripts(source) || ObjectKinds.IsOurs(kind)
                || kind.Length > 0 && !ObjectKinds.HoldsNoPod(kind);
        }
    }
}
