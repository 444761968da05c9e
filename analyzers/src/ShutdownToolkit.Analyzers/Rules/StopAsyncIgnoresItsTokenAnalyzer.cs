using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
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
        DiagnosticSeverity.Info,
        "The host does not abandon a StopAsync: its timeout is a cancelled token. "
            + "Whoever does not look at it can hold the process until it is killed.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            if (service.StopAsync is not { Parameters: [var deadline] } stop || !symbols.IsToken(deadline.Type)
                || service.Code.BodyOf(stop) is not { } body || IsUsed(deadline, body)
                || WorstWait(body, service.Type) is not { } worst)
            {
                return;
            }

            end.ReportDiagnostic(_rule.At(
                worst.Wait is ILoopOperation loop ? loop.HeaderLocation() : worst.Wait.Syntax.GetLocation(),
                [service.Type.Name, deadline.Name, .. Wording(worst.Wait)],
                severity: worst.Severity));
        });

    private static string[] Wording(IOperation wait) => wait switch
    {
        IMemberReferenceOperation { Member.Name: var task } =>
            [$"for '{task}' however long it takes", "a turn that hangs holds the host until SIGKILL (exit code 137)"],
        IInvocationOperation { TargetMethod.Name: "Delay" } =>
            ["out a fixed time", "the host waits it out whatever its timeout and the grace period are"],
        _ => ["without a limit", "the host waits on until SIGKILL (exit code 137)"],
    };

    private static bool IsUsed(IParameterSymbol deadline, IBlockOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, deadline))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One finding a method: as soon as the token is used at all, the author has thought of it.</summary>
    private static (IOperation Wait, DiagnosticSeverity Severity)? WorstWait(IBlockOperation body, INamedTypeSymbol type)
    {
        (IOperation, DiagnosticSeverity)? worst = null;
        foreach (var operation in body.DirectDescendants())
        {
            switch (SeverityOf(operation, type))
            {
                case DiagnosticSeverity.Warning: return (operation, DiagnosticSeverity.Warning);
                case DiagnosticSeverity.Info: worst ??= (operation, DiagnosticSeverity.Info); break;
            }
        }

        return worst;
    }

    private static DiagnosticSeverity? SeverityOf(IOperation operation, INamedTypeSymbol type) => operation switch
    {
        IWhileLoopOperation loop => IsPolling(loop) ? DiagnosticSeverity.Warning : null,
        IInvocationOperation { Arguments: [var duration] } delay when delay.TargetMethod.IsOnTask("Delay") =>
            delay.IsAwaitedOrReturned() ? SeverityOf(ConstantDuration.Of(duration.Value)) : null,
        IInvocationOperation { TargetMethod: { Name: "WaitForExit", Parameters.IsEmpty: true, ContainingType.KnownName: "Process" } } =>
            DiagnosticSeverity.Warning,
        IInvocationOperation { TargetMethod: { Name: "WaitForExitAsync", ContainingType.KnownName: "Process" } } exit =>
            exit.Arguments is [{ ArgumentKind: ArgumentKind.DefaultValue }] && exit.IsAwaitedOrReturned() ? DiagnosticSeverity.Warning : null,
        IMemberReferenceOperation task when task.Type.IsTask() && IsOwn(task, type) && task.IsAwaitedOrReturned() && !IsBounded(task) =>
            DiagnosticSeverity.Info,
        _ => null,
    };

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
            if (parent is IInvocationOperation { TargetMethod.Name: "WaitAsync" })
            {
                return true;
            }
        }

        return false;
    }
}
