using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;

namespace ShutdownToolkit.Analyzers.Tokens;

/// <summary>
/// Where a token of StartAsync goes: to something that the start awaits, or to something that is still there when the start is over.
/// </summary>
/// <param name="Outliving">The launch, timer, thread or assignment; null where the token stays within the start.</param>
/// <param name="Code">What uses the token there, where it can be seen: a lambda or a method of the same type.</param>
internal sealed record StartTokenUse(IOperation? Outliving, IOperation? Code, string Description)
{
    private static readonly StartTokenUse _withinTheStart = new(null, null, "");

    private static readonly string[] _longLived = ["Run", "Execute", "Listen", "Consume", "Loop", "Poll", "Watch", "Subscribe", "Process"];

    /// <summary>A field, not a launch.</summary>
    public bool IsKept => Outliving is ISimpleAssignmentOperation && Code is null;

    /// <summary>Work that goes on until it is told to stop, as far as can be seen.</summary>
    public bool IsLongLived => IsKept || Outliving is IObjectCreationOperation || Outliving is { } launch && TimerCallbacks.Of(launch) is not null
        || (Code is null
            ? Outliving is IInvocationOperation call
                && Array.Exists(_longLived, start => call.TargetMethod.Name.StartsWith(start, StringComparison.Ordinal))
            : Code.Descendants()
                .Any(operation => operation is IWhileLoopOperation or IForLoopOperation or IForEachLoopOperation { IsAsynchronous: true }));

    /// <summary>The uses in a Start method that outlive it, one for each launch or field.</summary>
    public static IEnumerable<(IOperation Token, StartTokenUse Use)> OutlivingIn(IMethodSymbol start, HostedService service, KnownSymbols symbols)
    {
        if (service.Code.BodyOf(start) is not { } body)
        {
            yield break;
        }

        var seen = new HashSet<IOperation>();
        foreach (var operation in body.Descendants())
        {
            if (IsStartToken(operation, service, symbols) && Of(operation, body, service) is { Outliving: { } outliving } use && seen.Add(outliving))
            {
                yield return (operation, use);
            }
        }
    }

    private static bool IsStartToken(IOperation operation, HostedService service, KnownSymbols symbols) => operation switch
    {
        IParameterReferenceOperation or ILocalReferenceOperation =>
            symbols.IsToken(operation.Type) && service.Tokens.OriginOf(operation) == TokenOrigin.Start,
        IPropertyReferenceOperation { Property.Name: "Token", Instance: ILocalReferenceOperation } =>
            service.Tokens.OriginOf(operation) == TokenOrigin.Start,
        IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource",
            Parent: ISimpleAssignmentOperation { Target: IFieldReferenceOperation field } } =>
            service.Tokens.OriginOf(field) == TokenOrigin.Start,
        _ => false,
    };

    private static StartTokenUse Of(IOperation token, IBlockOperation start, HostedService service)
    {
        var inner = token;
        for (var parent = token.Parent; parent is not null && parent != start; (inner, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } } kept when kept.Value.Unwrapped() == token:
                    return service.Tokens.OriginOf(kept.Target) == TokenOrigin.Start && IsReadElsewhere(field, service)
                        ? new(kept, null, $"the field '{field.Name}'")
                        : _withinTheStart;
                case IAnonymousFunctionOperation lambda when Launcher(lambda) is { } launcher:
                    if (launcher is IInvocationOperation awaited && TimerCallbacks.Of(launcher) is null && IsFollowed(awaited, start))
                    {
                        break;
                    }

                    return new(launcher, LoopingCode(lambda.Body, service), $"the work of '{NameOf(launcher)}'");
                case IAnonymousFunctionOperation lambda when LaterCall(lambda) is var (caller, description):
                    return new(caller, LoopingCode(lambda.Body, service), description);
                case ILocalFunctionOperation:
                    return _withinTheStart;
                case IArgumentOperation { Parent: IObjectCreationOperation { Type.KnownName: "Timer",
                    Type.ContainingNamespace.Name: "Threading" } timer }:
                    return new(timer, null, "the timer");
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "CreateTimer",
                    ContainingType.Name: "TimeProvider" } } made }:
                    return new(made, null, "the timer");
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Start" or "UnsafeStart",
                    ContainingType.KnownName: "Thread" } } started }:
                    return new(started, null, "the thread");
                case IArgumentOperation { Value: var value, Parent: IInvocationOperation call }
                    when value.Unwrapped() == token && IsUnawaitedWork(call) && !IsFollowed(call, start):
                    return new(
                        call, service.Code.BodyOf(call.TargetMethod) is { } body
                            ? LoopingCode(body, service) : null, $"the work of '{call.TargetMethod.Name}'");
            }
        }

        return _withinTheStart;
    }

    /// <summary>Task.Run, StartNew, a thread, a timer or the thread pool, if that is what the lambda is handed to.</summary>
    private static IOperation? Launcher(IAnonymousFunctionOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent is not IArgumentOperation ? null : parent.Parent switch
        {
            IObjectCreationOperation { Type: { KnownName: "Thread" or "Timer" or "PeriodicTimer", ContainingNamespace.Name: "Threading" } } created =>
                created,
            { } helper when TimerCallbacks.Of(helper)?.Syntax == lambda.Syntax => helper,
            IInvocationOperation { TargetMethod: { Name: "Run", ContainingType.KnownName: "Task" }
                or { Name: "StartNew", ContainingType.KnownName: "TaskFactory" }
                or { Name: "QueueUserWorkItem" or "UnsafeQueueUserWorkItem", ContainingType.KnownName: "ThreadPool" } } launch => launch,
            _ => null,
        };
    }

    /// <summary>
    /// A handler of an event, a delegate that is kept, a subscription, a callback of ApplicationStarted: called when the start is over.
    /// </summary>
    private static (IOperation Caller, string Description)? LaterCall(IAnonymousFunctionOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event.Name: var name } } added =>
                (added, $"the handler of '{name}'"),
            // Not of a local object, nor of options in an initializer: those may be gone with the start.
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation
                { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } or IFieldReferenceOperation, Member: var kept } } assignment
                when assignment.Value.Unwrapped() == lambda => (assignment, $"the delegate kept in '{kept.Name}'"),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Register" or "UnsafeRegister",
                Instance: IPropertyReferenceOperation { Property.Name: "ApplicationStarted" } } registration } =>
                (registration, "the callback of ApplicationStarted"),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Subscribe" or "SubscribeAsync" } subscription } =>
                (subscription, $"the handler given to '{subscription.TargetMethod.Name}'"),
            _ => null,
        };
    }

    /// <summary>The token given to Task.Run itself only says whether to begin.</summary>
    private static bool IsUnawaitedWork(IInvocationOperation call) => call.TargetMethod.ReturnType.IsTask()
        && call.TargetMethod.ContainingType.KnownName is not ("Task" or "TaskFactory" or "TaskExtensions" or "CancellationTokenSource")
        && !call.TargetMethod.IsOnTask("Delay");

    /// <summary>Awaited or returned, also later through the local or field that it was put into.</summary>
    private static bool IsFollowed(IOperation work, IBlockOperation start)
    {
        if (work.IsAwaitedOrReturned())
        {
            return true;
        }

        var parent = work.Parent;
        while (parent is IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "Unwrap" }
            or IVariableInitializerOperation
            or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Unwrap" } })
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IExpressionStatementOperation => false,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => false,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation target } => start.DirectDescendants().Any(operation =>
                operation is IFieldReferenceOperation read && SymbolEqualityComparer.Default.Equals(read.Field, target.Field)
                && read.IsAwaitedOrReturned() && !IsReturnedOnlyIfCompleted(read)),
            // A local, a list, an argument: somebody follows it.
            _ => true,
        };
    }

    private static bool IsReturnedOnlyIfCompleted(IOperation read)
    {
        for (var parent = read.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalOperation { Condition: var condition }
                && condition.Unwrapped() is IPropertyReferenceOperation { Property.Name: "IsCompleted" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsReadElsewhere(IFieldSymbol field, HostedService service)
    {
        foreach (var member in service.Code.Blocks)
        {
            if (!service.StartMethods.Contains(member.Key, SymbolEqualityComparer.Default))
            {
                foreach (var block in member.Value)
                {
                    foreach (var operation in block.Operations())
                    {
                        if (operation is IFieldReferenceOperation read
                            && SymbolEqualityComparer.Default.Equals(read.Field.OriginalDefinition, field.OriginalDefinition)
                            && !(read.Parent is ISimpleAssignmentOperation assignment && assignment.Target == read))
                        {
                            return true;
                        }
                    }
                }
            }
        }

        return false;
    }

    /// <summary>The code itself, or the method of the same type that it calls and that loops.</summary>
    private static IOperation LoopingCode(IBlockOperation code, HostedService service)
    {
        if (code.Descendants().Any(operation => operation is IWhileLoopOperation or IForLoopOperation))
        {
            return code;
        }

        foreach (var operation in code.Descendants())
        {
            if (service.Code.BodyOf(operation.CalledMethod()) is { } called && called.Descendants().Any(inner => inner is ILoopOperation))
            {
                return called;
            }
        }

        return code;
    }

    private static string NameOf(IOperation launcher) => launcher switch
    {
        IInvocationOperation call => call.TargetMethod.Name,
        IObjectCreationOperation { Type: { } type } => type.Name,
        _ => "",
    };
}
