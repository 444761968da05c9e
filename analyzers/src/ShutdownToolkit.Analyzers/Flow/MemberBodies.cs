using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShutdownToolkit.Analyzers.Flow;

/// <summary>The bodies of one type's own members, and which of them call which.</summary>
internal sealed class MemberBodies
{
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _blocks = new(SymbolEqualityComparer.Default);

    /// <summary>Methods, accessors, constructors, and fields with an initializer.</summary>
    public IEnumerable<KeyValuePair<ISymbol, ImmutableArray<IOperation>>> Blocks => _blocks;

    public void Add(ISymbol owner, ImmutableArray<IOperation> blocks) => _blocks.TryAdd(owner, blocks);

    public IBlockOperation? BodyOf(IMethodSymbol? method)
    {
        if (method is not null && _blocks.TryGetValue(method.OriginalDefinition, out var blocks))
        {
            foreach (var block in blocks)
            {
                switch (block)
                {
                    case IBlockOperation body: return body;
                    // Top-level statements come with the method around them.
                    case IMethodBodyOperation { BlockBody: { } body }: return body;
                }
            }
        }

        return null;
    }

    /// <summary>The method and everything of the same type that it calls or hands on as a delegate, in call order.</summary>
    public IReadOnlyList<IMethodSymbol> ReachableFrom(params IMethodSymbol?[] roots) => ReachableFrom(_ => true, roots);

    /// <summary>Over those calls only that are followed.</summary>
    public IReadOnlyList<IMethodSymbol> ReachableFrom(Func<IOperation, bool> isFollowed, params IMethodSymbol?[] roots)
    {
        var reached = new List<IMethodSymbol>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var root in roots)
        {
            Visit(root);
        }

        return reached;

        void Visit(IMethodSymbol? method)
        {
            if (BodyOf(method) is not { } body || !seen.Add(method!.OriginalDefinition))
            {
                return;
            }

            reached.Add(method.OriginalDefinition);
            foreach (var operation in body.Operations())
            {
                if (operation.CalledMethod() is { } called && !IsUnsubscribed(operation) && isFollowed(operation))
                {
                    Visit(called);
                }
            }
        }
    }

    private static bool IsUnsubscribed(IOperation operation) =>
        operation is IMethodReferenceOperation { Parent: IDelegateCreationOperation { Parent: IEventAssignmentOperation { Adds: false } } };
}
