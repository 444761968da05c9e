using Dockerlint.Containers;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.SignalPath.Applications;

/// <summary>From what tsc writes back to what was written: <c>dist/server.js</c> is <c>src/server.ts</c> where tsconfig.json says so.</summary>
internal static class TypeScriptOutput
{
    /// <summary>Of one package.</summary>
    private const int MaximumConfigurations = 8;

    private static readonly string[] _configurations = ["tsconfig.build.json", "tsconfig.json", "tsconfig.app.json"];

    /// <summary>The configurations that the scripts of a package.json name: <c>tsc -p tsconfig.backend.json</c>.</summary>
    private static readonly OncePerText<IReadOnlyList<string>> _named = new(static json =>
    [
        .. (JsonFile.Root(json)?.MappingAt("scripts")?.Entries ?? []).Select(static script => script.Value).OfType<YamlScalar>()
            .SelectMany(static script => script.Value.Split(' ', '\t'))
            .Where(static word => word.EndsWith(".json", StringComparison.Ordinal) && word.Contains("tsconfig"))
            .Distinct(StringComparer.Ordinal).Take(MaximumConfigurations),
    ]);

    /// <summary>The source of a compiled file, in the image that compiled it; null: not at hand.</summary>
    public static (ImageFile File, ImageFiles Files)? SourceOf(ImageFiles files, string path)
    {
        if (files.Absolute(path.IndexOf('/') < 0 ? "./" + path : path) is not { } absolute)
        {
            return null;
        }

        var (origin, compiled) = files.OriginOf(absolute);
        for (var folder = ContextPath.Folder(compiled).TrimEnd('/'); ; folder = ContextPath.Folder(folder).TrimEnd('/'))
        {
            foreach (var name in _configurations.Concat(NamedInScripts(origin, folder)))
            {
                if (origin.FindSource(folder + "/" + name) is { } configuration && SourceOf(origin, configuration, folder, compiled) is { } source)
                {
                    return (source, origin);
                }
            }

            if (folder.Length == 0)
            {
                return null;
            }
        }
    }

    private static ImageFile? SourceOf(ImageFiles files, ImageFile configuration, string folder, string compiled)
    {
        var options = Options(configuration);
        if (options?.ScalarAt("outDir") is null && Extended(files, configuration, folder) is { } based)
        {
            options = Options(based);
        }

        if (options?.ScalarAt("outDir")?.Value is not { } written)
        {
            return null;
        }

        var output = ContextPath.Normalize(folder + "/" + written) + "/";
        if (!compiled.StartsWith(output, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = compiled.Substring(output.Length);
        rest = rest.EndsWith("js", StringComparison.Ordinal) ? rest.Substring(0, rest.Length - 2) + "ts" : rest + ".ts";
        // Without rootDir it is the folder that all sources are in.
        string[] roots = options.ScalarAt("rootDir") is { } root ? [root.Value] : ["", "src"];
        foreach (var candidate in roots)
        {
            if (files.Find(ContextPath.Normalize(folder + "/" + candidate + "/" + rest)) is { } file)
            {
                return file;
            }
        }

        return null;
    }

    private static IReadOnlyList<string> NamedInScripts(ImageFiles files, string folder) =>
        files.FindSource(folder + "/package.json") is { } package ? _named.Of(package.Content) : [];

    private static YamlMapping? Options(ImageFile file) => JsonFile.RootWithComments(file)?.MappingAt("compilerOptions");

    private static ImageFile? Extended(ImageFiles files, ImageFile file, string folder) =>
        JsonFile.RootWithComments(file)?.ScalarAt("extends")?.Value is { } path && path.StartsWith(".", StringComparison.Ordinal)
            ? files.FindSource(ContextPath.Normalize(folder + "/" + path))
                ?? files.FindSource(ContextPath.Normalize(folder + "/" + path + ".json"))
            : null;
}
