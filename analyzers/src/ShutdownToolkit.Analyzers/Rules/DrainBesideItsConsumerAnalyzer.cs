using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DrainBesideItsConsumerAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.DrainBesideItsConsumer,
        nameof(RuleIds.DrainBesideItsConsumer),
        "StopAsync drains while the consumer still runs",
        "StopAsync of '{0}' {2}; await base.StopAsync first, then {1}",
        DiagnosticSeverity.Warning,
        "BackgroundService.StopAsync cancels the worker and waits for it. Only then does nobody else take from its queue.");

    private const string Drains = "takes from '{0}' while ExecuteAsync still does: at SIGTERM both work at once, and what ExecuteAsync takes after "
        + "this drain is cut when base.StopAsync cancels it";

    private const string Closes = "closes '{0}' while ExecuteAsync still consumes: at SIGTERM the record in work cannot store its offset any more, "
        + "the next Consume throws, and the record is handled again after the restart";

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.BackgroundService is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            if (service is not { IsBackgroundService: true, ExecuteAsync: { } execute, StopAsync: { } stop }
                || service.Code.BodyOf(stop) is not { } body || BaseCall(body) is not { } endOfWorker)
            {
                return;
            }

            var taken = new HashSet<ISymbol>(
                Bodies(service, execute).SelectMany(inner => inner.Descendants()).Select(Taken).OfType<ISymbol>(), SymbolEqualityComparer.Default);
            foreach (var operation in body.DirectDescendants())
            {
                if (operation.Syntax.SpanStart >= endOfWorker.Syntax.SpanStart || EndsTheWorker(operation))
                {
                    return;
                }

                if (Drained(operation, taken, service) is { } queue && !IsExcluding(operation))
                {
                    Report(operation, Drains, queue, "drain");
                    return;
                }

                if (ClosedConsumer(operation) is { } consumer
                    && Bodies(service, execute).Any(inner => inner.Descendants().Any(use => IsConsume(use, consumer))))
                {
                    Report(operation, Closes, consumer, "close it");
                    return;
                }
            }

            void Report(IOperation place, string what, ISymbol from, string then) => end.ReportDiagnostic(_rule.At(
                place.Syntax.GetLocation(), [service.Type.Name, then, string.Format(CultureInfo.InvariantCulture, what, from.Name)],
                evidence: [endOfWorker.Statement().Syntax.GetLocation()]));
        });

    /// <summary>Of Kafka: Close and Dispose leave nothing that a consumer could be asked afterwards.</summary>
    private static ISymbol? ClosedConsumer(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "Close" or "Dispose", Instance: { } instance }
            && IsOfKafka(instance.Type) ? Owner(instance) : null;

    private static bool IsConsume(IOperation operation, ISymbol consumer) =>
        operation is IInvocationOperation { TargetMethod.Name: "Consume", Instance: { } instance } && IsOfKafka(instance.Type)
        && SymbolEqualityComparer.Default.Equals(Owner(instance), consumer);

    private static bool IsOfKafka(ITypeSymbol? type) =>
        type is { Name: "IConsumer", ContainingNamespace: { Name: "Kafka", ContainingNamespace.Name: "Confluent" } };

    private static ISymbol? Owner(IOperation instance) =>
        (instance is IConditionalAccessInstanceOperation inner ? inner.Accessed() : instance)?.Unwrapped().ReferencedSymbol();

    private static IOperation? BaseCall(IBlockOperation body) =>
        body.DirectDescendants().FirstOrDefault(operation => operation.IsBaseCall("StopAsync"));

    private static IEnumerable<IBlockOperation> Bodies(HostedService service, IMethodSymbol root) =>
        service.Code.ReachableFrom(root).Select(method => service.Code.BodyOf(method)!);

    /// <summary>Cancelled, completed or awaited by the type's own means: whoever does that has thought of the worker.</summary>
    private static bool EndsTheWorker(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync" or "Complete" or "TryComplete" or "CompleteAdding" } => true,
        IMemberReferenceOperation { Type: { } type, Member.Name: not "CompletedTask" } member => type.IsTask() && member.IsAwaitedOrReturned(),
        _ => false,
    };

    /// <summary>What is taken from here, itself or in a method of the type that is called.</summary>
    private static ISymbol? Drained(IOperation operation, HashSet<ISymbol> taken, HostedService service)
    {
        if (Taken(operation) is { } queue)
        {
            return taken.Contains(queue) ? queue : null;
        }

        return operation is IInvocationOperation { TargetMethod: var called } && service.Code.BodyOf(called) is not null
            ? Bodies(service, called).SelectMany(body => body.Descendants()).FirstOrDefault(inner =>
                Taken(inner) is { } symbol && taken.Contains(symbol) && !IsExcluding(inner)) is { } found ? Taken(found) : null
            : null;
    }

    /// <summary>The field, or the primary constructor's parameter, that items are taken from; null for a queue that nobody else sees.</summary>
    private static ISymbol? Taken(IOperation operation) => operation.Taken().ReferencedSymbol() switch
    {
        IFieldSymbol field => field,
        IPropertySymbol property => property,
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter => parameter,
        _ => null,
    };

    /// <summary>Under a lock: then the two take turns.</summary>
    private static bool IsExcluding(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILockOperation)
            {
                return true;
            }
        }

        return false;
    }
}
