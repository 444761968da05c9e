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
        var documents = new List<YamlDocument>();
        var ours = new List<YamlDocument>();
        foreach (var document in YamlParser.Parse(source, Wanted))
        {
            documents.Add(document);
            // What cannot be read of a kind that is only looked at is nobody's error here.
            if (kindAtAGlance is null || ObjectKinds.IsOurs(kindAtAGlance))
            {
                ours.Add(document);
            }
        }

        var objects = new ObjectCollection();
        foreach (var document in documents)
        {
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
            Unread = objects.Unread,
            Errors = ours.SelectMany(static document => document.Errors).ToList(),
            Templates = ours.Where(static document => document.Template is not null).Select(static document => document.Template!).ToList(),
            IsManifest = objects.SawObject || source.Content.Contains("apiVersion:")
                && (sawKind || documents.Exists(static document => document.Template is not null) && source.Content.Contains("kind:")),
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
            return kind is null || ObjectKinds.IsOurs(kind) || kind.Length > 0 && !ObjectKinds.HoldsNoPod(kind);
        }
    }
}
