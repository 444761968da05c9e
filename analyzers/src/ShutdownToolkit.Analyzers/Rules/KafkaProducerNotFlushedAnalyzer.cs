using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KafkaProducerNotFlushedAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.KafkaProducerNotFlushed,
        nameof(RuleIds.KafkaProducerNotFlushed),
        "Kafka producer is never flushed",
        "'{0}' only puts the message into the producer's queue, and nothing in this project calls Flush: at SIGTERM what was not sent yet is lost "
            + "without a word, also by Dispose; flush the producer when the service stops, before it is disposed, or await ProduceAsync",
        DiagnosticSeverity.Warning,
        "Produce returns before the message is sent; IProducer.Dispose drops what is still queued.",
        WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Not in the client's own source.</summary>
    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.Type("Confluent.Kafka.IProducer`2") is { } producer && producer.Locations[0].IsInMetadata;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        var producer = symbols.Type("Confluent.Kafka.IProducer`2");
        var sends = new ConcurrentBag<(IInvocationOperation Call, INamedTypeSymbol Type)>();
        var (isFlushed, isBuilt) = (false, false);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                switch (call.TargetMethod.Name)
                {
                    // A transaction that is committed is flushed.
                    case "Flush" or "CommitTransaction" when call.TargetMethod.ContainingType.DerivesFrom(producer):
                        isFlushed = true;
                        break;
                    case "Build" when call.Type.DerivesFrom(producer):
                        isBuilt = true;
                        break;
                    case "Produce" when call.TargetMethod.ContainingType.DerivesFrom(producer) && !TellsTheDelivery(call):
                    case "ProduceAsync" when call.TargetMethod.ContainingType.DerivesFrom(producer) && call.IsDropped():
                        sends.Add((call, operation.ContainingSymbol.ContainingType));
                        break;
                }
            },
            OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            // Who builds the producer, or is the program, would also flush it.
            if (isFlushed || !isBuilt && !project.IsExecutable)
            {
                return;
            }

            // One finding a type: the place to flush is one.
            foreach (var type in sends.GroupBy(send => send.Type, SymbolEqualityComparer.Default))
            {
                var first = type.OrderBy(send => send.Call.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
                    .ThenBy(send => send.Call.Syntax.SpanStart).First().Call;
                end.ReportDiagnostic(_rule.At(first.Syntax.GetLocation(), first.TargetMethod.Name));
            }
        });
    }

    /// <summary>The delivery handler completes a task: whoever produced waits for that.</summary>
    private static bool TellsTheDelivery(IInvocationOperation produce) => produce.Arguments.Any(argument => HandlerOf(argument.Value) is { } handler
        && handler.Descendants().Any(operation => operation is IInvocationOperation
        {
            TargetMethod: { Name: "SetResult" or "TrySetResult", ContainingType.KnownName: "TaskCompletionSource" }
        }));

    /// <summary>A lambda, or the local function that is named.</summary>
    private static IOperation? HandlerOf(IOperation value)
    {
        if (value.Unwrapped() is IAnonymousFunctionOperation lambda)
        {
            return lambda;
        }

        if (value.Unwrapped() is not IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } named })
        {
            return null;
        }

        var root = value;
        while (root.Parent is not null)
        {
            root = root.Parent;
        }

        return root.Descendants().FirstOrDefault(
            operation => operation is ILocalFunctionOperation local && SymbolEqualityComparer.Default.Equals(local.Symbol, named));
    }
}
