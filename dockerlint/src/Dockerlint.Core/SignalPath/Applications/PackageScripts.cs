using Dockerlint.Containers;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.SignalPath.Applications;

/// <summary>The <c>scripts</c> of a package.json that the image's working directory has; JSON is read as the YAML it is.</summary>
internal static class PackageScripts
{
    public static Located<string>? Find(ImageFiles files, string folder, string script)
    {
        var path = folder.Length == 0 ? "package.json" : folder.TrimEnd('/') + "/package.json";
        if (files.FindInWorkDir(path) is not { } file)
        {
            return null;
        }

        foreach (var document in YamlParser.Parse(new SourceText(file.Locate(default).Path, file.Content)))
        {
            if (document.RootMapping?.MappingAt("scripts")?.ScalarAt(script) is { } scalar)
            {
                return new Located<string>(scalar.Value, file.Locate(scalar.Span));
            }
        }

        return null;
    }
}
