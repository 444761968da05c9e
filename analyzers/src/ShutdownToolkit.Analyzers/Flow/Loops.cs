using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Tokens;

namespace ShutdownToolkit.Analyzers.Flow;

internal static class Loops
{
    /// <summary><c>while (true)</c>, <c>for (;;)</c>, <c>do … while (true)</c>.</summary>
    public static bool IsEndless(this ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation whileLoop => whileLoop.Condition is null or { ConstantValue: { HasValue: true, Value: true } },
        IForLoopOperation forLoop => forLoop.Condition is null or { ConstantValue: { HasValue: true, Value: true } },
        _ => false,
    };

    /// <summary>
    /// Whether something inside leaves the loop: break, return, throw, goto, or a consumer that stops asking (<c>yield return</c>).
    /// </summary>
    public static bool HasExit(this ILoopOperation loop) => loop.Exits().Any();

    public static IEnumerable<IOperation> Exits(this ILoopOperation loop)
    {
        foreach (var operation in loop.Body.DirectDescendants())
        {
            switch (operation)
            {
                case IBranchOperation branch
                    when branch.BranchKind == BranchKind.GoTo || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel):
                case IReturnOperation or IThrowOperation:
                case IInvocationOperation { TargetMethod: { Name: "Exit" or "FailFast", ContainingType.KnownName: "Environment" }
                    or { Name: "StopApplication" } }:
                    yield return operation;
                    break;
            }
        }
    }

    /// <summary>Whether each turn asks the stop token: in the condition, or in a statement of the body that leaves the loop.</summary>
    public static bool TestsStop(this ILoopOperation loop, StopTokens tokens)
    {
        var condition = loop switch
        {
            IWhileLoopOperation whileLoop => whileLoop.Condition,
            IForLoopOperation forLoop => forLoop.Condition,
            _ => null,
        };
        if (condition is not null && tokens.Mentions(condition))
        {
            return true;
        }

        if (loop.Body is not IBlockOperation body)
        {
            return false;
        }

        foreach (var statement in body.Operations)
        {
            switch (statement)
            {
                case IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" } test }
                    when tokens.Mentions(test):
                case IConditionalOperation exit when tokens.Mentions(exit.Condition) && Leaves(exit.WhenTrue, loop):
                    return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Endless, also by a flag that the stop changes too late, without a way out, and nothing inside learns of the stop: STOP1001. Rules about
    /// single waits leave it to that one.
    /// </summary>
    public static bool IsDeafTo(this ILoopOperation loop, HostedService service) =>
        (loop.IsEndless() || LateFlags.OfLoop(loop, service) is not null) && !loop.HasExit() && !service.Tokens.Mentions(loop.Body);

    /// <summary>The keyword and the condition: where a finding about a loop is shown.</summary>
    public static Location HeaderLocation(this ILoopOperation loop)
    {
        var (start, end) = loop.Syntax switch
        {
            WhileStatementSyntax syntax => (syntax.WhileKeyword, syntax.CloseParenToken),
            ForStatementSyntax syntax => (syntax.ForKeyword, syntax.CloseParenToken),
            DoStatementSyntax syntax => (syntax.WhileKeyword, syntax.CloseParenToken),
            CommonForEachStatementSyntax syntax => (syntax.ForEachKeyword, syntax.CloseParenToken),
            var syntax => (syntax.GetFirstToken(), syntax.GetFirstToken()),
        };
        return Location.Create(loop.Syntax.SyntaxTree, TextSpan.FromBounds(start.SpanStart, end.Span.End));
    }

    private static bool Leaves(IOperation branch, ILoopOperation loop)
    {
        foreach (var operation in branch.DescendantsAndSelf())
        {
            if (operation is IReturnOperation or IThrowOperation
                || operation is IBranchOperation jump && SymbolEqualityComparer.Default.Equals(jump.Target, loop.ExitLabel))
            {
                return true;
            }
        }

        return false;
    }
}
