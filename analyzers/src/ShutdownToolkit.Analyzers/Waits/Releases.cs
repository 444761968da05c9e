using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>Waits that the type itself ends, so that the token is not needed: a mutex, a completed channel, a process killed at the stop.</summary>
internal sealed class Releases
{
    private readonly HashSet<ISymbol> _completed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _released = new(SymbolEqualityComparer.Default);

    public Releases(HostedService service)
    {
        var locks = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var given = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var member in service.Code.Blocks)
        {
            foreach (var block in member.Value)
            {
                foreach (var operation in block.Operations())
                {
                    if (LockMadeBy(operation) is { } made)
                    {
                        locks.Add(made);
                    }

                    var instance = (operation as IInvocationOperation)?.Instance ?? (operation as IMethodReferenceOperation)?.Instance;
                    if (operation.CalledMethod() is { } called && Root(instance) is { } root)
                    {
                        switch (called.Name)
                        {
                            case "Release" when !IsToldOfTheStop(operation):
                                given.Add(root);
                                break;
                            case "Complete" or "TryComplete" or "CompleteAdding":
                            case "Kill" or "Close" or "Stop" or "Dispose" or "Abort" or "Set" or "Release" when IsToldOfTheStop(operation):
                                _completed.Add(root);
                                break;
                        }
                    }
                }
            }
        }

        // A lock goes from one user to the next; a signal, which begins at 0, may never come.
        locks.IntersectWith(given);
        _released.UnionWith(locks);
        foreach (var code in service.Work)
        {
            foreach (var operation in code.Body.Operations())
            {
                if (operation is IInvocationOperation { TargetMethod.Name: "Release" or "ReleaseMutex" } call && Root(call.Instance) is { } root)
                {
                    _released.Add(root);
                }
            }
        }
    }

    public bool EndsOnItsOwn(Wait wait) => Root(wait.Call.Instance) is { } root && (_completed.Contains(root) || _released.Contains(root));

    /// <summary>The field that is given <c>new SemaphoreSlim(1)</c>.</summary>
    private static ISymbol? LockMadeBy(IOperation operation)
    {
        (IFieldSymbol? Target, IOperation? Value) made = operation switch
        {
            IFieldInitializerOperation { InitializedFields: [var field, ..] } initializer => (field, initializer.Value),
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } } assignment => (field, assignment.Value),
            _ => (null, null),
        };
        return made.Value?.Unwrapped() is IObjectCreationOperation { Type.KnownName: "SemaphoreSlim", Arguments: [var count, ..] }
            && count.Value.ConstantValue is { HasValue: true, Value: > 0 } ? made.Target!.OriginalDefinition : null;
    }

    /// <summary>The local, parameter or field at the start of <c>_channel.Reader</c>.</summary>
    private static ISymbol? Root(IOperation? instance)
    {
        while (instance?.Unwrapped() is IMemberReferenceOperation { Instance: { } outer and not IInstanceReferenceOperation })
        {
            instance = outer;
        }

        return instance?.Unwrapped().ReferencedSymbol();
    }

    /// <summary>Inside a callback of <c>token.Register</c>.</summary>
    private static bool IsToldOfTheStop(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent
                is IInvocationOperation { TargetMethod: { Name: "Register"
                    or "UnsafeRegister", ContainingType.KnownName: nameof(CancellationToken) } })
            {
                return true;
            }
        }

        return false;
    }
}
