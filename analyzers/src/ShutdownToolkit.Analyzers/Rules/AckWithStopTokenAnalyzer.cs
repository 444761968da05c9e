using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AckWithStopTokenAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.AckWithStopToken,
        nameof(RuleIds.AckWithStopToken),
        "Handled message is acknowledged with the stop token",
        "{0} gets '{1}', which the stop cancels: a SIGTERM between handling the message and this call leaves it unacknowledged, so it is delivered "
            + "and handled again; pass CancellationToken.None, since the message is past the point of no return",
        DiagnosticSeverity.Info,
        "The stop token says: begin nothing new. An acknowledgement ends something that has already happened.");

    /// <summary>Calls that tell the broker that a message was handled, by the type that declares them (or an interface of it).</summary>
    private static readonly (string Type, string Method)[] _acknowledgements =
    [
        ("Azure.Storage.Queues.QueueClient", "DeleteMessageAsync"),
        ("Azure.Messaging.ServiceBus.ServiceBusReceiver", "CompleteMessageAsync"),
        ("Azure.Messaging.ServiceBus.ProcessMessageEventArgs", "CompleteMessageAsync"),
        ("Azure.Messaging.ServiceBus.ProcessSessionMessageEventArgs", "CompleteMessageAsync"),
        ("Azure.Messaging.EventHubs.Processor.ProcessEventArgs", "UpdateCheckpointAsync"),
        ("Amazon.SQS.IAmazonSQS", "DeleteMessageAsync"),
        ("Amazon.SQS.IAmazonSQS", "DeleteMessageBatchAsync"),
        ("RabbitMQ.Client.IChannel", "BasicAckAsync"),
        ("NATS.Client.JetStream.INatsJSMsg`1", "AckAsync"),
        ("NATS.Client.JetStream.NatsJSMsg`1", "AckAsync"),
    ];

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.HasHosting && Array.Exists(_acknowledgements, known => symbols.Type(known.Type) is not null);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var member in service.Code.Blocks)
            {
                foreach (var block in member.Value)
                {
                    foreach (var operation in block.Operations())
                    {
                        if (operation is IInvocationOperation call && IsAcknowledgement(call, symbols)
                            && call.Arguments.FirstOrDefault(argument => symbols.IsToken(argument.Parameter?.Type))
                                is { ArgumentKind: ArgumentKind.Explicit } token
                            && service.Tokens.IsStop(token.Value) && !IsDecidedByTheToken(call))
                        {
                            end.ReportDiagnostic(_rule.At(token.Value.Syntax.GetLocation(), call.TargetMethod.Name, token.Value.Syntax.ShortText()));
                        }
                    }
                }
            }
        });

    private static bool IsAcknowledgement(IInvocationOperation call, KnownSymbols symbols) => Array.Exists(_acknowledgements, known =>
        known.Method == call.TargetMethod.Name && call.TargetMethod.ContainingType.DerivesFrom(symbols.Type(known.Type)));

    /// <summary><c>if (!token.IsCancellationRequested) await Complete(…)</c>: to leave the message is intended.</summary>
    private static bool IsDecidedByTheToken(IInvocationOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalOperation conditional
                && conditional.Condition.DescendantsAndSelf()
                    .Any(inner => inner is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" }))
            {
                return true;
            }
        }

        return false;
    }
}
