using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>Loads Compose files as <c>docker compose -f a -f b</c> does; never throws and never touches the file system itself.</summary>
public static class ComposeLoader
{
    /// <param name="files">The main file and its overrides, in order; at least one.</param>
    /// <param name="readFile">A path in the form of the files' own paths, to its text; null where there is none.</param>
    /// <param name="environment">Variables for interpolation; the <c>.env</c> beside the main file is read in
    /// addition and loses against them.</param>
    public static ComposeProject Load(
        IReadOnlyList<ComposeSource> files, Func<string, SourceText?> readFile, IReadOnlyDictionary<string, string>? environment = null)
    {
        var inputs = new ComposeInputs(readFile);
        foreach (var file in files)
        {
            inputs.Add(file);
        }

        var directory = ComposePaths.Directory(files[0].Text.Path);
        var given = environment ?? new Dictionary<string, string>();
        Func<string, string?> lookup = name => given.TryGetValue(name, out var value) ? value : null;
        if (inputs.ReadVariables(ComposePaths.Join(directory, ".env"), namedAt: null) is { } dotEnv)
        {
            lookup = ComposeModel.EnvironmentOver(lookup, [dotEnv]);
        }

        var model = new ComposeModel(inputs).Load([.. files.Select(static file => file.Text)], directory, lookup, []);
        var services = ReadServices(model, inputs, directory, lookup);
        return new ComposeProject
        {
            Services = services,
            Errors = inputs.Errors,
            Template = inputs.Template,
            Files = inputs.Files,
            MissingFiles = inputs.Missing,
            Documents = inputs.Documents,
            Name = ComposeFields.Text(model, "name"),
        };
    }

    public static ComposeProject Load(SourceText file, Func<string, SourceText?>? readFile = null,
        IReadOnlyDictionary<string, string>? environment = null) =>
        Load([ComposeSource.Parse(file)], readFile ?? (static _ => null), environment);

    private static List<ComposeService> ReadServices(YamlMapping? model, ComposeInputs inputs, string directory, Func<string, string?> lookup)
    {
        var services = new List<ComposeService>();
        if (model?["services"] is not { IsNull: false } node)
        {
            return services;
        }

        if (node is not YamlMapping mapping)
        {
            inputs.Fail(node, "services must be a mapping");
            return services;
        }

        var reader = new ComposeServiceReader(inputs, directory, lookup);
        foreach (var entry in mapping.Entries)
        {
            if (entry is { Key: { } name, Value: YamlMapping service })
            {
                services.Add(reader.Read(new Located<string>(name, entry.KeyLocation), service));
            }
            else if (!entry.Value.IsNull)
            {
                inputs.Fail(entry.Value, $"service '{entry.Key}' must be a mapping");
            }
        }

        return services;
    }
}
