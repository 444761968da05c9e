namespace Dockerlint.Shell;

/// <summary>Children of the nodes under construction; one allocation of the exact size per finished node.</summary>
internal sealed class NodeStack<T>
{
    private T[] _items = [];

    public int Count { get; private set; }

    public T this[int index] => _items[index];

    public void Push(T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(4, Count * 2));
        }

        _items[Count++] = item;
    }

    /// <summary>Everything since <paramref name="mark"/>, removed from the stack.</summary>
    public T[] Take(int mark)
    {
        if (Count == mark)
        {
            return [];
        }

        var taken = new T[Count - mark];
        Array.Copy(_items, mark, taken, 0, taken.Length);
        Array.Clear(_items, mark, taken.Length);
        Count = mark;
        return taken;
    }
}
