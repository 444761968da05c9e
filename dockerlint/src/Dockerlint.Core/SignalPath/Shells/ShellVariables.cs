namespace Dockerlint.SignalPath.Shells;

/// <summary>
/// The variables of one way. Ways that part go on sharing what they had in common, and each keeps what it has changed since, so that a script
/// of thousands of branches does not copy and compare all of its variables at each.
/// </summary>
internal struct ShellVariables
{
    /// <summary>Of a script with more, those beyond are not known.</summary>
    private const int Maximum = 1000;

    /// <summary>With more, they become what the ways have in common from then on.</summary>
    private const int MostChanges = 32;

    private static readonly Dictionary<string, string?> _none = new(StringComparer.Ordinal);

    private Dictionary<string, string?> _common = _none;
    private Dictionary<string, string?> _changes = _none;
    private bool _changesAreShared = true;
    private int _count;

    public ShellVariables()
    {
    }

    /// <summary>Says that a copy is made: what there is belongs to both from now on.</summary>
    public void Share() => _changesAreShared = true;

    /// <param name="value">Null: unknown.</param>
    public readonly bool TryGet(string name, out string? value) => Has(name, out value) || _count >= Maximum;

    public void Set(string name, string? value)
    {
        if (!Has(name, out _))
        {
            if (_count >= Maximum)
            {
                return;
            }

            _count++;
        }

        if (_changesAreShared)
        {
            if (_changes.Count >= MostChanges)
            {
                _common = All();
                _changes = new(StringComparer.Ordinal);
            }
            else
            {
                _changes = new(_changes, StringComparer.Ordinal);
            }

            _changesAreShared = false;
        }

        _changes[name] = value;
    }

    /// <summary>Keeps only what both ways agree on.</summary>
    public void Merge(in ShellVariables other)
    {
        if (ReferenceEquals(_changes, other._changes) && ReferenceEquals(_common, other._common))
        {
            return;
        }

        var isCommon = ReferenceEquals(_common, other._common);
        foreach (var pair in isCommon ? other._changes : other.All())
        {
            if (!Has(pair.Key, out var value) || !string.Equals(value, pair.Value, StringComparison.Ordinal))
            {
                Set(pair.Key, null);
            }
        }

        foreach (var pair in new List<KeyValuePair<string, string?>>(isCommon ? _changes : All()))
        {
            if (!other.Has(pair.Key, out var value) || !string.Equals(value, pair.Value, StringComparison.Ordinal))
            {
                Set(pair.Key, null);
            }
        }
    }

    private readonly bool Has(string name, out string? value) => _changes.TryGetValue(name, out value) || _common.TryGetValue(name, out value);

    private readonly Dictionary<string, string?> All()
    {
        var all = new Dictionary<string, string?>(_common, StringComparer.Ordinal);
        foreach (var pair in _changes)
        {
            all[pair.Key] = pair.Value;
        }

        return all;
    }
}
