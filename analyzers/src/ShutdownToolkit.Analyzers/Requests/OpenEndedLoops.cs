using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Requests;

internal static class OpenEndedLoops
{
    /// <summary>
    /// A loop that only a token, a tick or the other side ends. One that the code itself can leave may be short, unless it leaves because
    /// the token is cancelled, the channel is completed or the socket is closed, or from a catch.
    /// </summary>
    public static bool IsOpenEnded(this ILoopOperation loop, RequestCode code) => MayGoOn(loop, code) && !loop.CanBeLeft();

    /// <summary>As far as the loop alone says: before the code around it is read, which costs more.</summary>
    public static bool MayBeOpenEnded(this ILoopOperation loop) => MayGoOn(loop, null) && !loop.CanBeLeft();

    private static bool MayGoOn(ILoopOperation loop, RequestCode? code) => loop switch
    {
        IForEachLoopOperation { IsAsynchronous: true, Collection: var collection } => code is null || code.EndlessPartOf(collection) is not null,
        IForEachLoopOperation { Collection: var collection } =>
            collection.Unwrapped() is IInvocationOperation { TargetMethod: { Name: "GetConsumingEnumerable", ContainingType.KnownName:
                "BlockingCollection" } },
        IWhileLoopOperation { Condition: { } condition } => loop.IsEndless() || AsksForMore(condition),
        IForLoopOperation { Condition: { } condition } => loop.IsEndless() || AsksForMore(condition),
        _ => loop.IsEndless(),
    };

    private static bool AsksForMore(IOperation condition) => condition.Unwrapped() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            AsksForMore(both.LeftOperand) && AsksForMore(both.RightOperand),
        { ConstantValue: { HasValue: true, Value: true } } => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => IsTheEnd(operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } compared =>
            IsTheEnd(compared.LeftOperand) || compared.LeftOperand.Unwrapped() is var left && IsWaitForMore(left),
        IIsPatternOperation { Value: var value } => IsTheEnd(value) || IsWaitForMore(value.Unwrapped()),
        var other => IsWaitForMore(other),
    };

    /// <summary>The token is cancelled, the socket is not open any more, the request's body is over.</summary>
    private static bool IsTheEnd(IOperation? operation) => operation?.Unwrapped() switch
    {
        IPropertyReferenceOperation { Property: { Name: "IsCancellationRequested" } } => true,
        IPropertyReferenceOperation { Property: { Name: "State" or "CloseStatus" or "MessageType", ContainingType: var owner } } =>
            owner.Name is "WebSocket" or "WebSocketReceiveResult" or "ValueWebSocketReceiveResult",
        IPropertyReferenceOperation { Property: { Name: "HasValue" or "Value" }, Instance: var nullable } => IsTheEnd(nullable),
        IPropertyReferenceOperation { Property: { Name: "IsCompleted" or "IsCanceled", ContainingType.Name: "ReadResult" or "FlushResult" } } => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => IsTheEnd(operand),
        IConditionalAccessOperation { WhenNotNull: var member } => IsTheEnd(member),
        IConditionalAccessInstanceOperation { Type.Name: "WebSocketReceiveResult" } => true,
        _ => false,
    };

    private static bool IsWaitForMore(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" or "WaitToReadAsync" or "MoveNext" } => true,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask", Instance: { } inner } => IsWaitForMore(inner.Unwrapped()),
        _ => false,
    };

    /// <summary>By the code itself, other than because the token is cancelled or nothing more comes.</summary>
    public static bool CanBeLeft(this ILoopOperation loop)
    {
        foreach (var operation in loop.DirectDescendants())
        {
            switch (operation)
            {
                case IBranchOperation branch
                    when branch.BranchKind == BranchKind.GoTo || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel):
                case IReturnOperation { Kind: not OperationKind.YieldReturn }:
                    if (!IsAtTheEnd(operation, loop))
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    /// <summary>Left from a catch, or behind a test that nothing more will come.</summary>
    private static bool IsAtTheEnd(IOperation exit, ILoopOperation loop)
    {
        var child = exit;
        for (var parent = exit.Parent; parent is not null && parent != loop; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case ICatchClauseOperation:
                case IConditionalOperation choice when choice.Condition != child && SaysTheEnd(choice.Condition):
                case ISwitchOperation { Value: var value } when IsTheEnd(value):
                    return true;
            }
        }

        return false;
    }

    private static bool SaysTheEnd(IOperation condition) => condition.Unwrapped() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either =>
            SaysTheEnd(either.LeftOperand) && SaysTheEnd(either.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            SaysTheEnd(both.LeftOperand) || SaysTheEnd(both.RightOperand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => SaysTheEnd(operand),
        IBinaryOperation { LeftOperand: var left } => SaysTheEnd(left),
        IIsPatternOperation { Value: var value } => SaysTheEnd(value),
        ILocalReferenceOperation { Local: var local } => IsWaitForMore(local, condition),
        var other => IsTheEnd(other) || IsWaitForMore(other),
    };

    /// <summary><c>var more = reader.WaitToReadAsync(token).AsTask(); … if (!await more) break;</c></summary>
    private static bool IsWaitForMore(ILocalSymbol local, IOperation use)
    {
        var top = use;
        while (top.Parent is { } parent)
        {
            top = parent;
        }

        return top.Descendants().Any(operation => operation switch
        {
            IVariableDeclaratorOperation declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local)
                && declarator.GetVariableInitializer()?.Value is { } value && IsWaitForMore(value.Unwrapped()),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: var value } =>
                SymbolEqualityComparer.Default.Equals(target.Local, local) && IsWaitForMore(value.Unwrapped()),
            _ => false,
        });
    }
}
