using System.Collections;

namespace Dockerlint.Dockerfile;

/// <summary>An immutable table by name (an AVL tree): a child stage's table shares all but the path to what it sets.</summary>
internal sealed class NameTable<TValue> : IReadOnlyDictionary<string, TValue>
{
    public static readonly NameTable<TValue> Empty = new(null, 0);

    private readonly Node? _root;

    private NameTable(Node? root, int count)
    {
        _root = root;
        Count = count;
    }

    public int Count { get; }

    public IEnumerable<string> Keys
    {
        get
        {
            foreach (var pair in this)
            {
                yield return pair.Key;
            }
        }
    }

    public IEnumerable<TValue> Values
    {
        get
        {
            foreach (var pair in this)
            {
                yield return pair.Value;
            }
        }
    }

    public TValue this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

#pragma warning disable CS8767 // the interface's attribute differs between the two target frameworks
    public bool TryGetValue(string key, out TValue value)
#pragma warning restore CS8767
    {
        var node = _root;
        while (node is not null)
        {
            var order = string.CompareOrdinal(key, node.Name);
            if (order == 0)
            {
                value = node.Value;
                return true;
            }

            node = order < 0 ? node.Left : node.Right;
        }

        value = default!;
        return false;
    }

    public NameTable<TValue> With(string name, TValue value)
    {
        var added = true;
        var root = Insert(_root, name, value, ref added);
        return new NameTable<TValue>(root, added ? Count + 1 : Count);
    }

    /// <summary>In the order of the names, without an enumerator: the tables are small and many.</summary>
    public void ForEach<TState>(TState state, Action<string, TValue, TState> action) => Node.ForEach(_root, state, action);

    public IEnumerator<KeyValuePair<string, TValue>> GetEnumerator()
    {
        var path = new Stack<Node>();
        for (var node = _root; node is not null || path.Count > 0; node = node!.Right)
        {
            for (; node is not null; node = node.Left)
            {
                path.Push(node);
            }

            node = path.Pop();
            yield return new KeyValuePair<string, TValue>(node.Name, node.Value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Node Insert(Node? node, string name, TValue value, ref bool added)
    {
        if (node is null)
        {
            return new Node(name, value, null, null);
        }

        var order = string.CompareOrdinal(name, node.Name);
        if (order == 0)
        {
            added = false;
            return new Node(name, value, node.Left, node.Right);
        }

        return order < 0
            ? Balance(node, Insert(node.Left, name, value, ref added), node.Right)
            : Balance(node, node.Left, Insert(node.Right, name, value, ref added));
    }

    private static Node Balance(Node node, Node? left, Node? right)
    {
        var difference = Node.HeightOf(left) - Node.HeightOf(right);
        if (difference > 1)
        {
            return Node.HeightOf(left!.Left) >= Node.HeightOf(left.Right)
                ? left.With(left.Left, node.With(left.Right, right))
                : left.Right!.With(left.With(left.Left, left.Right.Left), node.With(left.Right.Right, right));
        }

        if (difference < -1)
        {
            return Node.HeightOf(right!.Right) >= Node.HeightOf(right.Left)
                ? right.With(node.With(left, right.Left), right.Right)
                : right.Left!.With(node.With(left, right.Left.Left), right.With(right.Left.Right, right.Right));
        }

        return node.With(left, right);
    }

    private sealed class Node(string name, TValue value, Node? left, Node? right)
    {
        public string Name { get; } = name;

        public TValue Value { get; } = value;

        public Node? Left { get; } = left;

        public Node? Right { get; } = right;

        private int Height { get; } = 1 + Math.Max(HeightOf(left), HeightOf(right));

        public static int HeightOf(Node? node) => node?.Height ?? 0;

        public static void ForEach<TState>(Node? node, TState state, Action<string, TValue, TState> action)
        {
            for (; node is not null; node = node.Right)
            {
                ForEach(node.Left, state, action);
                action(node.Name, node.Value, state);
            }
        }

        public Node With(Node? left, Node? right) => new(Name, Value, left, right);
    }
}
