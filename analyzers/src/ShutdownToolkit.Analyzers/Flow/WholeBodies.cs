using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Analyzers.Flow;

/// <summary>
/// A body and all that is in it, lambdas included, in source order: what <c>DescendantsAndSelf</c> gives, laid out once for the two dozen
/// rules that walk the bodies of every hosted type.
/// </summary>
internal sealed class WholeBody
{
    private static readonly ConditionalWeakTable<IOperation, WholeBody> _perRoot = new();

    private readonly int[] _ends;

    private WholeBody(IOperation root)
    {
        var operations = new List<IOperation> { root };
        var ends = new List<int> { 0 };
        // No recursion: a sum of ten thousand terms is as deep.
        var open = new Stack<(int Index, IOperation.OperationList.Enumerator Children)>();
        open.Push((0, root.ChildOperations.GetEnumerator()));
        while (open.Count > 0)
        {
            var (index, children) = open.Pop();
            if (!children.MoveNext())
            {
                ends[index] = operations.Count;
                continue;
            }

            open.Push((index, children));
            open.Push((operations.Count, children.Current.ChildOperations.GetEnumerator()));
            operations.Add(children.Current);
            ends.Add(0);
        }

        Operations = [.. operations];
        _ends = [.. ends];
    }

    public IOperation[] Operations { get; }

    public static WholeBody Of(IOperation root) => _perRoot.GetValue(root, static key => new WholeBody(key));

    /// <summary>Where the operations end that are in the one at this index.</summary>
    public int EndOf(int index) => _ends[index];

    /// <summary>The index of an operation's child.</summary>
    public int IndexOf(IOperation child, int parent)
    {
        for (var index = parent + 1; index < _ends[parent]; index = _ends[index])
        {
            if (Operations[index] == child)
            {
                return index;
            }
        }

        throw new ArgumentException("no child of this operation", nameof(child));
    }
}

internal static class WholeBodies
{
    public static IOperation[] Operations(this IOperation body) => WholeBody.Of(body).Operations;
}
