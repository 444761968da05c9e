using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>What is true at one point of one way through a script. Copied where ways part.</summary>
internal sealed class ShellState
{
    /// <summary>Assignments of arrays; a script with more has none that is known.</summary>
    private const int MaximumLists = 200;

    private ShellVariables _variables = new();
    private Chain<KeyValuePair<string, IReadOnlyList<Argument>?>>? _lists;
    private int _listCount;

    /// <summary>Null: unknown.</summary>
    public IReadOnlyList<Argument>? Positional { get; set; }

    public Foreground? Main { get; set; }

    /// <summary>Started in the background, newest first.</summary>
    public Chain<Job>? Jobs { get; set; }

    public Chain<TrapCommand>? Traps { get; set; }

    /// <summary>Where <c>cd</c> has led, absolute or from the working directory; null: nowhere.</summary>
    public string? Folder { get; set; }

    /// <summary>Null until the stop signal has come.</summary>
    public StopRun? Stop { get; set; }

    /// <summary>Whether the last command succeeded, where that is known.</summary>
    public bool? Status { get; set; }

    /// <summary><c>set -e</c>.</summary>
    public bool ExitsOnError { get; set; }

    /// <summary>A part of a script that runs beside it: the stop signal is not its own.</summary>
    public bool IsSubshell { get; set; }

    /// <summary>The EXIT trap runs.</summary>
    public bool IsEnding { get; set; }

    public bool HasBroken { get; set; }

    public bool HasReturned { get; set; }

    public SourceLocation? SlowStep { get; set; }

    public ShellState Copy()
    {
        _variables.Share();
        return (ShellState)MemberwiseClone();
    }

    /// <param name="value">Null: unknown. It may hold <see cref="UnknownPart"/>s.</param>
    public bool TryGet(string name, out string? value) => _variables.TryGet(name, out value);

    public void Set(string name, string? value) => _variables.Set(name, value);

    /// <summary>The elements of an array; null: unknown.</summary>
    public IReadOnlyList<Argument>? ListOf(string name)
    {
        for (var link = _lists; link is not null; link = link.Before)
        {
            if (link.Value.Key == name)
            {
                return link.Value.Value;
            }
        }

        return null;
    }

    public void SetList(string name, IReadOnlyList<Argument>? elements)
    {
        if (elements is null && ListOf(name) is null)
        {
            return;
        }

        _lists = ++_listCount > MaximumLists ? null : new(new(name, elements), _lists);
    }

    /// <summary>Alike in all that decides the ending.</summary>
    public bool IsSameWayAs(ShellState other) => ReferenceEquals(Main, other.Main) && ReferenceEquals(Jobs, other.Jobs)
        && ReferenceEquals(Traps, other.Traps) && ReferenceEquals(Stop, other.Stop) && Status == other.Status && ExitsOnError == other.ExitsOnError
        && Folder == other.Folder && HasBroken == other.HasBroken && HasReturned == other.HasReturned
        && ReferenceEquals(Positional, other.Positional);

    /// <summary>Keeps only what both ways agree on.</summary>
    public void Merge(ShellState other)
    {
        _lists = ReferenceEquals(_lists, other._lists) ? _lists : CommonLists(other);
        _variables.Merge(other._variables);
    }

    private Chain<KeyValuePair<string, IReadOnlyList<Argument>?>>? CommonLists(ShellState other)
    {
        Chain<KeyValuePair<string, IReadOnlyList<Argument>?>>? common = null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var link = _lists; link is not null; link = link.Before)
        {
            var (name, elements) = (link.Value.Key, link.Value.Value);
            if (names.Add(name) && elements is not null && other.ListOf(name) is { } others
                && (ReferenceEquals(elements, others) || elements.SequenceEqual(others)))
            {
                common = new(link.Value, common);
            }
        }

        return common;
    }
}

/// <summary>The command that is in front unless a later one takes its place.</summary>
internal sealed record Foreground(IReadOnlyList<Argument> Command, SourceLocation? Location, CommandShape Shape, CommandWeight Weight)
{
    public bool IsWait { get; init; }

    public bool IsLoop { get; init; }

    public bool RunsArguments { get; init; }

    /// <summary>Of this place; 0 where no stop is followed from it.</summary>
    public int Id { get; init; }

    /// <summary>The shell is not in front any more: a placeholder has replaced it.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>Where it starts, as <see cref="ShellState.Folder"/>.</summary>
    public string? Folder { get; init; }

    /// <summary>The placeholder in front, where <see cref="Command"/> runs behind it: <c>tail</c>.</summary>
    public string? Keeper { get; init; }

    /// <summary>Written with exec, in a subshell.</summary>
    public bool IsExec { get; init; }

    /// <summary>The signals it ignores when it starts.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The same command with the same words at the same place.</summary>
    public bool IsSameAs(Foreground other) => Equals(Location, other.Location) && Shape == other.Shape && Weight == other.Weight
        && RunsArguments == other.RunsArguments && IsExec == other.IsExec && Folder == other.Folder
        && Ignored.SequenceEqual(other.Ignored) && Command.SequenceEqual(other.Command);
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
