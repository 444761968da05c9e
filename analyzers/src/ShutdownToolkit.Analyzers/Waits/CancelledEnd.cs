using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Launches;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>Work of a hosted type that ends at the stop with an OperationCanceledException which nothing inside catches.</summary>
internal sealed class CancelledEnd(HostedService service, KnownSymbols symbols)
{
    private const int MostSteps = 4;

    /// <summary>Waits of the base library that throw when their token is cancelled and that block.</summary>
    private static readonly string[] _blocking = ["Take", "Wait", "GetConsumingEnumerable", "Consume", "SignalAndWait"];

    /// <summary>The wait that throws in what a value launches (a call, Task.Run, a list made of either); null where it may end quietly.</summary>
    public string? Of(IOperation launched)
    {
        foreach (var operation in launched.DescendantsAndSelf())
        {
            switch (operation)
            {
                // Its outcome is a new one.
                case IInvocationOperation { TargetMethod.Name: "ContinueWith" or "WhenAny" }:
                    return null;
                case IInvocationOperation run when Launch.IsTaskRun(run.TargetMethod):
                    return run.Arguments.Length == 0 ? null : run.Arguments[0].Value.Unwrapped() switch
                    {
                        IAnonymousFunctionOperation lambda => ThrowingWaitIn(lambda.Body, MostSteps),
                        IMethodReferenceOperation method => In(method.Method, MostSteps),
                        _ => null,
                    };
                case IInvocationOperation call
                    when call.Type.IsTask() && (InCalled(call, MostSteps) ?? CancelledElsewhere.ThrowingWait(call, service)) is { } wait:
                    return wait;
            }
        }

        return null;
    }

    /// <summary>Of a method of the type.</summary>
    public string? In(IMethodSymbol method, int steps = MostSteps) =>
        service.Code.BodyOf(method) is { } body ? ThrowingWaitIn(body, steps) : null;

    private string? InCalled(IInvocationOperation call, int steps)
    {
        if (call.TargetMethod.MethodKind != MethodKind.LocalFunction)
        {
            return In(call.TargetMethod, steps);
        }

        IOperation top = call;
        while (top.Parent is { } parent)
        {
            top = parent;
        }

        return top.Descendants().OfType<ILocalFunctionOperation>()
            .FirstOrDefault(local => SymbolEqualityComparer.Default.Equals(local.Symbol, call.TargetMethod.OriginalDefinition))
            is { Body: { } body } ? ThrowingWaitIn(body, steps) : null;
    }

    /// <summary>Whether a handler around takes the exception and does not throw on.</summary>
    public static bool IsCaught(IOperation place) => place.TriesAround().Any(Swallows);

    private string? ThrowingWaitIn(IOperation body, int steps)
    {
        foreach (var operation in body.DirectDescendants())
        {
            if (operation is not IInvocationOperation call || IsCaught(call))
            {
                continue;
            }

            if (Throws(call))
            {
                return $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}";
            }

            if (steps > 0 && (call.IsAwaitedOrReturned() || !call.Type.IsTask()) && InCalled(call, steps - 1) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    private bool Throws(IInvocationOperation call)
    {
        if (call.TargetMethod.Name == "ThrowIfCancellationRequested")
        {
            return service.Tokens.IsStop(call.Instance);
        }

        var token = call.Arguments.FirstOrDefault(argument => symbols.IsToken(argument.Parameter?.Type))?.Value;
        if (token is null || !service.Tokens.IsStop(token))
        {
            return false;
        }

        if (Wait.From(call) is { Blocks: false } wait)
        {
            return wait.ThrowsWhenCancelled || call.Parent is IReturnOperation or IConversionOperation { Parent: IReturnOperation };
        }

        return Array.IndexOf(_blocking, call.TargetMethod.Name) >= 0 && call.TargetMethod.DeclaringSyntaxReferences.Length == 0
            || IsOfTheBaseLibrary(call.TargetMethod) && call.IsAwaitedOrReturned() && !IsSuppressed(call);
    }

    public static bool IsSuppressed(IInvocationOperation call) =>
        call.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured
        && configured.Descendants().Any(operation => operation is IFieldReferenceOperation { Field.Name: "SuppressThrowing" });

    /// <summary>By convention they throw; what other libraries do is not known.</summary>
    public static bool IsOfTheBaseLibrary(IMethodSymbol method)
    {
        var space = method.ContainingNamespace;
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space.Name == "System" && method.Name is not ("Run" or "StartNew" or "CompleteAsync" or "DisposeAsync" or "CancelAsync");
    }

    /// <summary>Whether a clause takes the cancellation and does not throw on.</summary>
    public static bool Swallows(ITryOperation attempt) => attempt.Catches.Any(clause =>
        clause.ExceptionType is null or { KnownName: "Exception" or "SystemException" or "OperationCanceledException" or "TaskCanceledException"
            or "Object" or "AggregateException" }
        && !(clause.Filter is { } filter && LetsItPass(filter))
        && !clause.Handler.DirectDescendants().Any(operation => operation is IThrowOperation));

    /// <summary><c>when (e is not OperationCanceledException)</c>, <c>when (!token.IsCancellationRequested)</c></summary>
    private static bool LetsItPass(IOperation filter) => filter.DescendantsAndSelf().Any(operation => operation switch
    {
        IIsPatternOperation { Pattern: INegatedPatternOperation } => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } =>
            operand.Unwrapped() is IIsTypeOperation or IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" },
        _ => false,
    });
}
