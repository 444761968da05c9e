using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>The <c>scripts</c> of a package.json that the image's working directory has.</summary>
internal static class PackageScripts
{
    public static Located<string>? Find(ImageFiles files, string folder, string script) =>
        files.FindSource(folder.Length == 0 ? "package.json" : folder.TrimEnd('/') + "/package.json") is { } file
            && JsonFile.Root(file)?.MappingAt("scripts")?.ScalarAt(script) is { } scalar
            ? new Located<string>(scalar.Value, file.Locate(scalar.Span))
            : null;
}
