using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>Sorts objects by what they are; lists are opened.</summary>
internal sealed class ObjectCollection
{
    public List<Workload> Workloads { get; } = [];

    public List<Service> Services { get; } = [];

    public List<Autoscaler> Autoscalers { get; } = [];

    public List<ConfigMap> ConfigMaps { get; } = [];

    public List<Kustomization> Kustomizations { get; } = [];

    public Dictionary<string, int> Unread { get; } = new(StringComparer.Ordinal);

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
        else if (kind == ObjectKinds.OpenShiftTemplate)
        {
            foreach (var item in ManifestFields.Mappings(root, "objects"))
            {
                Add(item, listKind: null);
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
        else if (kind == "ConfigMap" && apiVersion == "v1")
        {
            ConfigMaps.AddRange(ConfigMap.Of(root) is { } map ? [map] : Array.Empty<ConfigMap>());
        }
        else if (Kustomization.Of(root) is { } kustomization)
        {
            Kustomizations.Add(kustomization);
        }
        else if (ObjectKinds.InstallsChart(kind, apiVersion, root))
        {
            AddUnread(kind!);
        }
        else if (kind is { Length: > 0 } && apiVersion is not null && !ObjectKinds.HoldsNoPod(kind))
        {
            AddCustom(root, kind, apiVersion);
        }
    }

    /// <summary>Every pod template of a custom resource, however deep; without one it counts as not read where it speaks of containers.</summary>
    private void AddCustom(YamlMapping root, string kind, string apiVersion)
    {
        var templates = PodTemplates.Of(root);
        foreach (var (template, place) in templates)
        {
            Workloads.Add(WorkloadReader.ReadCustom(root, template, kind, apiVersion, templates.Count > 1 ? place : null));
        }

        if (templates.Count == 0 && PodTemplates.MayMakePods(root))
        {
            AddUnread(kind);
        }
    }

    private void AddUnread(string kind) => Unread[kind] = Unread.TryGetValue(kind, out var count) ? count + 1 : 1;
}
