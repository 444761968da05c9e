using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShutdownToolkit.Analyzers.Flow;

internal static class OperationQuestions
{
    /// <summary>The method that an invocation runs or that a method group hands on.</summary>
    public static IMethodSymbol? CalledMethod(this IOperation operation) => operation switch
    {
        IInvocationOperation invocation => invocation.TargetMethod,
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };

    /// <summary>The local, parameter, field or property that an operation names.</summary>
    public static ISymbol? ReferencedSymbol(this IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter.OriginalDefinition,
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
        IPropertyReferenceOperation property => property.Property.OriginalDefinition,
        _ => null,
    };

    /// <summary>The value behind conversions, parentheses and <c>await</c>.</summary>
    public static IOperation Unwrapped(this IOperation operation) => operation switch
    {
        IConversionOperation conversion => conversion.Operand.Unwrapped(),
        IParenthesizedOperation parenthesized => parenthesized.Operand.Unwrapped(),
        IAwaitOperation awaited => awaited.Operation.Unwrapped(),
        IDelegateCreationOperation created => created.Target.Unwrapped(),
        _ => operation,
    };

    /// <summary>What stands before the <c>?.</c> that this is the receiver behind.</summary>
    public static IOperation? Accessed(this IConditionalAccessInstanceOperation instance)
    {
        for (var parent = instance.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access)
            {
                return access.Operation;
            }
        }

        return null;
    }

    /// <summary>Where the member names this local.</summary>
    public static IEnumerable<ILocalReferenceOperation> Uses(this IVariableDeclaratorOperation declared)
    {
        IOperation root = declared;
        while (root.Parent is not null)
        {
            root = root.Parent;
        }

        return root.Descendants().OfType<ILocalReferenceOperation>()
            .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, declared.Symbol));
    }

    /// <summary>Whether a task is awaited here, also through ConfigureAwait, WaitAsync and the like.</summary>
    public static bool IsAwaited(this IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAwaitOperation: return true;
                case IInvocationOperation or IConversionOperation or IParenthesizedOperation: continue;
                default: return false;
            }
        }

        return false;
    }

    /// <summary>The whole body, or initializer, that it stands in.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>The descendants that run when the operation runs: not those inside lambdas and local functions.</summary>
    public static IEnumerable<IOperation> DirectDescendants(this IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            yield return child;

            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                continue;
            }

            foreach (var descendant in child.DirectDescendants())
            {
                yield return descendant;
            }
        }
    }

    /// <summary>The operation's enclosing lambda or local function, or null where it is the member itself.</summary>
    public static IMethodSymbol? EnclosingFunction(this IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation lambda: return lambda.Symbol;
                case ILocalFunctionOperation local: return local.Symbol;
            }
        }

        return null;
    }
}
