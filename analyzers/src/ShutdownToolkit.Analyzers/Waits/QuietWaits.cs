using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>
/// Waits with the stop token whose cancellation is swallowed (a catch around them, <c>Task.WhenAny</c>, SuppressThrowing). What comes next in the
/// turn runs once more at the stop, with the token cancelled.
/// </summary>
internal static class QuietWaits
{
    private static readonly string[] _flushes = ["Flush", "Drain"];

    private static readonly string[] _takes = ["TryDequeue", "TryTake", "TryRead", "TryPop", "Exchange"];

    /// <summary>Only of a call that empties a buffer: any other work of a turn may as well be left out.</summary>
    public static CancelledPlace? PlaceBehind(IInvocationOperation call, IArgumentOperation token, HostedService service) =>
        IsQuietlyReached(call, service) && EmptiesABuffer(call, token.Parameter!, service) ? CancelledPlace.BehindAQuietWait : null;

    private static bool EmptiesABuffer(IInvocationOperation call, IParameterSymbol token, HostedService service)
    {
        if (service.Source.BodyOf(call.TargetMethod, call.SemanticModel) is not { } body)
        {
            return Array.Exists(_flushes, verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal))
                && call.TargetMethod.DeclaringSyntaxReferences.Length == 0 && !call.TargetMethod.IsAbstract;
        }

        var takes = body.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: var name }
            && Array.IndexOf(_takes, name) >= 0);
        return takes && body.Descendants().Any(operation => operation is IInvocationOperation { Type: var type } inner && type.IsTask()
            && inner.TargetMethod.Acts() && inner.IsAwaitedOrReturned()
            && inner.Arguments.Any(argument => argument.Value.Unwrapped() is IParameterReferenceOperation { Parameter: var used }
                && used.Ordinal == token.Ordinal && SymbolEqualityComparer.Default.Equals(used.Type, token.Type)));
    }

    private static bool IsQuietlyReached(IOperation place, HostedService service)
    {
        var child = place;
        for (var parent = place.Parent;
            parent is not (null or ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation or ICatchClauseOperation);
            (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IConditionalOperation choice when choice.Condition != child && TestsAToken(choice.Condition):
                case ITryOperation attempt when attempt.Finally == child:
                    return false;
                case IBlockOperation block when ComesBefore(block, child, service) is { } isQuiet:
                    return isQuiet;
            }
        }

        return false;
    }

    /// <summary>Null where nothing in this block decides it.</summary>
    private static bool? ComesBefore(IBlockOperation block, IOperation statement, HostedService service)
    {
        for (var i = block.Operations.IndexOf(statement) - 1; i >= 0; i--)
        {
            var before = block.Operations[i];
            if (IsQuiet(before, block, service))
            {
                return true;
            }

            if (TestsAToken(before) || before.DirectDescendants().Any(operation => operation is IAwaitOperation awaited
                && (service.Tokens.MentionsOutsideFunctions(awaited) || awaited.Operation.WithoutConfigureAwait() is ILocalReferenceOperation)))
            {
                return false;
            }
        }

        return null;
    }

    private static bool IsQuiet(IOperation statement, IBlockOperation block, HostedService service) => statement switch
    {
        ITryOperation { Finally: null } attempt => CancelledEnd.Swallows(attempt) && !attempt.Catches.Any(MayLeave)
            && attempt.Body.Operations is [.., var last] && IsThrowingWait(last, service),
        IExpressionStatementOperation { Operation: IAwaitOperation { Operation: IInvocationOperation awaited } } =>
            awaited.TargetMethod.IsOnTask("WhenAny") ? awaited.Arguments.Any(argument => HearsTheStop(argument, block, service))
            : awaited.TargetMethod.Name == "ConfigureAwait" && Suppresses(awaited) && WaitsForTheStop(awaited, service),
        _ => false,
    };

    private static bool MayLeave(ICatchClauseOperation clause) =>
        clause.Handler.DirectDescendants().Any(operation => operation is IBranchOperation or IReturnOperation or IThrowOperation)
            || TestsAToken(clause.Handler);

    private static bool IsThrowingWait(IOperation statement, HostedService service) => statement is IExpressionStatementOperation
        && statement.DirectDescendants().Any(operation => Wait.From(operation) is { ThrowsWhenCancelled: true, Token.Value: var token }
            && service.Tokens.IsStop(token));

    private static bool WaitsForTheStop(IOperation operation, HostedService service) => operation.DescendantsAndSelf()
        .Any(inner => Wait.From(inner) is { Token.Value: var token } && service.Tokens.IsStop(token));

    /// <summary>Among the tasks, written down there or in a local of the block, one that the stop ends.</summary>
    private static bool HearsTheStop(IOperation tasks, IBlockOperation block, HostedService service) => WaitsForTheStop(tasks, service)
        || tasks.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(task => block.Operations().Any(operation =>
            operation is IVariableDeclaratorOperation declared && SymbolEqualityComparer.Default.Equals(declared.Symbol, task.Local)
            && declared.GetVariableInitializer() is { } initial && WaitsForTheStop(initial.Value, service)));

    private static bool Suppresses(IInvocationOperation configured) => configured.Arguments.Any(argument => argument.Value.DescendantsAndSelf()
        .Any(operation => operation is IFieldReferenceOperation { Field.Name: "SuppressThrowing" }));

    private static bool TestsAToken(IOperation operation) => operation.DescendantsAndSelf().Any(inner => inner
        is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } or IInvocationOperation { TargetMethod.Name:
            "ThrowIfCancellationRequested" });
}
