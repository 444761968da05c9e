using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>Keys and values in the order written; merge keys (<c>&lt;&lt;</c>) are seen through, own keys first.</summary>
public sealed class YamlMapping : YamlNode
{
    /// <summary>Up to it a search from one end to the other costs less than a table, and most mappings are this small.</summary>
    internal const int Few = 12;

    private readonly IReadOnlyList<YamlEntry> _written;
    private IReadOnlyList<YamlEntry>? _entries;
    private Dictionary<string, YamlEntry>? _byKey;

    public YamlMapping(SourceText source, TextSpan span, string? tag, IReadOnlyList<YamlEntry> written)
        : base(source, span, tag) => _written = written;

    /// <summary>As written, merge keys included.</summary>
    public IReadOnlyList<YamlEntry> WrittenEntries => _written;

    /// <summary>What is in force: own entries (the last of duplicates), then those that merge keys bring in.</summary>
    public IReadOnlyList<YamlEntry> Entries => _entries ??= IsPlain() ? _written : Resolve();

    public YamlNode? this[string key] => Find(key)?.Value;

    public YamlEntry? Find(string key)
    {
        var entries = Entries;
        if (entries.Count > Few)
        {
            return (_byKey ??= ByKey(entries)).TryGetValue(key, out var found) ? found : null;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            if (string.Equals(entries[i].Key, key, StringComparison.Ordinal))
            {
                return entries[i];
            }
        }

        return null;
    }

    public YamlMapping? MappingAt(string key) => this[key] as YamlMapping;

    public YamlSequence? SequenceAt(string key) => this[key] as YamlSequence;

    public YamlScalar? ScalarAt(string key) => this[key] as YamlScalar;

    internal YamlMapping With(IReadOnlyList<YamlEntry> entries) => new(Source, Span, Tag, entries);

    private static Dictionary<string, YamlEntry> ByKey(IReadOnlyList<YamlEntry> entries)
    {
        var byKey = new Dictionary<string, YamlEntry>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Key is { } name)
            {
                byKey[name] = entry;
            }
        }

        return byKey;
    }

    /// <summary>No merge key and no key twice, seen without a table: what is written is in force.</summary>
    private bool IsPlain()
    {
        if (_written.Count > Few)
        {
            return false;
        }

        for (var i = 0; i < _written.Count; i++)
        {
            if (_written[i].IsMerge)
            {
                return false;
            }

            for (var earlier = 0; earlier < i; earlier++)
            {
                if (_written[i].Key is { } key && string.Equals(_written[earlier].Key, key, StringComparison.Ordinal))
                {
                    return false;
                }
            }
        }

        return true;
    }

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
