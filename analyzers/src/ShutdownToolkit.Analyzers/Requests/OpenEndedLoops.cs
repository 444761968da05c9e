using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Requests;

internal static class OpenEndedLoops
{
    /// <summary>
    /// A loop that only a token, a tick or the other side ends. One that the code itself can leave (other than from a catch) may be short.
    /// </summary>
    public static bool IsOpenEnded(this ILoopOperation loop) => MayGoOn(loop) && !loop.CanBeLeft();

    private static bool MayGoOn(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation each =>
            each is { IsAsynchronous: true, Collection: var collection }
                && collection.Unwrapped() is IInvocationOperation { TargetMethod.Name: "ReadAllAsync" },
        IWhileLoopOperation { Condition: { } condition } => AsksForMore(condition) || loop.IsEndless(),
        _ => loop.IsEndless(),
    };

    private static bool AsksForMore(IOperation condition) => condition.Unwrapped() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } =>
            operand.Unwrapped() is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" },
        IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" or "WaitToReadAsync" or "MoveNext" } => true,
        _ => false,
    };

    private static bool CanBeLeft(this ILoopOperation loop)
    {
        foreach (var operation in loop.Body.DirectDescendants())
        {
            switch (operation)
            {
                case IBranchOperation branch
                    when branch.BranchKind == BranchKind.GoTo || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel):
                case IReturnOperation { Kind: not OperationKind.YieldReturn }:
                case IThrowOperation:
                    if (!IsInCatch(operation, loop))
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    private static bool IsInCatch(IOperation operation, ILoopOperation loop)
    {
        for (var parent = operation.Parent; parent is not null && parent != loop; parent = parent.Parent)
        {
            if (parent is ICatchClauseOperation)
            {
                return true;
            }
        }

        return false;
    }
}
