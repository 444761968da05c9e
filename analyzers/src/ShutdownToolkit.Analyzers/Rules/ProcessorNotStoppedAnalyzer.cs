using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProcessorNotStoppedAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.ProcessorNotStopped,
        nameof(RuleIds.ProcessorNotStopped),
        "Message processor is started and never stopped",
        "'{0}' starts {1} here and stops it nowhere: at SIGTERM {2}; {3} in {4}",
        DiagnosticSeverity.Warning,
        "A message processor hands out work until it is told to stop; its stop call also waits for the handlers that are running.");

    /// <param name="Types">The processor, and what may be closed in its place.</param>
    private sealed record Kind(string What, string[] Types, string[] Starts, string[] Stops, string Loss, string Remedy, DiagnosticSeverity Severity);

    private static readonly Kind[] _kinds =
    [
        new("a Service Bus processor",
            ["Azure.Messaging.ServiceBus.ServiceBusProcessor", "Azure.Messaging.ServiceBus.ServiceBusSessionProcessor",
                "Azure.Messaging.ServiceBus.ServiceBusClient"],
            ["StartProcessingAsync"], ["StopProcessing", "Close", "Dispose"],
            "running handlers are cut, and their messages come again when the locks expire", "await StopProcessingAsync", DiagnosticSeverity.Warning),
        new("an Event Hubs processor", ["Azure.Messaging.EventHubs.Primitives.EventProcessor`1", "Azure.Messaging.EventHubs.EventProcessorClient"],
            ["StartProcessing", "StartProcessingAsync"], ["StopProcessing", "Close", "Dispose"],
            "running handlers are cut, and its partitions rest until their ownership expires", "await StopProcessingAsync",
            DiagnosticSeverity.Warning),
        new("a bus", ["MassTransit.IBusControl", "MassTransit.BusHandle"],
            ["Start", "StartAsync"], ["Stop", "Dispose"],
            "running consumers are cut, and their messages come again", "await StopAsync of the bus", DiagnosticSeverity.Warning),
        // Its constructor starts it.
        new("a Hangfire server", ["Hangfire.BackgroundJobServer"], [".ctor"], ["Dispose", "WaitForShutdown"],
            "running jobs are cut, and begin anew when another server finds them abandoned", "dispose it", DiagnosticSeverity.Warning),
        // Unacknowledged messages are delivered again at once, so less is lost.
        new("a RabbitMQ consumer", ["RabbitMQ.Client.IChannel", "RabbitMQ.Client.IModel", "RabbitMQ.Client.IConnection"],
            ["BasicConsume", "BasicConsumeAsync"], ["BasicCancel", "Close", "Abort", "Dispose"],
            "it is handed messages until the process ends, and those in hand are cut", "cancel the consumer and close the channel",
            DiagnosticSeverity.Info),
        // Its own hook on the exit of the process terminates it, when the container has disposed what the actors use.
        new("an actor system", ["Akka.Actor.ActorSystem"], ["Create"], ["Terminate", "Dispose"],
            "its actors work on while the host stops, and end with the process, after the services they use", "await Terminate or "
                + "CoordinatedShutdown.Run", DiagnosticSeverity.Info),
    ];

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        (symbols.HasHosting || project.OwnsItsProcess)
        && Array.Exists(_kinds, kind => Array.Exists(kind.Types, type => symbols.Type(type) is not null));

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        context.ForEachHostedType(symbols, (end, service) =>
        {
            // A base class of the project may stop what a derived class starts.
            if (IsDirectlyHosted(service.Type, symbols))
            {
                Judge(end, service.Type.Name, "StopAsync", [.. service.Code.Blocks.SelectMany(member => member.Value)], symbols);
            }
        });
        if (project is { OwnsItsProcess: true, IsTool: false })
        {
            context.ForEntryPoint((end, entry) =>
                Judge(end, "Main", "a finally of Main, which a host or a handler of SIGTERM must reach", [.. entry.Bodies], symbols));
        }
    }

    private static void Judge(SymbolAnalysisContext context, string owner, string place, IOperation[] blocks, KnownSymbols symbols)
    {
        var operations = blocks.SelectMany(block => block.Operations()).ToArray();
        foreach (var kind in _kinds)
        {
            // Without a host the hook of the actor system is all there is: ConsoleKeepAlive's.
            if (kind.What == "an actor system" && !ProjectNames.HostUse(context.Compilation, context.CancellationToken).BuildsHost && owner == "Main")
            {
                continue;
            }

            if (operations.FirstOrDefault(operation => Starts(operation, kind, symbols)) is { } start
                && !operations.Any(
                    operation =>
                        Calls(operation, kind, kind.Stops, symbols) || HoldsWithUsing(operation, kind, symbols) || HandsOn(operation, kind, symbols))
                && (start is not IInvocationOperation call || IsMadeHere(call, kind, operations)))
            {
                context.ReportDiagnostic(
                    _rule.At(start.Syntax.GetLocation(), [owner, kind.What, kind.Loss, kind.Remedy, place], severity: kind.Severity));
            }
        }
    }

    /// <summary>A creation counts where its result stays here: in a field, in a local, or nowhere.</summary>
    private static bool Starts(IOperation operation, Kind kind, KnownSymbols symbols) => kind.Starts is [".ctor"]
        ? operation is IObjectCreationOperation { Type: { } created, Parent: not (IArgumentOperation or IReturnOperation) }
            && IsOf(kind, created, symbols)
        : Calls(operation, kind, kind.Starts, symbols);

    private static bool IsDirectlyHosted(INamedTypeSymbol type, KnownSymbols symbols) =>
        type.BaseType is null or { SpecialType: SpecialType.System_Object } || type.BaseType.Is(symbols.BackgroundService);

    private static bool Calls(IOperation operation, Kind kind, string[] names, KnownSymbols symbols)
    {
        if (operation is not IInvocationOperation { TargetMethod: var method } call)
        {
            return false;
        }

        var receiver = call.Instance?.Type ?? (method.IsExtensionMethod ? call.Arguments[0].Value.Unwrapped().Type : null);
        return (IsOf(kind, receiver, symbols) || IsOf(kind, method.ContainingType, symbols))
            && Array.Exists(names, name => names == kind.Starts ? method.Name == name : method.Name.StartsWith(name, StringComparison.Ordinal));
    }

    private static bool HoldsWithUsing(IOperation operation, Kind kind, KnownSymbols symbols) => operation switch
    {
        IUsingOperation statement => statement.Resources.DescendantsAndSelf().Any(resource => IsOf(kind, resource.Type, symbols)),
        IUsingDeclarationOperation declaration => declaration.DeclarationGroup.Descendants().Any(resource => IsOf(kind, resource.Type, symbols)),
        _ => false,
    };

    /// <summary>Given to another object, put into a collection or returned: somebody else may stop it.</summary>
    private static bool HandsOn(IOperation operation, Kind kind, KnownSymbols symbols) => operation switch
    {
        IArgumentOperation { Value: IArrayCreationOperation { Initializer: { } list } } =>
            list.ElementValues.Any(element => IsOf(kind, element.Unwrapped().Type, symbols)),
        IArgumentOperation { Value: var value, Parent: var call } =>
            IsOf(kind, value.Unwrapped().Type, symbols) && value.Unwrapped() is not IInvocationOperation
            && !(call is IInvocationOperation { TargetMethod.IsExtensionMethod: true } extension && extension.Arguments[0] == operation)
            && call is not IObjectCreationOperation { Type.KnownName: "EventingBasicConsumer" or "AsyncEventingBasicConsumer" },
        IReturnOperation { ReturnedValue: { } value } => IsOf(kind, value.Unwrapped().Type, symbols),
        _ => false,
    };

    /// <summary>The container disposes what it made, which stops a Service Bus processor, a channel and a bus.</summary>
    private static bool IsMadeHere(IInvocationOperation start, Kind kind, IOperation[] operations)
    {
        if (kind.What is "an Event Hubs processor" or "an actor system")
        {
            return true;
        }

        var receiver = (start.Instance ?? start.Arguments[0].Value).Unwrapped().ReferencedSymbol();
        if (receiver is null)
        {
            return false;
        }

        var values = operations.Select(operation => operation switch
        {
            IAssignmentOperation assignment when Same(assignment.Target.ReferencedSymbol(), receiver) => assignment.Value,
            IVariableDeclaratorOperation declarator when Same(declarator.Symbol, receiver) => declarator.GetVariableInitializer()?.Value,
            IFieldInitializerOperation initializer when initializer.InitializedFields.Any(field => Same(field, receiver)) => initializer.Value,
            _ => null,
        }).Where(value => value is not null).ToArray();
        return values.Length > 0 && values.All(value => Made(value!.Unwrapped()));
    }

    private static bool Made(IOperation value) => value is IObjectCreationOperation
        || value is IInvocationOperation { TargetMethod.Name: var name } && name.StartsWith("Create", StringComparison.Ordinal);

    private static bool IsOf(Kind kind, ITypeSymbol? type, KnownSymbols symbols) =>
        type is not null && Array.Exists(kind.Types, known => type.DerivesFrom(symbols.Type(known)));

    private static bool Same(ISymbol? left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
