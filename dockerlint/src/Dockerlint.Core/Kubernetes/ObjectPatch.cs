using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>What of an object decides how its pods stop.</summary>
[Flags]
public enum PodFields
{
    None = 0,

    /// <summary>What runs and what it is told: image, command, arguments, environment, stop signal, the process namespace.</summary>
    Program = 1,

    /// <summary><c>terminationGracePeriodSeconds</c>.</summary>
    Grace = 2,

    /// <summary><c>lifecycle</c>.</summary>
    Hooks = 4,

    Probes = 8,
    All = Program | Grace | Hooks | Probes,
}

/// <summary>A Kustomize patch: what it changes of an object that another file has.</summary>
/// <param name="Kind">Null: any kind.</param>
/// <param name="Name">Null: any name.</param>
/// <param name="Words">The changed fields, for messages.</param>
public sealed record ObjectPatch(string? Kind, string? Name, PodFields Fields, string Words, SourceLocation Location)
{
    /// <summary>By the part of a JSON pointer (RFC 6902) or key that names it.</summary>
    private static readonly (string Word, PodFields Field)[] _words =
    [
        ("terminationGracePeriodSeconds", PodFields.Grace), ("lifecycle", PodFields.Hooks), ("livenessProbe", PodFields.Probes),
        ("readinessProbe", PodFields.Probes), ("startupProbe", PodFields.Probes), ("command", PodFields.Program), ("args", PodFields.Program),
        ("env", PodFields.Program), ("envFrom", PodFields.Program), ("shareProcessNamespace", PodFields.Program),
    ];

    /// <summary>Null: it changes nothing that a stop depends on.</summary>
    internal static ObjectPatch? Of(Workload partial) =>
        partial is { Name: { } name, Patch: { } patch } ? Of(partial.Kind.Value, name.Value, patch, partial.Kind.Location) : null;

    /// <summary>A strategic merge patch: a part of the object.</summary>
    internal static ObjectPatch? Of(string? kind, string? name, YamlNode content, SourceLocation location)
    {
        var fields = PodFields.None;
        var words = new List<string>();
        AddKeys(content, depth: 0, ref fields, words);
        return fields == PodFields.None ? null : new ObjectPatch(kind, name, fields, string.Join(" and ", words), location);
    }

    /// <summary>A JSON patch: operations with a <c>path</c>.</summary>
    internal static ObjectPatch? OfOperations(string? kind, string? name, YamlSequence operations, SourceLocation location)
    {
        var fields = PodFields.None;
        var words = new List<string>();
        foreach (var operation in operations.Items.OfType<YamlMapping>())
        {
            foreach (var step in operation.ScalarAt("path")?.Value.Split('/') ?? [])
            {
                Add(step, ref fields, words);
            }

            if (operation["value"] is { } value)
            {
                AddKeys(value, depth: 0, ref fields, words);
            }
        }

        return fields == PodFields.None ? null : new ObjectPatch(kind, name, fields, string.Join(" and ", words), location);
    }

    private static void AddKeys(YamlNode node, int depth, ref PodFields fields, List<string> words)
    {
        if (depth > 12)
        {
            return;
        }

        foreach (var entry in node is YamlMapping mapping ? mapping.Entries : [])
        {
            Add(entry.Key, ref fields, words);
            AddKeys(entry.Value, depth + 1, ref fields, words);
        }

        foreach (var item in node is YamlSequence list ? list.Items : [])
        {
            AddKeys(item, depth + 1, ref fields, words);
        }
    }

    private static void Add(string? key, ref PodFields fields, List<string> words)
    {
        foreach (var (word, field) in _words)
        {
            if (key == word && !words.Contains(word))
            {
                fields |= field;
                words.Add(word);
            }
        }
    }
}
