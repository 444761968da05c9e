using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>
/// Files to one merged tree, in compose-go's order: for each document variables, then <c>include</c>, then <c>extends</c>, then the merge
/// over what came before.
/// </summary>
internal sealed class ComposeModel(ComposeInputs inputs)
{
    private const int MaximumIncludes = 200;

    /// <summary>Of files that include each other; what the last declares is merged into each above it.</summary>
    private const int MaximumDepth = 32;

    private int _includes;

    public YamlMapping? Load(IReadOnlyList<SourceText> files, string directory, Func<string, string?> environment, IReadOnlyList<string> including)
    {
        YamlMapping? model = null;
        var interpolation = new TreeInterpolation(new Interpolation(environment), inputs.Errors);
        var extends = new ServiceExtension(inputs, interpolation);
        foreach (var file in files)
        {
            IReadOnlyList<string> chain = [.. including, ComposePaths.Join(string.Empty, file.Path)];
            foreach (var written in inputs.Roots(file))
            {
                var root = Prepare(written, interpolation, directory);
                root = AddIncludes(root, directory, environment, chain);
                root = extends.Apply(root, file);
                model = model is null ? (YamlMapping)ComposeMerge.WithoutResets(root) : ComposeMerge.Files(model, root);
            }
        }

        return model;
    }

    /// <summary>Variables, merge keys and paths resolved; services that stand at the top level moved under <c>services</c>.</summary>
    internal static YamlMapping Prepare(YamlMapping written, TreeInterpolation interpolation, string directory)
    {
        var root = (YamlMapping)interpolation.Apply(written);
        if (ComposeFile.HasTopLevelServices(root))
        {
            var key = new YamlScalar(root.Source, new TextSpan(root.Span.Start, 0), null, "services", YamlScalarStyle.Plain);
            root = root.With([new YamlEntry(key, root)]);
        }

        return ServicePaths.Resolve(root, directory);
    }

    private YamlMapping AddIncludes(YamlMapping root, string directory, Func<string, string?> environment, IReadOnlyList<string> chain)
    {
        foreach (var include in root.SequenceAt("include")?.Items ?? [])
        {
            var paths = Paths(include is YamlMapping mapping ? mapping["path"] : include);
            if (paths.Count == 0)
            {
                continue;
            }

            if (chain.Count > MaximumDepth)
            {
                inputs.Fail(include, $"include nested more than {MaximumDepth} files deep");
                break;
            }

            if (++_includes > MaximumIncludes)
            {
                inputs.Fail(include, $"more than {MaximumIncludes} files through include");
                break;
            }

            var sources = paths.Select(path => inputs.Read(ComposePaths.Join(directory, path.Value), path.Location)).OfType<SourceText>().ToList();
            var first = ComposePaths.Join(directory, paths[0].Value);
            if (chain.Contains(first))
            {
                inputs.Fail(paths[0], $"include cycle: {string.Join(" -> ", chain)} -> {first}");
                continue;
            }

            var written = (include as YamlMapping)?.ScalarAt("project_directory")?.Value;
            var itsDirectory = written is null ? ComposePaths.Directory(first) : ComposePaths.Join(directory, written);
            var variables = IncludedEnvironment(include as YamlMapping, directory, itsDirectory, environment);
            if (Load(sources, itsDirectory, variables, chain) is { } included)
            {
                root = Import(ServicePaths.WithDefaultContext(included, itsDirectory), root);
            }
        }

        return root;
    }

    /// <summary>The including file wins where both declare a service.</summary>
    private static YamlMapping Import(YamlMapping included, YamlMapping root)
    {
        if (included.Find("services") is not { } services)
        {
            return root;
        }

        var own = root.Entries.Where(static entry => entry.Key != "services").ToList();
        var merged = root.Find("services") is { Value: YamlMapping } mine
            ? ComposeMerge.Files(included.With([services]), root.With([mine])).Entries
            : [services];
        return root.With([.. own, .. merged]);
    }

    private Func<string, string?> IncludedEnvironment(YamlMapping? include, string directory, string itsDirectory, Func<string, string?> environment)
    {
        var named = Paths(include?["env_file"]);
        var files = named.Count > 0
            ? named.Select(path => inputs.ReadVariables(ComposePaths.Join(directory, path.Value), path.Location))
            : [inputs.ReadVariables(ComposePaths.Join(itsDirectory, ".env"), namedAt: null)];
        return EnvironmentOver(environment, files.OfType<SourceText>());
    }

    /// <summary>What is known already wins over the files.</summary>
    internal static Func<string, string?> EnvironmentOver(Func<string, string?> environment, IEnumerable<SourceText> files)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in files.SelectMany(file => DotEnvFile.Read(file, environment)))
        {
            if (line.Value is not null)
            {
                values[line.Name] = line.Value;
            }
        }

        return name => environment(name) ?? (values.TryGetValue(name, out var value) ? value : null);
    }

    private static List<YamlScalar> Paths(YamlNode? node) => node switch
    {
        YamlScalar { IsNull: false } scalar => [scalar],
        YamlSequence sequence => sequence.Items.OfType<YamlScalar>().ToList(),
        _ => [],
    };
}
