using System.Runtime.CompilerServices;
using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.Linting;

/// <summary>
/// What earlier runs over nearly the same inputs came to, for a host that runs again at each keystroke. An answer counts as long as all that
/// it was made of is the same: the parsed objects of its key, and the texts that were read on the way to it. What no key holds (files that
/// come or go, facts about images, sources of applications) the host answers with a new memory. Not for two runs at once.
/// </summary>
public sealed class LintMemory
{
    [ThreadStatic]
    private static List<Reading>? _reads;

    private readonly Dictionary<Key, Entry> _entries = [];
    private IFileReader? _reader;
    private int _run;

    /// <summary>Begins a run; what is read through the answer is remembered with what it was read for.</summary>
    internal IFileReader Begin(IFileReader reader)
    {
        _reader = reader;
        _run++;
        return new Recorder(reader);
    }

    /// <summary>A whole run has passed: what it did not ask for is asked for no more.</summary>
    internal void End()
    {
        foreach (var key in _entries.Where(entry => entry.Value.LastRun != _run).Select(static entry => entry.Key).ToList())
        {
            _entries.Remove(key);
        }
    }

    /// <summary>The same answer as before, or a new one. Null: nothing is remembered.</summary>
    internal static T Recall<T>(LintMemory? memory, Func<Key> key, Func<T> step) =>
        memory is null ? step() : Map(memory, [0], _ => key(), _ => step(), isAlone: true)[0];

    /// <summary><see cref="Workers.Map"/> over those that have no answer yet.</summary>
    internal static T[] Map<TItem, T>(LintMemory? memory, IReadOnlyList<TItem> items, Func<TItem, Key> key, Func<TItem, T> step, bool isAlone) =>
        memory is null ? Workers.Map(items, step, isAlone) : memory.Map(items, key, step, isAlone);

    private T[] Map<TItem, T>(IReadOnlyList<TItem> items, Func<TItem, Key> key, Func<TItem, T> step, bool isAlone)
    {
        var answers = new T[items.Count];
        var open = new List<(int Index, Key Key)>();
        for (var i = 0; i < answers.Length; i++)
        {
            var asked = key(items[i]);
            if (_entries.TryGetValue(asked, out var entry) && entry.Reads.TrueForAll(IsCurrent))
            {
                entry.LastRun = _run;
                answers[i] = (T)entry.Answer!;
            }
            else
            {
                open.Add((i, asked));
            }
        }

        var made = Workers.Map(open, one => Recorded(() => step(items[one.Index])), isAlone);
        for (var i = 0; i < made.Length; i++)
        {
            answers[open[i].Index] = made[i].Answer;
            _entries[open[i].Key] = new Entry(made[i].Answer, made[i].Reads) { LastRun = _run };
        }

        return answers;
    }

    private bool IsCurrent(Reading reading) =>
        _reader!.TryRead(reading.Path) is { } text && (ReferenceEquals(text, reading.Text) || text.Content == reading.Text.Content);

    private static (T Answer, List<Reading> Reads) Recorded<T>(Func<T> step)
    {
        var outer = _reads;
        var own = _reads = [];
        try
        {
            return (step(), own);
        }
        finally
        {
            outer?.AddRange(own);
            _reads = outer;
        }
    }

    private readonly record struct Reading(string Path, SourceText Text);

    private sealed class Entry(object? answer, List<Reading> reads)
    {
        public object? Answer { get; } = answer;

        public List<Reading> Reads { get; } = reads;

        public int LastRun { get; set; }
    }

    private sealed class Recorder(IFileReader reader) : IFileReader
    {
        public SourceText? TryRead(string path)
        {
            var text = reader.TryRead(path);
            if (text is not null)
            {
                _reads?.Add(new Reading(path, text));
            }

            return text;
        }

        public IEnumerable<string> EnumerateFiles(string directory) => reader.EnumerateFiles(directory);

        public bool Exists(string path) => reader.Exists(path);
    }

    /// <summary>What an answer is made of: values by what they say, everything that was parsed by being the same object.</summary>
    internal sealed class Key : IEquatable<Key>
    {
        private readonly object?[] _parts;
        private readonly int _hash;

        /// <param name="question">What is asked about them.</param>
        public Key(string question, params object?[] parts)
        {
            _parts = parts;
            _hash = question.GetHashCode();
            Question = question;
            foreach (var part in parts)
            {
                _hash = unchecked(_hash * 31 + (part is null ? 0 : IsValue(part) ? part.GetHashCode() : RuntimeHelpers.GetHashCode(part)));
            }
        }

        private string Question { get; }

        public bool Equals(Key? other)
        {
            if (other is null || other._hash != _hash || other.Question != Question || other._parts.Length != _parts.Length)
            {
                return false;
            }

            for (var i = 0; i < _parts.Length; i++)
            {
                if (!ReferenceEquals(_parts[i], other._parts[i])
                    && (_parts[i] is not { } part || other._parts[i] is not { } same || !IsValue(part) || !part.Equals(same)))
                {
                    return false;
                }
            }

            return true;
        }

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode() => _hash;

        private static bool IsValue(object part) => part is string or ValueType;
    }
}
