using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ShutdownToolkit.Analyzers.Flow;

/// <summary>Who waits for a task.</summary>
internal static class Tasks
{
    public static bool IsTask(this ITypeSymbol? type) =>
        type is { KnownName: "Task" or "ValueTask" };

    /// <summary>A static method of Task itself, such as <c>Task.Delay</c>.</summary>
    public static bool IsOnTask(this IMethodSymbol method, string name) =>
        method.Name == name && method.IsStatic && method.ContainingType is { KnownName: "Task" };

    /// <summary>Whether the enclosing function is not over before this task is: awaited, returned, or part of a WhenAll that is.</summary>
    public static bool IsAwaitedOrReturned(this IOperation operation)
    {
        for (var (inner, parent) = (operation, operation.Parent); parent is not null; (inner, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IAwaitOperation or IReturnOperation:
                    return true;
                case IConversionOperation or IParenthesizedOperation or ICoalesceOperation:
                case IConditionalOperation choice when choice.Condition != inner:
                case IInvocationOperation { TargetMethod.Name: "WhenAll" or "ConfigureAwait" or "WaitAsync" or "Unwrap" or "AsTask" or "GetAwaiter" }:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WhenAll" or "ConfigureAwait" or "WaitAsync"
                    or "Unwrap" } }:
                case IArrayInitializerOperation or IArrayCreationOperation:
                // ICollectionExpressionOperation came after Roslyn 4.8; it is also what a params span is.
                case { Syntax: CollectionExpressionSyntax } or { IsImplicit: true, Type.KnownName: "ReadOnlySpan" }:
                    continue;
                default:
                    return parent.BlockedOn() is not null;
            }
        }

        return false;
    }

    /// <summary>Nobody keeps the task: a statement, <c>_ =</c>, a local that is never read; also behind <c>?.</c> and continuations.</summary>
    public static bool IsDropped(this IOperation task)
    {
        while (task.Parent is IConversionOperation or IParenthesizedOperation
            || task.Parent is IConditionalAccessOperation access && access.WhenNotNull == task
            || task.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "Unwrap" or "AsTask" or "ContinueWith" } chained
                && (chained.Instance == task || chained.TargetMethod.IsExtensionMethod)
            || task.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "Unwrap" } } })
        {
            task = task.Parent!;
        }

        return task.Parent switch
        {
            IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator } => !IsRead(local, declarator),
            _ => false,
        };
    }

    private static bool IsRead(ILocalSymbol local, IOperation declarator)
    {
        var root = declarator.Root();

        return root.Descendants()
            .Any(operation => operation is ILocalReferenceOperation read && SymbolEqualityComparer.Default.Equals(read.Local, local));
    }

    /// <summary>The task that <c>.Wait()</c>, <c>.Result</c> or <c>.GetAwaiter().GetResult()</c> blocks on without a limit; else null.</summary>
    public static IOperation? BlockedOn(this IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "Wait", Parameters.IsEmpty: true }, Instance: { } task } when task.Type.IsTask() => task,
        IInvocationOperation { TargetMethod.Name: "GetResult",
            Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } } =>
            task.WithoutConfigureAwait(),
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when task.Type.IsTask() => task,
        _ => null,
    };

    /// <summary>The task behind <c>ConfigureAwait(…)</c>.</summary>
    public static IOperation WithoutConfigureAwait(this IOperation task) => task.Unwrapped() is var bare
        && bare is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured
            ? (configured.Instance ?? configured.Arguments[0].Value).WithoutConfigureAwait()
            : bare;
}
