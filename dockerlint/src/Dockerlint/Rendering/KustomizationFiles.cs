using Dockerlint.Containers;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Cli.Rendering;

/// <summary>A kustomization with everything that it is made of, as far as it lies in the repository.</summary>
internal sealed class KustomizationFiles
{
    private const int Maximum = 10_000;

    private static readonly string[] _names = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    private readonly IFileReader _reader;
    private readonly Dictionary<string, SourceText> _files = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<string> _affixes = [];

    /// <param name="folder">Without a slash at the end; empty for the working directory.</param>
    public KustomizationFiles(string folder, IFileReader reader)
    {
        _reader = reader;
        Folder = folder;
        Add(folder);
    }

    public string Folder { get; }

    /// <summary>What is made of something else, or is only a part: <c>kustomize build</c> refuses a Component.</summary>
    public bool IsComponent { get; private set; }

    /// <summary>Kustomizations that this one takes in.</summary>
    public IEnumerable<string> Others => _folders.Where(folder => folder != Folder);

    /// <summary>Resources, patches and kustomizations.</summary>
    public IReadOnlyDictionary<string, SourceText> Files => _files;

    public static bool IsName(string fileName) => Array.IndexOf(_names, fileName) >= 0;

    /// <summary>The name that an object has in its own file; null where several could be meant.</summary>
    public IEnumerable<string> OwnNames(string rendered)
    {
        yield return rendered;
        foreach (var affix in _affixes)
        {
            if (affix.Length > 0 && rendered.StartsWith(affix, StringComparison.Ordinal))
            {
                foreach (var name in OwnNames(rendered[affix.Length..]))
                {
                    yield return name;
                }
            }

            if (affix.Length > 0 && rendered.EndsWith(affix, StringComparison.Ordinal))
            {
                yield return rendered[..^affix.Length];
            }
        }
    }

    private void Add(string folder)
    {
        if (_folders.Count > Maximum || !_folders.Add(folder))
        {
            return;
        }

        foreach (var name in _names)
        {
            var path = folder.Length == 0 ? name : $"{folder}/{name}";
            if (_reader.TryRead(path) is { } source)
            {
                _files[path] = source;
                foreach (var document in YamlParser.Parse(source))
                {
                    Add(folder, document.RootMapping);
                }

                return;
            }
        }
    }

    private void Add(string folder, YamlMapping? root)
    {
        if (root is null)
        {
            return;
        }

        IsComponent |= folder == Folder && root.ScalarAt("kind")?.Value == "Component";
        foreach (var key in (string[])["namePrefix", "nameSuffix"])
        {
            if (root.ScalarAt(key) is { } affix)
            {
                _affixes.Add(affix.Value);
            }
        }

        foreach (var key in (string[])["resources", "bases", "components", "patchesStrategicMerge", "crds"])
        {
            foreach (var item in root.SequenceAt(key)?.Items.OfType<YamlScalar>() ?? [])
            {
                AddPath(folder, item.Value);
            }
        }

        foreach (var key in (string[])["patches", "patchesJson6902"])
        {
            foreach (var patch in root.SequenceAt(key)?.Items.OfType<YamlMapping>() ?? [])
            {
                AddPath(folder, patch.ScalarAt("path")?.Value ?? "");
            }
        }
    }

    private void AddPath(string folder, string path)
    {
        // An address, or a text in place.
        if (path.Length == 0 || path.Contains("://", StringComparison.Ordinal) || path.Contains('\n', StringComparison.Ordinal))
        {
            return;
        }

        var full = ContextPath.Normalize(folder.Length == 0 ? path : $"{folder}/{path}");
        if (_names.Any(name => _reader.Exists(full.Length == 0 ? name : $"{full}/{name}")))
        {
            Add(full);
        }
        else if (_files.Count < Maximum && _reader.TryRead(full) is { } source)
        {
            _files[full] = source;
        }
    }
}
