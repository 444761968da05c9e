namespace Dockerlint.Linting;

/// <summary>
/// Which files are worth a look for a manifest: all YAML, what becomes YAML (<c>web.yaml.tmpl</c>), and of the many JSON files and templates
/// those that say so.
/// </summary>
internal static class ManifestNames
{
    private static readonly string[] _templates = [".tmpl", ".template", ".tpl", ".tftpl", ".j2", ".jinja2", ".erb", ".in", ".envsubst"];

    private static readonly string[] _words =
        ["deployment", "pod", "statefulset", "daemonset", "replicaset", "controller", "cronjob", "job", "list", "manifest", "k8s", "kube", "deploy",
            "rollout", "-rc", "workload"];

    public static bool MayBe(string fileName)
    {
        var ending = TemplateEnding(fileName);
        if (IsYaml(fileName.Substring(0, fileName.Length - ending.Length)))
        {
            return true;
        }

        if (ending is not (".tmpl" or ".template") && !fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
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

    /// <summary>Something else puts values into it first.</summary>
    public static bool IsTemplate(string fileName) => TemplateEnding(fileName).Length > 0;

    private static bool IsYaml(string fileName) =>
        fileName.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static string TemplateEnding(string fileName) =>
        Array.Find(_templates, ending => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ?? "";
}
