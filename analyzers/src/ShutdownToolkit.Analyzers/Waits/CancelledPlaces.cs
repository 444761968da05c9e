using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Waits;

internal enum CancelledPlace
{
    /// <summary>In a handler of OperationCanceledException.</summary>
    Handler,

    /// <summary>As above, with a test of the token in its filter.</summary>
    FilteredHandler,

    /// <summary>In the finally around the work.</summary>
    Finally,

    /// <summary>In a finally of each turn: the token is cancelled where the stop comes in the middle of the turn.</summary>
    FinallyOfTheTurn,

    /// <summary>Behind what only the stop ends.</summary>
    Behind,

    /// <summary>Behind a wait that the stop ends without an exception: the last turn comes here with the token cancelled.</summary>
    BehindAQuietWait,
}

/// <summary>Where the work of a hosted type comes only when its stop token is cancelled.</summary>
internal sealed class CancelledPlaces(HostedService service)
{
    /// <summary>A type that completes a channel ends its reader without the token.</summary>
    private readonly Lazy<bool> _completes = new(() => service.Code.Blocks.SelectMany(member => member.Value)
        .SelectMany(block => block.Operations())
        .Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Complete" or "TryComplete" or "CompleteAdding" }));

    public CancelledPlace? Of(IOperation place)
    {
        var child = place;
        for (var parent = place.Parent;
            parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation;
            (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                // It is decided by the token.
                case IConditionalOperation choice when choice.Condition != child && TestsTheToken(choice.Condition):
                    return null;
                case ICatchClauseOperation clause when clause.Parent is ITryOperation attempt:
                    return OfHandler(clause, attempt);
                case ITryOperation attempt when attempt.Finally == child:
                    return OfFinally(attempt);
                case IBlockOperation block when IsBehindTheStop(block, child):
                    return CancelledPlace.Behind;
            }
        }

        return place.EnclosingFunction() is { MethodKind: MethodKind.LocalFunction } local ? OfCalls(local, place) : null;
    }

    /// <summary>The place of a local function's calls, where each of them is at one.</summary>
    private CancelledPlace? OfCalls(IMethodSymbol local, IOperation place)
    {
        CancelledPlace? found = null;
        foreach (var operation in place.Root().Descendants())
        {
            if (operation is not IInvocationOperation { TargetMethod: var called } || !SymbolEqualityComparer.Default.Equals(called, local))
            {
                continue;
            }

            if (operation.EnclosingFunction() is { MethodKind: MethodKind.LocalFunction } || Of(operation) is not { } one)
            {
                return null;
            }

            found ??= one;
        }

        return found;
    }

    /// <summary>Whether a statement before this one, in its block or in those around it, goes on until the stop.</summary>
    public bool IsBehindTheStop(IOperation statement)
    {
        var child = statement;
        for (var parent = statement.Parent;
            parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation or ILoopOperation or ICatchClauseOperation);
            (child, parent) = (parent, parent.Parent))
        {
            if (parent is IBlockOperation block && IsBehindTheStop(block, child))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TestsTheToken(IOperation condition) =>
        condition.DescendantsAndSelf().Any(operation => operation is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" });

    private CancelledPlace? OfHandler(ICatchClauseOperation clause, ITryOperation attempt)
    {
        if (!service.Tokens.Mentions(attempt.Body)
            || clause.ExceptionType is not { KnownName: "OperationCanceledException" or "TaskCanceledException" or "Exception" } type)
        {
            return null;
        }

        var isFiltered = clause.Filter?.Unwrapped() is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } test
            && service.Tokens.Mentions(test);
        return isFiltered ? CancelledPlace.FilteredHandler
            : clause.Filter is null && type.Name != "Exception" ? CancelledPlace.Handler
            : null;
    }

    private CancelledPlace? OfFinally(ITryOperation attempt)
    {
        if (!attempt.LoopsAround().Any())
        {
            return attempt.Body.Operations.Any(statement => GoesOnUntilTheStop(statement, isCaught: true)) ? CancelledPlace.Finally : null;
        }

        return attempt.Body.DirectDescendants().Any(operation => operation is IInvocationOperation call && call.IsAwaited()
            && call.Arguments.Any(argument => service.Tokens.IsStop(argument.Value)))
            ? CancelledPlace.FinallyOfTheTurn : null;
    }

    private bool IsBehindTheStop(IBlockOperation block, IOperation statement) =>
        block.Operations.TakeWhile(other => other != statement).Any(other => GoesOnUntilTheStop(other, isCaught: false));

    private bool GoesOnUntilTheStop(IOperation statement, bool isCaught)
    {
        switch (statement)
        {
            case ITryOperation attempt:
                return attempt.Body.Operations.Any(inner => GoesOnUntilTheStop(inner, isCaught || CancelledEnd.Swallows(attempt)));
            case IUsingOperation { Body: IBlockOperation body }:
                return body.Operations.Any(inner => GoesOnUntilTheStop(inner, isCaught));
            case IForEachLoopOperation { IsAsynchronous: true, Collection: var sequence } each:
                return isCaught && !_completes.Value && service.Tokens.Mentions(sequence) && !each.CanBeLeft()
                    && sequence.Unwrapped() is IInvocationOperation { TargetMethod.Name: "ReadAllAsync" };
            case ILoopOperation loop and not IForEachLoopOperation:
                return (EndsOnlyByTheToken(loop) || loop.IsEndless() && service.Tokens.Mentions(loop.Body)) && !loop.CanBeLeft()
                    // Else an exception leaves the method before what follows, and STOP1007 says so.
                    && (isCaught || loop.FirstThrowingWait(service.Tokens, service.Code) is null);
            case IExpressionStatementOperation { Operation: var awaited }:
                return awaited.DescendantsAndSelf().Any(operation => operation is IInvocationOperation { Arguments: [var time, var token] } delay
                    && delay.TargetMethod.IsOnTask("Delay") && service.Tokens.IsStop(token.Value)
                    && ConstantDuration.Of(time.Value)?.IsInfinite() == true
                    && (isCaught || Wait.From(delay) is { ThrowsWhenCancelled: false }));
            default:
                return false;
        }
    }

    private bool EndsOnlyByTheToken(ILoopOperation loop)
    {
        var condition = loop switch
        {
            IWhileLoopOperation whileLoop => whileLoop.Condition,
            IForLoopOperation forLoop => forLoop.Condition,
            _ => null,
        };
        return condition is not null && EndsOnlyByTheToken(condition);
    }

    private bool EndsOnlyByTheToken(IOperation condition) => condition.Unwrapped() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            EndsOnlyByTheToken(both.LeftOperand) && EndsOnlyByTheToken(both.RightOperand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } =>
            operand.Unwrapped() is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } test
            && service.Tokens.IsStop(test.Instance),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask", Instance: { } inner } => EndsOnlyByTheToken(inner),
        IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" or "WaitToReadAsync", Arguments: [var token] } wait =>
            service.Tokens.IsStop(token.Value) && (!_completes.Value || wait.TargetMethod.Name == "WaitForNextTickAsync"),
        _ => false,
    };
}
