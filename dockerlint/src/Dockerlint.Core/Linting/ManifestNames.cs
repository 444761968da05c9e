namespace Dockerlint.Linting;

/// <summary>Which files are worth a look for a manifest: all YAML, and of the many JSON files those that say so.</summary>
internal static class ManifestNames
{
    private static readonly string[] _words =
        ["deployment", "pod", "statefulset", "daemonset", "replicaset", "controller", "cronjob", "job", "list", "manifest", "k8s", "kube", "deploy",
            "rollout", "-rc", "workload"];

    public static bool MayBe(string fileName)
    {
        if (fileName.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (var word in _words)
        {
            if (fileName.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
