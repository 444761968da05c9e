using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>Reads a stream of Kubernetes objects; documents of other kinds are skipped without being parsed.</summary>
public static class ManifestReader
{
    public static Manifests Read(SourceText source)
    {
        var sawKind = false;
        var documents = new List<YamlDocument>();
        foreach (var document in YamlParser.Parse(source, Wanted))
        {
            documents.Add(document);
        }

        var objects = new ObjectCollection();
        foreach (var document in documents)
        {
            if (document.RootMapping is { } root)
            {
                objects.Add(root, listKind: null);
            }
        }

        return new Manifests
        {
            Source = source,
            Workloads = objects.Workloads,
            Services = objects.Services,
            Autoscalers = objects.Autoscalers,
            Errors = documents.SelectMany(static document => document.Errors).ToList(),
            Templates = documents.Where(static document => document.Template is not null).Select(static document => document.Template!).ToList(),
            Documents = documents,
            IsManifest = objects.SawObject || (sawKind && source.Content.Contains("apiVersion:")),
        };

        bool Wanted(string? kind)
        {
            sawKind |= kind is { Length: > 0 };
            return kind is null || ObjectKinds.IsOurs(kind);
        }
    }
}
