using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>Which files are Compose files.</summary>
public static class ComposeFile
{
    /// <summary><c>compose*.y*ml</c>, <c>docker-compose*.y*ml</c>, <c>*.compose.y*ml</c>.</summary>
    public static bool IsName(string path) => throw new NotImplementedException(path);

    /// <summary>The override that Compose reads by itself beside this main file: <c>compose.override.yaml</c> and its spellings; empty for none.</summary>
    public static IReadOnlyList<string> OverridePaths(string mainPath) => throw new NotImplementedException(mainPath);

    /// <summary>By content: a <c>services</c> mapping whose services have a Compose key.</summary>
    public static bool LooksLike(YamlDocument document) => throw new NotImplementedException(document.Source.Path);
}
