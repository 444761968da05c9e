namespace Dockerlint.Kubernetes;

/// <summary>Finds the Services that select a workload's pods without asking every Service about every workload.</summary>
internal sealed class ServiceIndex
{
    /// <summary>Of Services that may select one workload's pods: a manifest can hold thousands of either.</summary>
    private const int MaximumAsked = 1000;

    /// <summary>Of those that do.</summary>
    private const int MaximumFound = 100;

    private readonly Dictionary<(string Label, string Value), List<Service>> _byLabel = [];

    public ServiceIndex(IEnumerable<Service> services)
    {
        var selecting = services.Where(static service => service.Selector.Count > 0).ToList();
        var uses = new Dictionary<(string, string), int>();
        foreach (var pair in selecting.SelectMany(static service => service.Selector))
        {
            uses[(pair.Key, pair.Value.Value)] = uses.TryGetValue((pair.Key, pair.Value.Value), out var count) ? count + 1 : 1;
        }

        foreach (var service in selecting)
        {
            // The rarest of its labels: `tier: backend` may stand in every one.
            var rarest = service.Selector.Select(static pair => (pair.Key, pair.Value.Value)).OrderBy(pair => uses[pair])
                .ThenBy(static pair => pair.Key, StringComparer.Ordinal).First();
            if (!_byLabel.TryGetValue(rarest, out var list))
            {
                _byLabel[rarest] = list = [];
            }

            list.Add(service);
        }
    }

    public IEnumerable<Service> Of(Workload workload) =>
        Candidates(workload).Take(MaximumAsked).Where(service => service.Selects(workload)).Take(MaximumFound);

    private IEnumerable<Service> Candidates(Workload workload)
    {
        foreach (var label in workload.PodLabels)
        {
            if (!_byLabel.TryGetValue((label.Key, label.Value.Value), out var services))
            {
                continue;
            }

            foreach (var service in services)
            {
                yield return service;
            }
        }
    }
}
