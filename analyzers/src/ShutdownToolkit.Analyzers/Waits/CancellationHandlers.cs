using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.Analyzers.Tokens;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>What becomes of the OperationCanceledException that a stop throws inside a try.</summary>
internal static class CancellationHandlers
{
    /// <summary>The clause that surely takes it; null where an earlier one may take it, or a filter may let it pass.</summary>
    public static ICatchClauseOperation? CancellationClause(this ITryOperation attempt, StopTokens tokens)
    {
        foreach (var clause in attempt.Catches)
        {
            if (!clause.MayTakeCancellation())
            {
                continue;
            }

            return clause.Filter is null || IsTestOfTheStop(clause.Filter, tokens) ? clause : null;
        }

        return null;
    }

    public static bool MayCatchCancellation(this ITryOperation attempt) => attempt.Catches.Any(clause => clause.MayTakeCancellation());

    /// <summary>
    /// The first wait in this code that throws when the stop token is cancelled, unless a try in between takes the exception; with the source of
    /// the project at hand also a method of another class that waits with the token it is given.
    /// </summary>
    public static Wait? FirstThrowingWait(
        this IOperation code, StopTokens tokens, MemberBodies members, SourceCode? source = null, int depth = 3)
    {
        foreach (var operation in code.DirectDescendants())
        {
            if (operation.TriesAround().TakeWhile(attempt => IsInside(attempt, code)).Any(attempt => attempt.MayCatchCancellation()))
            {
                continue;
            }

            if (Wait.From(operation) is { ThrowsWhenCancelled: true } wait && tokens.IsStop(wait.Token?.Value))
            {
                return wait;
            }

            if (depth > 0 && operation is IInvocationOperation call && call.IsAwaited()
                && call.Arguments.Any(argument => tokens.IsStop(argument.Value))
                && members.BodyOf(call.TargetMethod)?.FirstThrowingWait(tokens, members, source, depth - 1) is { } inner)
            {
                return inner;
            }

            if (source is not null && operation is IInvocationOperation other && other.IsAwaited() && members.BodyOf(other.TargetMethod) is null
                && Wait.OfMethod(other, source) is { } called && tokens.IsStop(called.Token?.Value))
            {
                return called;
            }
        }

        return null;
    }

    /// <summary><c>catch (Exception e)</c>.</summary>
    public static Location HeaderLocation(this ICatchClauseOperation clause)
    {
        var syntax = (CatchClauseSyntax)clause.Syntax;
        var end = syntax.Declaration?.Span.End ?? syntax.CatchKeyword.Span.End;
        return Location.Create(syntax.SyntaxTree, TextSpan.FromBounds(syntax.CatchKeyword.SpanStart, end));
    }

    private static bool MayTakeCancellation(this ICatchClauseOperation clause) =>
        clause.ExceptionType is null
            or { KnownName: "Exception" or "SystemException" or "OperationCanceledException" or "TaskCanceledException" or "Object" };

    private static bool IsTestOfTheStop(IOperation filter, StopTokens tokens) =>
        filter.Unwrapped() is IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.IsCancellationRequested) } test
            && tokens.Mentions(test);

    private static bool IsInside(IOperation operation, IOperation outer)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent == outer)
            {
                return true;
            }
        }

        return false;
    }
}
