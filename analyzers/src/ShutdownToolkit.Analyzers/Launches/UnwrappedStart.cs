using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Launches;

/// <summary>
/// <c>Task.Factory.StartNew(async …)</c> whose outer task is taken for the work: that one is over at the first await, and nobody waits for
/// the rest.
/// </summary>
internal static class UnwrappedStart
{
    /// <summary>Awaited with the inner task dropped, or used where any Task would do. A dropped outer task is STOP1201's.</summary>
    public static bool PassesForTheWork(IInvocationOperation start)
    {
        if (start is not { TargetMethod: { Name: "StartNew", ContainingType.KnownName: "TaskFactory" }, Type: INamedTypeSymbol started }
            || started is not { KnownName: "Task", TypeArguments: [{ KnownName: "Task" }] })
        {
            return false;
        }

        IOperation operation = start;
        while (operation.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            operation = operation.Parent;
        }

        return operation.Parent switch
        {
            IAwaitOperation { Parent: IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } } => true,
            IConversionOperation { Parent: not ISimpleAssignmentOperation { Target: IDiscardOperation } } conversion =>
                IsPlainTask(conversion.Type),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared } =>
                declared.Uses().Any() && declared.Uses().All(GoesIntoACombination),
            _ => false,
        };
    }

    /// <summary><c>Task.WhenAll(first, second)</c>, or any other place that takes each task for the work.</summary>
    private static bool GoesIntoACombination(IOperation use)
    {
        for (var parent = use.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation conversion when IsPlainTask(conversion.Type):
                case IInvocationOperation
                {
                    TargetMethod: { Name: "WhenAll" or "WhenAny" or "WaitAll" or "WaitAny", ContainingType.KnownName: "Task" }
                }:
                    return true;
                // Arrays and collection expressions are looked through.
                case IInvocationOperation or IAwaitOperation or IMemberReferenceOperation or IAssignmentOperation or IVariableInitializerOperation
                    or IExpressionStatementOperation or IReturnOperation:
                    return false;
            }
        }

        return false;
    }

    private static bool IsPlainTask(ITypeSymbol? type) => type is INamedTypeSymbol { KnownName: "Task", Arity: 0 };
}
