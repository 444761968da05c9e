using System.Collections;

namespace Dockerlint.Dockerfile;

/// <summary>
/// A list that a child stage continues without a copy: in a chain of stages all share one store, and only a second child of the same
/// stage opens its own.
/// </summary>
internal sealed class InheritedList<T> : IReadOnlyList<T>
{
    private InheritedList<T>? _inherited;
    private List<T> _store;
    private int _ownCount;

    public InheritedList()
        : this(null, [])
    {
    }

    private InheritedList(InheritedList<T>? inherited, List<T> store)
    {
        _inherited = inherited;
        _store = store;
    }

    public int Count => InheritedCount + _ownCount;

    private int InheritedCount { get; set; }

    public T this[int index]
    {
        get
        {
            var list = this;
            while (index < list.InheritedCount)
            {
                list = list._inherited!;
            }

            return list._store[index - list.InheritedCount];
        }
    }

    /// <summary>The list of a child stage; this one is complete and keeps what it has.</summary>
    public InheritedList<T> Continue() => new(_inherited, _store) { _ownCount = _ownCount, InheritedCount = InheritedCount };

    public void Add(T item)
    {
        if (_store.Count != _ownCount)
        {
            _inherited = _ownCount == 0 ? _inherited : Continue();
            InheritedCount += _ownCount;
            _store = [];
            _ownCount = 0;
        }

        _store.Add(item);
        _ownCount++;
    }

    public IEnumerator<T> GetEnumerator() => _inherited is null && _store.Count == _ownCount ? _store.GetEnumerator() : Enumerate();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerator<T> Enumerate()
    {
        var parts = new Stack<InheritedList<T>>();
        for (var list = this; list is not null; list = list._inherited)
        {
            parts.Push(list);
        }

        while (parts.Count > 0)
        {
            var part = parts.Pop();
            for (var i = 0; i < part._ownCount; i++)
            {
                yield return part._store[i];
            }
        }
    }
}
