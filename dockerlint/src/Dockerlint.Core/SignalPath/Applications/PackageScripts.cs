using Dockerlint.Containers;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.SignalPath.Applications;

/// <summary>The <c>scripts</c> of a package.json that the image's working directory has; JSON is read as the YAML it is.</summary>
internal sealed class PackageScripts
{
    // A script may start another of the same file.
    private Dictionary<string, IReadOnlyList<YamlDocument>>? _documents;

    public Located<string>? Find(ImageFiles files, string folder, string script)
    {
        var path = folder.Length == 0 ? "package.json" : folder.TrimEnd('/') + "/package.json";
        if (files.FindInWorkDir(path) is not { } file)
        {
            return null;
        }

        foreach (var document in DocumentsOf(file))
        {
            if (document.RootMapping?.MappingAt("scripts")?.ScalarAt(script) is { } scalar)
            {
                return new Located<string>(scalar.Value, file.Locate(scalar.Span));
            }
        }

        return null;
    }

    private IReadOnlyList<YamlDocument> DocumentsOf(ImageFile file)
    {
        var path = file.Locate(default).Path;
        _documents ??= new(StringComparer.Ordinal);
        if (!_documents.TryGetValue(path, out var documents))
        {
            _documents[path] = documents = [.. YamlParser.Parse(new SourceText(path, file.Content))];
        }

        return documents;
    }
}
