using Dockerlint.Compose;
using Dockerlint.Kubernetes;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Cli.Inputs;

/// <summary>Which YAML is ours.</summary>
internal static class YamlInputs
{
    public static bool IsYaml(string fileName) => fileName.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>A look at the text before it is parsed: most YAML of a repository is neither.</summary>
    public static bool IsCompose(SourceText source)
    {
        if (!source.Content.Contains("services:", StringComparison.Ordinal) && !source.Content.Contains("include:", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var document in YamlParser.Parse(source))
        {
            return ComposeFile.LooksLike(document);
        }

        return false;
    }

    public static bool IsManifest(SourceText source) => source.Content.Contains("kind:", StringComparison.Ordinal) && ManifestReader.Read(source).IsManifest;
}
