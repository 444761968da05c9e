using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>Sorts objects by what they are; lists are opened.</summary>
internal sealed class ObjectCollection
{
    public List<Workload> Workloads { get; } = [];

    public List<Service> Services { get; } = [];

    public List<Autoscaler> Autoscalers { get; } = [];

    public bool SawObject { get; private set; }

    /// <param name="listKind">The item kind of the typed list around it, whose items need not name theirs.</param>
    public void Add(YamlMapping root, string? listKind)
    {
        var kind = root.ScalarAt("kind")?.Value ?? listKind;
        var apiVersion = root.ScalarAt("apiVersion")?.Value;
        SawObject |= kind is not null && apiVersion is not null;
        if (kind == "List" || ObjectKinds.ItemKind(kind) is not null)
        {
            foreach (var item in ManifestFields.Mappings(root, "items"))
            {
                Add(item, ObjectKinds.ItemKind(kind));
            }
        }
        else if (ObjectKinds.Workload(kind, apiVersion) is { } type)
        {
            SawObject = true;
            Workloads.Add(WorkloadReader.Read(root, type, kind!, apiVersion));
        }
        else if (ObjectKinds.IsCoreService(kind, apiVersion))
        {
            Services.Add(ServiceReader.ReadService(root));
        }
        else if (ObjectKinds.IsAutoscaler(kind, apiVersion))
        {
            Autoscalers.Add(ServiceReader.ReadAutoscaler(root));
        }
    }
}
