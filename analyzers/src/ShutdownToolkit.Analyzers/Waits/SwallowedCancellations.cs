using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Tokens;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>A try inside an endless loop whose catch takes the cancellation of the stop and lets the loop go on.</summary>
internal static class SwallowedCancellations
{
    public static (ICatchClauseOperation Clause, Wait Wait)? SwallowingClause(this ITryOperation attempt, HostedService service)
    {
        // A foreach comes to its end; a condition is asked before the next turn.
        if (attempt.LoopsAround().FirstOrDefault() is not { } loop || !loop.IsEndless())
        {
            return null;
        }

        var tokens = service.Tokens;
        if (loop.TestsStop(tokens))
        {
            return null;
        }

        if (attempt.CancellationClause(tokens) is not { } clause || Leaves(clause.Handler, loop, tokens))
        {
            return null;
        }

        if (StopWait(attempt.Body, tokens) is not { } wait || ExitsBefore(wait, attempt, loop) || ListensElsewhere(loop, attempt, clause, tokens))
        {
            return null;
        }

        return (clause, wait);
    }

    private static Wait? StopWait(IOperation body, StopTokens tokens)
    {
        foreach (var operation in body.DirectDescendants())
        {
            if (Wait.From(operation) is { ThrowsWhenCancelled: true } wait && tokens.IsStop(wait.Token?.Value)
                && operation.TriesAround().First().Body == body)
            {
                return wait;
            }
        }

        return null;
    }

    /// <summary>The handler ends the loop, ends the host, or waits on the token itself, outside of the try.</summary>
    private static bool Leaves(IBlockOperation handler, ILoopOperation loop, StopTokens tokens)
    {
        if (tokens.Mentions(handler))
        {
            return true;
        }

        foreach (var operation in handler.DirectDescendants())
        {
            if (IsExit(operation, loop)
                || operation is IThrowOperation or IInvocationOperation { TargetMethod.Name: "Exit" or "FailFast" or "StopApplication" or "Throw" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A way out that is reached before the wait, or that asks the token: it is taken although the wait throws.</summary>
    private static bool ExitsBefore(Wait wait, ITryOperation attempt, ILoopOperation loop)
    {
        foreach (var operation in loop.Body.DirectDescendants())
        {
            if (IsExit(operation, loop)
                && (operation.Syntax.SpanStart < wait.Call.Syntax.SpanStart || !attempt.Body.Syntax.Span.Contains(operation.Syntax.Span)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Anything outside of the try's body that learns of the stop may end the loop: a wait with the token, a test, a helper.</summary>
    private static bool ListensElsewhere(ILoopOperation loop, ITryOperation attempt, ICatchClauseOperation clause, StopTokens tokens)
    {
        foreach (var operation in loop.Body.DirectDescendants())
        {
            if (operation is IInvocationOperation or IPropertyReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation
                or IParameterReferenceOperation
                && !attempt.Body.Syntax.Span.Contains(operation.Syntax.Span) && !(clause.Filter?.Syntax.Span.Contains(operation.Syntax.Span) ?? false)
                && tokens.Mentions(operation))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsExit(IOperation operation, ILoopOperation loop) =>
        operation is IReturnOperation { Kind: OperationKind.Return }
        || operation is IBranchOperation branch
        && (branch.BranchKind == BranchKind.GoTo || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel));
}
