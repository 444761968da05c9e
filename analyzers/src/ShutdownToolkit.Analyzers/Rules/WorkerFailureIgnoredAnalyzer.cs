using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkerFailureIgnoredAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.WorkerFailureIgnored,
        nameof(RuleIds.WorkerFailureIgnored),
        "Worker failure is ignored",
        "{0}; {1}",
        DiagnosticSeverity.Info,
        "The platform restarts what fails. A worker that is dead in a live process, or a crash with exit code 0, is never restarted.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        context.RegisterOperationAction(
            operation =>
            {
                var assignment = (ISimpleAssignmentOperation)operation.Operation;
                if (assignment.Target is IPropertyReferenceOperation { Property.Name: "BackgroundServiceExceptionBehavior" }
                    && assignment.Value.Unwrapped()
                        is IFieldReferenceOperation { Field: { Name: "Ignore", ContainingType.KnownName: "BackgroundServiceExceptionBehavior" } })
                {
                    operation.ReportDiagnostic(_rule.At(
                        assignment.Syntax.GetLocation(),
                        "With Ignore a failed BackgroundService stays dead in a process that looks alive, and SIGTERM ends it with exit code 0",
                        "keep StopHost and let the platform restart the process, or catch what a worker survives in its loop"));
                }
            },
            OperationKind.SimpleAssignment);
        context.ForEachHostedType(symbols, (end, service) =>
        {
            if (SetsExitCode(service))
            {
                return;
            }

            var seen = new HashSet<SyntaxNode>();
            foreach (var code in service.Work)
            {
                foreach (var operation in code.Body.Operations())
                {
                    var stop = operation switch
                    {
                        ICatchClauseOperation caught when IsFailure(caught) => Stop(caught.Handler),
                        ITryOperation attempt when IsSwallowed(attempt) => StopAfter(attempt),
                        _ => null,
                    };
                    if (stop is not null && seen.Add(stop.Syntax) && !IsSetElsewhere(end))
                    {
                        end.ReportDiagnostic(_rule.At(
                            stop.Syntax.GetLocation(),
                            $"'{service.Type.Name}' stops the host {(operation is ITryOperation ? "also after a" : "on")} failure and the process "
                                + "ends with exit code 0",
                            operation is ITryOperation
                                ? "set 'Environment.ExitCode = 1' in the catch" : "set 'Environment.ExitCode = 1' before StopApplication"));
                    }
                }
            }
        });
    }

    /// <summary>A failure is caught, logged and forgotten: nothing behind the try knows of it.</summary>
    private static bool IsSwallowed(ITryOperation attempt)
    {
        foreach (var caught in attempt.Catches)
        {
            if (IsFailure(caught))
            {
                return !caught.Handler.Descendants().Any(operation => operation is IThrowOperation or IReturnOperation or IAssignmentOperation
                    or IInvocationOperation { TargetMethod.Name: "SetException" or "TrySetException" or "StopApplication" });
            }
        }

        return false;
    }

    /// <summary>In the finally, or as one of the statements that follow.</summary>
    private static IInvocationOperation? StopAfter(ITryOperation attempt)
    {
        if (attempt.Finally is { } last && Stop(last) is { } stop)
        {
            return stop;
        }

        foreach (var statement in attempt.Statement().Following())
        {
            if (statement is IExpressionStatementOperation
                && statement.DescendantsAndSelf().FirstOrDefault(IsStop) is IInvocationOperation following)
            {
                return following;
            }
        }

        return null;
    }

    /// <summary>Main, or a type that the worker reports to.</summary>
    private static bool IsSetElsewhere(SymbolAnalysisContext context) =>
        ProjectNames.Of(context.Compilation, context.CancellationToken).Mentions("ExitCode");

    /// <summary>A handler for any exception; a filter that asks for more than "not a cancellation" means something else.</summary>
    private static bool IsFailure(ICatchClauseOperation caught) =>
        caught.ExceptionType is null or { KnownName: "Exception" or "Object" } && (caught.Filter is null || IsNoCancellation(caught.Filter));

    private static bool IsNoCancellation(IOperation filter) => filter.Unwrapped() switch
    {
        IIsPatternOperation { Pattern: var pattern } => IsNoCancellation(pattern),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => operand.Unwrapped()
            is IIsTypeOperation { TypeOperand.KnownName: "OperationCanceledException" or "TaskCanceledException" }
            or IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" },
        _ => false,
    };

    private static bool IsNoCancellation(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation { Pattern: ITypePatternOperation { MatchedType.KnownName: "OperationCanceledException"
            or "TaskCanceledException" } } => true,
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both =>
            IsNoCancellation(both.LeftPattern) && IsNoCancellation(both.RightPattern),
        _ => false,
    };

    private static IInvocationOperation? Stop(IOperation code)
    {
        IInvocationOperation? stop = null;
        foreach (var operation in code.Descendants())
        {
            switch (operation)
            {
                case IThrowOperation: return null;
                case IInvocationOperation call when IsStop(call): stop = call; break;
            }
        }

        return stop;
    }

    private static bool IsStop(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: "StopApplication" };

    private static bool SetsExitCode(HostedService service)
    {
        foreach (var member in service.Code.Blocks)
        {
            foreach (var block in member.Value)
            {
                foreach (var operation in block.Operations())
                {
                    if (operation is IMemberReferenceOperation { Member: { Name: "ExitCode" } }
                        or IInvocationOperation { TargetMethod: { Name: "Exit" or "FailFast", ContainingType.KnownName: "Environment" } })
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
