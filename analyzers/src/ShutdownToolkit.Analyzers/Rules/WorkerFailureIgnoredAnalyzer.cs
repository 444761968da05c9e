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

            foreach (var code in service.Work)
            {
                foreach (var operation in code.Body.Descendants())
                {
                    if (operation is ICatchClauseOperation caught && IsFailure(caught) && Stop(caught) is { } stop)
                    {
                        end.ReportDiagnostic(_rule.At(
                            stop.Syntax.GetLocation(),
                            $"'{service.Type.Name}' stops the host on failure and the process ends with exit code 0",
                            "set 'Environment.ExitCode = 1' before StopApplication, or throw"));
                    }
                }
            }
        });
    }

    /// <summary>A handler for any exception; a filter that asks for more than "not a cancellation" means something else.</summary>
    private static bool IsFailure(ICatchClauseOperation caught) =>
        caught.ExceptionType is null or { KnownName: "Exception" or "Object" }
        && caught.Filter is null
            or IIsPatternOperation
            {
                Pattern: INegatedPatternOperation { Pattern: ITypePatternOperation { MatchedType.KnownName: "OperationCanceledException" } },
            };

    private static IInvocationOperation? Stop(ICatchClauseOperation caught)
    {
        IInvocationOperation? stop = null;
        foreach (var operation in caught.Handler.Descendants())
        {
            switch (operation)
            {
                case IThrowOperation: return null;
                case IInvocationOperation { TargetMethod.Name: "StopApplication" } call: stop = call; break;
            }
        }

        return stop;
    }

    private static bool SetsExitCode(HostedService service)
    {
        foreach (var member in service.Code.Blocks)
        {
            foreach (var block in member.Value)
            {
                foreach (var operation in block.Descendants())
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
