using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProcessorStoppedInItsHandlerAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.ProcessorStoppedInItsHandler,
        nameof(RuleIds.ProcessorStoppedInItsHandler),
        "Processor is stopped in its own handler",
        "'{0}' waits for the running handlers, and this handler of '{1}' waits for it: neither ever ends, so no further message is handled, and at "
            + "SIGTERM the service waits for this handler until its time is over; signal the code outside, which stops the processor",
        DiagnosticSeverity.Warning,
        "The stop call of a Service Bus or Event Hubs processor returns when every handler has returned.");

    private static readonly string[] _processors =
    [
        "Azure.Messaging.ServiceBus.ServiceBusProcessor", "Azure.Messaging.ServiceBus.ServiceBusSessionProcessor",
        "Azure.Messaging.EventHubs.Primitives.EventProcessor`1", "Azure.Messaging.EventHubs.EventProcessorClient",
    ];

    private static readonly string[] _stops = ["StopProcessingAsync", "StopProcessing", "CloseAsync", "DisposeAsync"];

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        Array.Exists(_processors, name => symbols.Type(name) is not null);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.RegisterOperationAction(
            operation =>
            {
                var added = (IEventAssignmentOperation)operation.Operation;
                if (added is not { Adds: true, EventReference: IEventReferenceOperation { Event: { Name: var name } subscribed } }
                    || !name.StartsWith("Process", StringComparison.Ordinal) || !IsProcessor(subscribed.ContainingType, symbols)
                    || Handler(added.HandlerValue.Unwrapped()) is not { } handler)
                {
                    return;
                }

                foreach (var inner in Awaited(handler))
                {
                    if (inner is IInvocationOperation { Instance.Type: { } type, TargetMethod.Name: var called } stop
                        && Array.IndexOf(_stops, called) >= 0 && IsProcessor(type, symbols) && HoldsTheHandler(stop))
                    {
                        operation.ReportDiagnostic(_rule.At(stop.Syntax.GetLocation(), called, name));
                        return;
                    }
                }
            },
            OperationKind.EventAssignment);

    private static bool IsProcessor(ITypeSymbol type, KnownSymbols symbols) =>
        Array.Exists(_processors, name => type.DerivesFrom(symbols.Type(name)));

    private static IOperation? Handler(IOperation value) => value switch
    {
        IAnonymousFunctionOperation lambda => lambda.Body,
        IMethodReferenceOperation { Method: var method } reference => LifetimeCallback.BodyInSameFile(method, reference),
        _ => null,
    };

    /// <summary>What the handler runs, and what the methods in the same file run that it awaits; not what it launches.</summary>
    private static IEnumerable<IOperation> Awaited(IOperation handler)
    {
        foreach (var operation in handler.DirectDescendants())
        {
            yield return operation;

            if (operation is IInvocationOperation { TargetMethod: var called } call && HoldsTheHandler(call)
                && LifetimeCallback.BodyInSameFile(called, operation) is { } callee && callee != handler)
            {
                foreach (var inner in callee.DirectDescendants())
                {
                    yield return inner;
                }
            }
        }
    }

    private static bool HoldsTheHandler(IInvocationOperation call) => !call.Type.IsTask() || call.IsAwaitedOrReturned();
}
