using System.Collections;

namespace Dockerlint.SignalPath;

/// <summary>The hops of a route in order. Every rule goes through them, so it enumerates without an object for it.</summary>
public sealed class HopChain : IReadOnlyList<Hop>
{
    private readonly Hop[] _hops;

    internal HopChain(List<Hop> hops) => _hops = [.. hops];

    public static HopChain None { get; } = new([]);

    public int Count => _hops.Length;

    public Hop this[int index] => _hops[index];

    public Enumerator GetEnumerator() => new(_hops);

    IEnumerator<Hop> IEnumerable<Hop>.GetEnumerator() => ((IEnumerable<Hop>)_hops).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _hops.GetEnumerator();

#pragma warning disable CA1034 // the pattern of List<T>.Enumerator
    public struct Enumerator(Hop[] hops)
#pragma warning restore CA1034
    {
        private int _index = -1;

        public readonly Hop Current => hops[_index];

        public bool MoveNext() => ++_index < hops.Length;
    }
}
