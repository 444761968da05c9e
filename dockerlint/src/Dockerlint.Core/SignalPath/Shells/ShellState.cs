using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>What is true at one point of one way through a script. Copied where ways part.</summary>
internal sealed class ShellState
{
    /// <summary>Ways copy them; of a script with more, those beyond are not known.</summary>
    private const int MaximumVariables = 1000;

    private Dictionary<string, string?> _variables = new(StringComparer.Ordinal);
    private bool _variablesAreShared;

    /// <summary>Null: unknown.</summary>
    public IReadOnlyList<Argument>? Positional { get; set; }

    public Foreground? Main { get; set; }

    public Chain<StartedProcess>? Background { get; set; }

    public Chain<TrapCommand>? Traps { get; set; }

    /// <summary>The traps that were set at the first <c>wait</c>: they decide what a signal does there.</summary>
    public Chain<TrapCommand>? TrapsAtWait { get; set; }

    /// <summary><c>wait</c>s and waiting loops after something was started in the background.</summary>
    public int Waits { get; set; }

    public bool HasBroken { get; set; }

    public bool HasReturned { get; set; }

    public SourceLocation? SlowStep { get; set; }

    public ShellState Copy()
    {
        _variablesAreShared = true;
        return (ShellState)MemberwiseClone();
    }

    public bool TryGet(string name, out string? value) => _variables.TryGetValue(name, out value) || _variables.Count >= MaximumVariables;

    public void Set(string name, string? value)
    {
        if (_variables.Count >= MaximumVariables && !_variables.ContainsKey(name))
        {
            return;
        }

        if (_variablesAreShared)
        {
            _variables = new Dictionary<string, string?>(_variables, StringComparer.Ordinal);
            _variablesAreShared = false;
        }

        _variables[name] = value;
    }

    /// <summary>Alike in all that decides the ending.</summary>
    public bool IsSameWayAs(ShellState other) => ReferenceEquals(Main, other.Main) && ReferenceEquals(Background, other.Background)
        && ReferenceEquals(Traps, other.Traps) && Waits == other.Waits && HasBroken == other.HasBroken && HasReturned == other.HasReturned
        && ReferenceEquals(Positional, other.Positional);

    /// <summary>Keeps only what both ways agree on.</summary>
    public void Merge(ShellState other)
    {
        if (ReferenceEquals(_variables, other._variables))
        {
            return;
        }

        foreach (var pair in other._variables)
        {
            if (!_variables.TryGetValue(pair.Key, out string? value) || !string.Equals(value, pair.Value, StringComparison.Ordinal))
            {
                Set(pair.Key, null);
            }
        }

        foreach (string name in new List<string>(_variables.Keys))
        {
            if (!other._variables.ContainsKey(name))
            {
                Set(name, null);
            }
        }
    }
}

/// <summary>The command that is in front unless a later one takes its place.</summary>
internal sealed record Foreground(IReadOnlyList<Argument> Command, SourceLocation? Location, CommandShape Shape, CommandWeight Weight)
{
    public bool IsWait { get; init; }

    public bool IsLoop { get; init; }

    public bool RunsArguments { get; init; }
}

/// <summary>An immutable list that grows at its end and is shared between ways.</summary>
internal sealed record Chain<T>(T Value, Chain<T>? Before)
{
    public static List<T> ToList(Chain<T>? chain)
    {
        var list = new List<T>();
        for (var link = chain; link is not null; link = link.Before)
        {
            list.Add(link.Value);
        }

        list.Reverse();
        return list;
    }
}
