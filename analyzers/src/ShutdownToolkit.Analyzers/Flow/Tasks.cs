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
                case IInvocationOperation { TargetMethod.Name: "WhenAll" or "ConfigureAwait" or "WaitAsync" or "Unwrap" or "AsTask" }:
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
