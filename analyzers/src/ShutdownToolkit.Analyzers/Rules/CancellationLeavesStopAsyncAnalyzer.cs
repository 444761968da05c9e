using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CancellationLeavesStopAsyncAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.CancellationLeavesStopAsync,
        nameof(RuleIds.CancellationLeavesStopAsync),
        "OperationCanceledException leaves StopAsync",
        "{0} of '{1}' waits for '{2}', which the stop ends with the OperationCanceledException of '{3}': at every SIGTERM it leaves {0}, the host's "
            + "Run throws it, and the process ends with exit code 134 instead of 0; catch OperationCanceledException around this wait",
        DiagnosticSeverity.Warning,
        "A cancelled task throws where it is awaited. The host stops its other services and then throws what StopAsync or Dispose threw; a Main "
            + "that does not catch it ends with SIGABRT, and an orchestrator counts a crash.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            var ends = new CancelledEnd(service, symbols);
            var reported = new HashSet<SyntaxNode>();
            foreach (var stop in service.StopMethods)
            {
                foreach (var (wait, task) in UncaughtWaits(stop, service, []))
                {
                    if (EndOf(task, service, ends) is { } cause && reported.Add(wait.Syntax))
                    {
                        end.ReportDiagnostic(_rule.At(
                            wait.Syntax.GetLocation(), NameOf(stop), service.Type.Name, task.Name, cause));
                    }
                }
            }
        });

    /// <summary>Whether this wait for a task is reported here: another rule has nothing to add to it before it is mended.</summary>
    internal static bool Reports(IOperation task, IMethodSymbol stop, HostedService service, KnownSymbols symbols)
    {
        var ends = new CancelledEnd(service, symbols);
        return UncaughtWaits(stop, service, [])
            .Any(one => one.Wait.Syntax.Span.Contains(task.Syntax.Span) && EndOf(one.Task, service, ends) is not null);
    }

    /// <summary>The members whose task the method waits for, itself or in a method of the type, with no handler around.</summary>
    private static IEnumerable<(IOperation Wait, ISymbol Task)> UncaughtWaits(IMethodSymbol method, HostedService service, HashSet<ISymbol> seen)
    {
        if (service.Code.BodyOf(method) is not { } body || !seen.Add(method.OriginalDefinition))
        {
            yield break;
        }

        foreach (var operation in body.DirectDescendants())
        {
            if (CancelledEnd.IsCaught(operation))
            {
                continue;
            }

            if (operation is IInvocationOperation call && (call.IsAwaitedOrReturned() || !call.Type.IsTask()))
            {
                foreach (var inner in UncaughtWaits(call.TargetMethod, service, seen))
                {
                    yield return inner;
                }
            }

            if (Waited(operation) is { } waited)
            {
                foreach (var task in TasksIn(waited, body))
                {
                    yield return (operation, task);
                }
            }
        }
    }

    private static IOperation? Waited(IOperation operation) => operation switch
    {
        IAwaitOperation awaited => awaited.Operation,
        IReturnOperation { ReturnedValue: { } value } when value.Type.IsTask() && value.Unwrapped() is not IPropertyReferenceOperation => value,
        IInvocationOperation { TargetMethod: { Name: "Wait" }, Instance: { } task } when task.Type.IsTask() => task,
        IInvocationOperation { TargetMethod: { Name: "WaitAll" } all } blocking when all.IsOnTask("WaitAll") => blocking.Arguments[0].Value,
        _ => operation.BlockedOn(),
    };

    /// <summary>Members of the type whose outcome the awaited expression throws.</summary>
    private static IEnumerable<ISymbol> TasksIn(IOperation? waited, IOperation body)
    {
        switch (waited?.Unwrapped())
        {
            case IFieldReferenceOperation { Field: var field } when IsTasks(field.Type):
                return [field.OriginalDefinition];
            case IPropertyReferenceOperation { Property: var property } when IsTasks(property.Type) && property.Name != "CompletedTask":
                return [property.OriginalDefinition];
            case ILocalReferenceOperation { Local: var local }:
                return body.Descendants().OfType<IVariableDeclaratorOperation>()
                    .Where(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
                    .SelectMany(declarator => TasksIn(declarator.GetVariableInitializer()?.Value, body));
            case ICoalesceOperation { Value: var value }:
                return TasksIn(value, body);
            case IConditionalAccessInstanceOperation instance:
                return TasksIn(instance.Accessed(), body);
            case IConditionalAccessOperation { Operation: var receiver,
                WhenNotNull: IInvocationOperation { TargetMethod.Name: "WaitAsync" or "Wait" } }:
                return TasksIn(receiver, body);
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } configured:
                return configured.Descendants().Any(inner => inner is IFieldReferenceOperation { Field.Name: "SuppressThrowing" })
                    ? [] : TasksIn(task, body);
            case IInvocationOperation { TargetMethod.Name: "WaitAsync" or "AsTask" or "Unwrap" or "ToArray" or "ToList" or "Concat" } chained:
                return TasksIn(chained.Instance ?? chained.Arguments[0].Value, body);
            case IInvocationOperation { TargetMethod: var all } call when all.IsOnTask("WhenAll"):
                // The arguments are an array, a span or one list.
                return call.Descendants().OfType<IMemberReferenceOperation>().SelectMany(member => TasksIn(member, body));
            default:
                return [];
        }
    }

    private static bool IsTasks(ITypeSymbol type) => type.IsTask()
        || type is IArrayTypeSymbol { ElementType: var element } && element.IsTask()
        || type is INamedTypeSymbol { TypeArguments: [var argument] } && argument.IsTask();

    private static string? EndOf(ISymbol task, HostedService service, CancelledEnd ends)
    {
        if (task is IPropertySymbol { Name: "ExecuteTask" })
        {
            return service.ExecuteAsync is { } execute ? ends.In(execute) : null;
        }

        foreach (var block in service.Code.Blocks.SelectMany(member => member.Value))
        {
            foreach (var operation in block.Operations())
            {
                if (ValueFor(operation, task) is { } value && ends.Of(value) is { } cause)
                {
                    return cause;
                }
            }
        }

        return null;
    }

    /// <summary>What is assigned to the member, or added to it.</summary>
    private static IOperation? ValueFor(IOperation operation, ISymbol task) => operation switch
    {
        IAssignmentOperation assignment when IsOf(assignment.Target, task) => assignment.Value,
        IAssignmentOperation { Target: IArrayElementReferenceOperation { ArrayReference: var array }, Value: var value }
            when IsOf(array, task) => value,
        IInvocationOperation { TargetMethod.Name: "Add" or "Enqueue" or "Push", Instance: { } list, Arguments: [var added] } when IsOf(list, task) =>
            added.Value,
        _ => null,
    };

    private static bool IsOf(IOperation operation, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(operation.ReferencedSymbol(), member);

    private static string NameOf(IMethodSymbol stop) => stop.Name.Substring(stop.Name.LastIndexOf('.') + 1);
}
