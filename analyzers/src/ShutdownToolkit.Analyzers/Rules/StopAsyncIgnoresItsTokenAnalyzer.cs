using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Launches;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.Analyzers.Waits;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StopAsyncIgnoresItsTokenAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly TimeSpan _noticeable = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _dockerGrace = TimeSpan.FromSeconds(10);

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.StopAsyncIgnoresItsToken,
        nameof(RuleIds.StopAsyncIgnoresItsToken),
        "StopAsync ignores its token",
        "StopAsync of '{0}' waits {2} and never looks at '{1}': ShutdownTimeout only cancels that token, so at SIGTERM {3}; "
            + "end this wait when '{1}' is cancelled",
        // Where it is less it says so: a rule that is information by default is not even asked by a build that writes no log.
        DiagnosticSeverity.Warning,
        "The host does not abandon a StopAsync: its timeout is a cancelled token. "
            + "Whoever does not look at it can hold the process until it is killed.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            if (service.StopAsync is not { Parameters: [var deadline] } stop || !symbols.IsToken(deadline.Type)
                || service.Code.BodyOf(stop) is not { } body || IsUsed(deadline, body)
                || WorstWait(body, stop, service, symbols) is not { } worst)
            {
                return;
            }

            end.ReportDiagnostic(_rule.At(
                worst.Wait switch
                {
                    ILoopOperation loop => loop.HeaderLocation(),
                    ILockOperation held => held.LockedValue.Syntax.GetLocation(),
                    var wait => wait.Syntax.GetLocation(),
                },
                [service.Type.Name, deadline.Name, .. Wording(worst.Wait)],
                severity: worst.Severity));
        });

    private static string[] Wording(IOperation wait) => wait switch
    {
        IMemberReferenceOperation { Member.Name: var task } =>
            [$"for '{task}' however long it takes", "a turn that hangs holds the host until SIGKILL (exit code 137)"],
        ILockOperation or IInvocationOperation { TargetMethod.ContainingType.KnownName: "Monitor" } =>
            ["for a lock that the work holds while it blocks", "the host waits until the work lets go of it, and no timeout ends that"],
        IInvocationOperation { TargetMethod: { Name: var helper, DeclaringSyntaxReferences.IsEmpty: false } } =>
            [$"for '{helper}' however long it takes", "a turn that hangs holds the host until SIGKILL (exit code 137)"],
        IInvocationOperation { TargetMethod.Name: "Delay" } =>
            ["out a fixed time", "the host waits it out whatever its timeout and the grace period are"],
        _ => ["without a limit", "the host waits on until SIGKILL (exit code 137)"],
    };

    private static bool IsUsed(IParameterSymbol deadline, IBlockOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, deadline)
                && !(reference.Parent is IArgumentOperation { Parent: { } taker } && taker.IsBaseCall("StopAsync")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One finding a method: as soon as the token is used at all, the author has thought of it.</summary>
    private static (IOperation Wait, DiagnosticSeverity Severity)? WorstWait(
        IBlockOperation body, IMethodSymbol stop, HostedService service, KnownSymbols symbols)
    {
        (IOperation, DiagnosticSeverity)? worst = null;
        foreach (var operation in body.DirectDescendants())
        {
            if (operation is IMemberReferenceOperation { Member: var member } && IsOverAtOnce(member, service))
            {
                continue;
            }

            switch (SeverityOf(operation, service.Type) ?? SeverityOfLock(operation, service) ?? SeverityOfRead(operation)
                ?? SeverityOfHelper(operation, service))
            {
                case DiagnosticSeverity.Warning: return (operation, DiagnosticSeverity.Warning);
                case DiagnosticSeverity.Info when operation is not IMemberReferenceOperation
                    || !CancellationLeavesStopAsyncAnalyzer.Reports(operation, stop, service, symbols):
                    worst ??= (operation, DiagnosticSeverity.Info);
                    break;
            }
        }

        return worst;
    }

    /// <summary>The outer task of a StartNew that is not unwrapped: STOP1202's.</summary>
    private static bool IsOverAtOnce(ISymbol member, HostedService service) => service.Code.Blocks.SelectMany(one => one.Value)
        .SelectMany(block => block.Operations())
        .Any(operation => operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var target }, Value: var value }
            && Same(target, member) && value.Unwrapped() is IInvocationOperation start && UnwrappedStart.PassesForTheWork(start));

    private static DiagnosticSeverity? SeverityOf(IOperation operation, INamedTypeSymbol type) => operation switch
    {
        IWhileLoopOperation loop => IsPolling(loop) ? DiagnosticSeverity.Warning : null,
        IInvocationOperation { Arguments: [var duration] } delay when delay.TargetMethod.IsOnTask("Delay") =>
            delay.IsAwaitedOrReturned() ? SeverityOf(ConstantDuration.Of(duration.Value)) : null,
        IInvocationOperation { TargetMethod: { Name: "WaitForExit", Parameters.IsEmpty: true, ContainingType.KnownName: "Process" } } =>
            DiagnosticSeverity.Warning,
        IInvocationOperation { TargetMethod: { Name: "WaitForExitAsync", ContainingType.KnownName: "Process" } } exit =>
            exit.Arguments is [{ ArgumentKind: ArgumentKind.DefaultValue }] && exit.IsAwaitedOrReturned() ? DiagnosticSeverity.Warning : null,
        // A permit, an event, a thread: until the work lets go, if it does.
        IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAsync" or "WaitOne" or "Join", Parameters.IsEmpty: true } method,
            Instance: IMemberReferenceOperation owner } wait when IsWaitable(method.ContainingType) && IsOwn(owner, type) =>
            (method.Name != "WaitAsync" || wait.IsAwaitedOrReturned()) && !IsGivenBack(owner) ? DiagnosticSeverity.Info : null,
        IMemberReferenceOperation task when task.Type.IsTask() && IsOwn(task, type) && task.IsAwaitedOrReturned() && !IsBounded(task) =>
            DiagnosticSeverity.Info,
        _ => null,
    };

    /// <summary>Taken for a moment, not waited for.</summary>
    private static bool IsGivenBack(IMemberReferenceOperation owner)
    {
        var root = owner.Root();

        return root.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Release" or "ReleaseMutex",
            Instance: IMemberReferenceOperation released } && Same(released.Member, owner.Member));
    }

    private static bool IsWaitable(ITypeSymbol type) => type.KnownName is "SemaphoreSlim" or "Semaphore" or "Mutex" or "WaitHandle"
        or "ManualResetEvent" or "ManualResetEventSlim" or "AutoResetEvent" or "EventWaitHandle" or "CountdownEvent" or "Thread";

    /// <summary>A lock on a field that the work holds while it blocks: nothing can end that wait.</summary>
    private static DiagnosticSeverity? SeverityOfLock(IOperation operation, HostedService service)
    {
        var field = LockedField(operation);
        return field is not null && service.Work.Any(code => code.Body.Operations().Any(inner => HoldsLong(inner, field)))
            ? DiagnosticSeverity.Warning : null;
    }

    /// <summary>A drain that reads on until the channel is completed, in a project that completes none.</summary>
    private static DiagnosticSeverity? SeverityOfRead(IOperation operation) =>
        Wait.From(operation) is { Blocks: false, LeavesTokenOut: true, Call.TargetMethod.ContainingType.KnownName: "ChannelReader" } read
        && (read.Call.IsAwaitedOrReturned() || read.Call.Parent is IForEachLoopOperation)
        && read.Call.SemanticModel is { Compilation: var compilation }
        && !ProjectNames.Of(compilation, CancellationToken.None).Mentions("Complete", "TryComplete")
            ? DiagnosticSeverity.Warning : null;

    /// <summary>The end of another class's work, which no argument could limit.</summary>
    private static DiagnosticSeverity? SeverityOfHelper(IOperation operation, HostedService service) =>
        operation is IInvocationOperation { Arguments.IsEmpty: true, Instance: { } owner } call
        && call.IsAwaitedOrReturned() && IsOwned(owner, service.Type) && service.Code.BodyOf(call.TargetMethod) is null
        && WaitsForItsWork(call.TargetMethod, service.Source, depth: 3) ? DiagnosticSeverity.Info : null;

    /// <summary>A field, a property, or a parameter of the primary constructor.</summary>
    private static bool IsOwned(IOperation owner, INamedTypeSymbol type) => owner switch
    {
        IMemberReferenceOperation member => IsOwn(member, type),
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } made } =>
            SymbolEqualityComparer.Default.Equals(made.ContainingType, type),
        _ => false,
    };

    private static bool WaitsForItsWork(IMethodSymbol method, SourceCode source, int depth) =>
        source.BodyOf(method, here: null) is { } body && !body.Descendants().Any(IsLimit)
        && body.DirectDescendants().Any(operation => operation switch
        {
            IMemberReferenceOperation task => task.Type.IsTask() && task.Member.Name != "CompletedTask" && task.IsAwaitedOrReturned()
                && IsOwn(task, method.ContainingType),
            IInvocationOperation all when all.TargetMethod.IsOnTask("WhenAll") => all.IsAwaitedOrReturned(),
            IWhileLoopOperation loop => IsPolling(loop),
            IInvocationOperation { Arguments.IsEmpty: true, Instance: not null } call => depth > 0 && call.IsAwaitedOrReturned()
                && WaitsForItsWork(call.TargetMethod, source, depth - 1),
            _ => false,
        });

    private static bool IsLimit(IOperation operation) => operation.Type is { KnownName: nameof(TimeSpan) }
        || operation is IInvocationOperation { TargetMethod.Name: "WhenAny" or "WaitAsync" or "CancelAfter" };

    private static ISymbol? LockedField(IOperation operation) => operation switch
    {
        ILockOperation { LockedValue: var value } => value.Unwrapped().ReferencedSymbol() as IFieldSymbol,
        IInvocationOperation { TargetMethod: { Name: "Enter", ContainingType.KnownName: "Monitor" }, Arguments: [var value, ..] } =>
            value.Value.Unwrapped().ReferencedSymbol() as IFieldSymbol,
        _ => null,
    };

    /// <summary>The block of a lock, or the code behind Enter or TryEnter, with something in it that blocks for a second or more.</summary>
    private static bool HoldsLong(IOperation operation, ISymbol field)
    {
        var held = operation switch
        {
            ILockOperation block when Same(LockedField(block), field) => (IEnumerable<IOperation>)block.Body.Descendants(),
            IInvocationOperation { TargetMethod: { Name: "Enter" or "TryEnter", ContainingType.KnownName: "Monitor" } } enter
                when Same(enter.Arguments[0].Value.Unwrapped().ReferencedSymbol(), field) => HeldBehind(enter),
            _ => [],
        };
        return held.Any(inner => inner.BlockedOn() is not null
            || inner is IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType.KnownName: "Thread" }, Arguments: [var length] }
                && !(ConstantDuration.Of(length.Value) < _noticeable)
            || inner is IInvocationOperation { TargetMethod: { Name: "WaitForExit", ContainingType.KnownName: "Process" } }
            || inner is ILoopOperation loop && loop.IsEndless());
    }

    private static IEnumerable<IOperation> HeldBehind(IInvocationOperation enter)
    {
        IOperation root = enter;
        while (root.Parent is { } parent and not IAnonymousFunctionOperation)
        {
            root = parent;
        }

        return root.Descendants().Where(operation => operation.Syntax.SpanStart > enter.Syntax.SpanStart);
    }

    private static bool Same(ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static DiagnosticSeverity? SeverityOf(TimeSpan? wait) => wait switch
    {
        null => DiagnosticSeverity.Info,
        { } length when length.IsInfinite() || length >= _dockerGrace => DiagnosticSeverity.Warning,
        { } length when length >= _noticeable => DiagnosticSeverity.Info,
        _ => null,
    };

    /// <summary>
    /// <c>while (_inFlight 0) await Task.Delay(100);</c>: other code must end it. A local in the condition may be a counter or a clock.
    /// </summary>
    private static bool IsPolling(IWhileLoopOperation loop)
    {
        if (loop.Condition is null || loop.HasExit())
        {
            return false;
        }

        var asksTheType = false;
        foreach (var operation in loop.Condition.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ILocalReferenceOperation
                    or IMemberReferenceOperation { Type.KnownName: "DateTime" or "DateTimeOffset" or "TimeSpan" or "Stopwatch" }:
                case IInvocationOperation { Type.IsReferenceType: false, TargetMethod.Name: "WaitToReadAsync" or "MoveNext" or "TryDequeue"
                    or "TryTake" or "TryRead" }:
                case IIncrementOrDecrementOperation:
                    return false;
                case IFieldReferenceOperation or IPropertyReferenceOperation:
                    asksTheType = true;
                    break;
            }
        }

        return asksTheType && loop.Body.DirectDescendants().Any(operation => operation is IInvocationOperation call
            && (call.TargetMethod.IsOnTask("Delay") || call.TargetMethod.IsOnTask("Yield")
                || call.TargetMethod is { Name: "Sleep", ContainingType.KnownName: "Thread" }));
    }

    private static bool IsOwn(IMemberReferenceOperation task, INamedTypeSymbol type)
    {
        IOperation? root = task;
        while (root is IMemberReferenceOperation { Instance: not null and not IInstanceReferenceOperation } member)
        {
            root = member.Instance;
        }

        return root is IMemberReferenceOperation { Instance: IInstanceReferenceOperation }
            && type.DerivesFrom((root as IMemberReferenceOperation)!.Member.ContainingType);
    }

    private static bool IsBounded(IOperation task)
    {
        for (var parent = task.Parent; parent is not null and not IExpressionStatementOperation; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: "WaitAsync" } wait)
            {
                return wait.Arguments is not [{ Value: var limit }] || ConstantDuration.Of(limit)?.IsInfinite() != true;
            }
        }

        return false;
    }
}
