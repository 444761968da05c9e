using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>A loop that tries until it succeeds, however often that fails, pauses between, and hears of no stop.</summary>
internal static class DeafRetries
{
    public static bool Is(IOperation operation, HostedService service) =>
        operation is ILoopOperation loop && (loop.IsEndless() || loop is IWhileLoopOperation { Condition: { } condition } && IsLocalFlag(condition))
        && Failures(loop).Any(GoOn) && !loop.Body.DirectDescendants().Any(Counts) && !service.Tokens.Mentions(loop)
        && loop.Body.DirectDescendants().Any(inner => Wait.From(inner) is { LeavesTokenOut: true } wait
            && (wait.Blocks || wait.HasTokenOverload)
            && (wait.Duration is null || ConstantDuration.Of(wait.Duration) is not { } pause || pause >= TimeSpan.FromSeconds(1)));

    private static IEnumerable<ICatchClauseOperation> Failures(ILoopOperation loop) => loop.Body.DirectDescendants().OfType<ICatchClauseOperation>();

    /// <summary><c>while (!connected)</c></summary>
    private static bool IsLocalFlag(IOperation condition) =>
        condition.Unwrapped() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: ILocalReferenceOperation };

    /// <summary>Nothing in it leaves the loop.</summary>
    private static bool GoOn(ICatchClauseOperation clause) =>
        !clause.Handler.DirectDescendants().Any(inner => inner is IReturnOperation or IThrowOperation or IConditionalOperation
            or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo }
            or IInvocationOperation { TargetMethod.Name: "Exit" or "FailFast" or "StopApplication" });

    /// <summary>It may give up after some attempts.</summary>
    private static bool Counts(IOperation operation) => operation is IBinaryOperation
    {
        OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan
            or BinaryOperatorKind.LessThanOrEqual,
    };
}
