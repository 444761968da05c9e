using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>Keys and values in the order written; merge keys (<c>&lt;&lt;</c>) are seen through, own keys first.</summary>
public sealed class YamlMapping : YamlNode
{
    private readonly IReadOnlyList<YamlEntry> _written;
    private List<YamlEntry>? _entries;
    private Dictionary<string, YamlEntry>? _byKey;

    public YamlMapping(SourceText source, TextSpan span, string? tag, IReadOnlyList<YamlEntry> written)
        : base(source, span, tag) => _written = written;

    /// <summary>As written, merge keys included.</summary>
    public IReadOnlyList<YamlEntry> WrittenEntries => _written;

    /// <summary>What is in force: own entries (the last of duplicates), then those that merge keys bring in.</summary>
    public IReadOnlyList<YamlEntry> Entries => _entries ??= Resolve();

    public YamlNode? this[string key] => Find(key)?.Value;

    public YamlEntry? Find(string key)
    {
        if (_byKey is null)
        {
            var byKey = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
            foreach (var entry in Entries)
            {
                if (entry.Key is { } name)
                {
                    byKey[name] = entry;
                }
            }

            _byKey = byKey;
        }

        return _byKey.TryGetValue(key, out var found) ? found : null;
    }

    public YamlMapping? MappingAt(string key) => this[key] as YamlMapping;

    public YamlSequence? SequenceAt(string key) => this[key] as YamlSequence;

    public YamlScalar? ScalarAt(string key) => this[key] as YamlScalar;

    internal YamlMapping With(IReadOnlyList<YamlEntry> entries) => new(Source, Span, Tag, entries);

    private List<YamlEntry> Resolve()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var entries = new List<YamlEntry>(_written.Count);
        foreach (var entry in _written)
        {
            if (!entry.IsMerge)
            {
                Add(entry, replace: true);
            }
        }

        foreach (var entry in _written)
        {
            if (entry.IsMerge)
            {
                MergeFrom(entry.Value);
            }
        }

        return entries;

        void Add(YamlEntry entry, bool replace)
        {
            if (entry.Key is not { } key || !seen.TryGetValue(key, out var index))
            {
                if (entry.Key is { } name)
                {
                    seen[name] = entries.Count;
                }

                entries.Add(entry);
            }
            else if (replace)
            {
                entries[index] = entry;
            }
        }

        void MergeFrom(YamlNode source)
        {
            if (source is YamlMapping mapping)
            {
                foreach (var entry in mapping.Entries)
                {
                    Add(entry, replace: false);
                }
            }
            else if (source is YamlSequence sequence)
            {
                foreach (var item in sequence.Items)
                {
                    if (item is YamlMapping)
                    {
                        MergeFrom(item);
                    }
                }
            }
        }
    }
}
