using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Tokens;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>What a place in a method is surrounded by.</summary>
internal static class Places
{
    /// <summary>
    /// The loops around a place, the innermost first, up to the enclosing function. The collection of a foreach is not repeated, but waits.
    /// </summary>
    public static IEnumerable<ILoopOperation> LoopsAround(this IOperation place)
    {
        for (var parent = place.Parent;
            parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation;
            parent = parent.Parent)
        {
            if (parent is ILoopOperation loop)
            {
                yield return loop;
            }
        }
    }

    /// <summary>The lambda that the place is in, but not in a local function inside.</summary>
    public static IAnonymousFunctionOperation? LambdaAround(this IOperation place)
    {
        var parent = place.Parent;
        while (parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            parent = parent.Parent;
        }

        return parent as IAnonymousFunctionOperation;
    }

    /// <summary>The argument that a lambda, or a method that is handed on, is.</summary>
    public static IArgumentOperation? TakenAs(this IOperation function)
    {
        var parent = function.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent as IArgumentOperation;
    }

    /// <summary>The try statements whose body (not handler, not finally) the place is in, up to the enclosing function.</summary>
    public static IEnumerable<ITryOperation> TriesAround(this IOperation place)
    {
        var child = place;
        for (var parent = place.Parent;
            parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation;
            parent = parent.Parent)
        {
            if (parent is ITryOperation attempt && attempt.Body == child)
            {
                yield return attempt;
            }

            child = parent;
        }
    }

    /// <summary>The expression that a call is a part of: with its receiver, what it is an argument of, and what is chained to it.</summary>
    public static IOperation WholeExpression(this IOperation call)
    {
        var whole = call;
        while (whole.Parent is IInvocationOperation or IArgumentOperation or IConversionOperation or IParenthesizedOperation or IAwaitOperation
            or IArrayInitializerOperation or IArrayCreationOperation or IPropertyReferenceOperation)
        {
            whole = whole.Parent;
        }

        return whole;
    }

    /// <summary>
    /// Code that runs when the stop is already known: a finally block, a handler of the cancellation, the branch of a test of the token,
    /// what follows a loop that asks the token. It must not get the cancelled token.
    /// </summary>
    public static bool IsCleanUp(this IOperation place, StopTokens tokens)
    {
        var child = place;
        for (var parent = place.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                // It runs where it is called.
                case ILocalFunctionOperation:
                    return false;
                case ITryOperation attempt when attempt.Finally == child:
                case ICatchClauseOperation { ExceptionType.KnownName: "OperationCanceledException" or "TaskCanceledException" }:
                case IConditionalOperation branch
                    when branch.WhenTrue == child && branch.Condition.Unwrapped() is IPropertyReferenceOperation && tokens.Mentions(branch.Condition):
                case IBlockOperation block
                    when block.Operations.TakeWhile(statement => statement != child).Any(statement => EndsAtStop(statement, tokens)):
                    return true;
            }
        }

        return false;
    }

    private static bool EndsAtStop(IOperation statement, StopTokens tokens) => statement switch
    {
        ILoopOperation loop =>
            loop.TestsStop(tokens) || loop is IForEachLoopOperation { IsAsynchronous: true } each && tokens.Mentions(each.Collection),
        ITryOperation attempt => attempt.Body.Operations.Any(inner => EndsAtStop(inner, tokens)),
        _ => false,
    };
}
