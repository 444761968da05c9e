using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsoleKeepAliveAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The expression of a started host that is in scope at the finding.</summary>
    internal const string Host = nameof(Host);

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.ConsoleKeepAlive,
        nameof(RuleIds.ConsoleKeepAlive),
        "Process is kept alive by a wait that knows no SIGTERM",
        "{0} keeps the process alive: {1}; wait for the host's shutdown, or for a PosixSignalRegistration of SIGTERM",
        DiagnosticSeverity.Warning,
        "In a container standard input is closed and nobody sets the event; the code behind the wait runs too early or never.");

    private static readonly string[] _consumers =
    [
        "RabbitMQ.Client", "Confluent.Kafka", "Azure.Messaging.ServiceBus", "Azure.Messaging.EventHubs.Processor", "NATS.Client", "NATS.Client.Core",
        "MassTransit", "MassTransit.Abstractions", "NServiceBus.Core", "Rebus", "MQTTnet", "Quartz", "Hangfire.Core", "DotNetty.Transport",
        "Grpc.Core", "Orleans.Runtime", "Akka.Remote", "Akka.Cluster", "Proto.Remote", "Proto.Cluster", "Microsoft.Owin.Hosting", "NetMQ",
        "EasyNetQ",
    ];

    private static readonly string[] _launches = ["Start", "Listen", "Subscribe", "BasicConsume", "Bind", "Accept", "BeginReceive", "UseServer"];

    private static readonly string[] _endings =
        ["Stop", "Dispose", "Close", "Cancel", "Shutdown", "Flush", "Unsubscribe", "Write", "Log", "ConfigureAwait", "Wait", "GetAwaiter",
            "GetResult", "Terminate"];

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => project is { OwnsItsProcess: true, IsTool: false };

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (!KeepAlive.IsNeverSet(call) || operation.ContainingSymbol.ContainingType is { } type && symbols.IsHosted(type))
                {
                    return;
                }

                var use = ProjectNames.HostUse(operation.Compilation, operation.CancellationToken);
                if (use.BuildsHost || HasOtherStopPath(use))
                {
                    return;
                }

                operation.ReportDiagnostic(
                    _rule.At(call.Syntax.GetLocation(), $"{call.TargetMethod.Name}() on an event that nothing sets", Unheard(project)));
            },
            OperationKind.Invocation);
        context.ForEntryPoint((end, entry) =>
        {
            JudgeActorSystem(end, entry, project);
            foreach (var keepAlive in KeepAlives(entry))
            {
                if (HasOtherStopPath(ProjectNames.HostUse(end.Compilation, end.CancellationToken)))
                {
                    return;
                }

                var severity = IsService(end.Compilation, project) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
                var starts = HostStarts(entry, symbols);
                if (keepAlive.Kind == KeepAliveKind.EndlessWait && starts.Count == 0 && !IsEventWait(keepAlive))
                {
                    end.ReportDiagnostic(_rule.At(keepAlive.Statement.Syntax.GetLocation(), [keepAlive.Call, Unheard(project)], severity: severity));
                }
                else if (keepAlive.Kind == KeepAliveKind.ConsoleRead && (starts.Count > 0 || IsLaunched(entry, keepAlive))
                    && OnlyEndingsFollow(keepAlive))
                {
                    ReportRead(end, keepAlive, starts, severity, project.IsContainer);
                }
            }
        });
    }

    /// <summary>
    /// <c>await system.WhenTerminated;</c>: Akka terminates it when the process exits, which SIGTERM has not brought about since .NET 10.
    /// </summary>
    private static void JudgeActorSystem(SymbolAnalysisContext context, EntryPoint entry, ProjectFacts project)
    {
        if (project.NetVersion is null || ShutdownDefaults.RuntimeHandlesSigterm(project.NetVersion))
        {
            return;
        }

        var operations = entry.Bodies.SelectMany(body => body.Operations()).ToArray();
        var wait = Array.Find(operations, operation => operation is IPropertyReferenceOperation
            { Property: { Name: "WhenTerminated", ContainingType: { Name: "ActorSystem", ContainingNamespace.Name: "Actor" } } } task
            && task.IsAwaitedOrReturned());
        if (wait is null || Array.Exists(operations, operation => operation is IInvocationOperation { TargetMethod.Name: "Terminate" }))
        {
            return;
        }

        // The names of the whole project are read only where there is an actor system.
        var use = ProjectNames.HostUse(context.Compilation, context.CancellationToken);
        if (!use.BuildsHost && !HasOtherStopPath(use))
        {
            context.ReportDiagnostic(
                _rule.At(wait.Syntax.GetLocation(), "WhenTerminated of an actor system that nothing terminates", Unheard(project)));
        }
    }

    private static bool HasOtherStopPath(HostUse use) =>
        use.HasStopPath || use.HandlesInterrupt || use.HandlesProcessExit || use.StartsServicesByHand;

    private static string Unheard(ProjectFacts project) => $"SIGTERM {project.DefaultAction()}, and what follows never runs";

    /// <summary>Reported at the call, in whatever class it stands.</summary>
    private static bool IsEventWait(KeepAlive keepAlive) => keepAlive.Call.Contains(".Wait", StringComparison.Ordinal);

    private static void ReportRead(
        SymbolAnalysisContext end, KeepAlive keepAlive, List<IInvocationOperation> starts, DiagnosticSeverity severity, bool isContainer)
    {
        var consequence = keepAlive.Call.EndsWith("ReadKey", StringComparison.Ordinal)
            ? "in a container standard input is closed, so it throws at once, and with a terminal it does not notice SIGTERM"
            : "in a container standard input is closed, so it returns at once and the process ends, and with a terminal it does not notice SIGTERM";
        var host = starts.Find(start => start.Statement().Parent == keepAlive.Statement.Parent && start.HostOf() is ILocalReferenceOperation);
        end.ReportDiagnostic(_rule.At(
            keepAlive.Statement.Syntax.GetLocation(),
            [keepAlive.Call, consequence],
            ImmutableDictionary<string, string?>.Empty.Add(Host, host?.HostOf()!.Syntax.ToString()),
            StopsAfter(keepAlive) || !isContainer && IsAskedFor(keepAlive) ? DiagnosticSeverity.Info
                : starts.Count > 0 ? DiagnosticSeverity.Warning : severity));
    }

    /// <summary>"Press Enter to exit" before it: a sample, with somebody in front of it.</summary>
    private static bool IsAskedFor(KeepAlive keepAlive) =>
        (keepAlive.Statement.Parent as IBlockOperation)?.Operations.TakeWhile(statement => statement != keepAlive.Statement).Any(IsAPrompt) == true;

    private static bool IsAPrompt(IOperation before) =>
        before.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod: { Name: "Write" or "WriteLine",
            ContainingType.KnownName: "Console" } })
        && before.Descendants().Any(operation => operation is ILiteralOperation { ConstantValue.Value: string text }
            && (text.IndexOf("press", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("key", StringComparison.OrdinalIgnoreCase) >= 0
                || text.IndexOf("enter", StringComparison.OrdinalIgnoreCase) >= 0));

    private static bool IsService(Compilation compilation, ProjectFacts project) =>
        project.IsContainer || compilation.ReferencedAssemblyNames.Any(reference => Array.IndexOf(_consumers, reference.Name) >= 0);

    /// <summary>In the flow of Main and the methods it calls, also inside using and try.</summary>
    private static IEnumerable<KeepAlive> KeepAlives(EntryPoint entry)
    {
        foreach (var body in entry.Bodies)
        {
            foreach (var operation in body.DirectDescendants())
            {
                if (operation.Parent is IBlockOperation && !IsInLoopOrBranch(operation) && KeepAlive.Of(operation) is { } found)
                {
                    yield return found;
                }
            }
        }
    }

    private static bool IsInLoopOrBranch(IOperation statement)
    {
        for (var parent = statement.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILoopOperation or IConditionalOperation or ISwitchOperation or ICatchClauseOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static List<IInvocationOperation> HostStarts(EntryPoint entry, KnownSymbols symbols)
    {
        var starts = new List<IInvocationOperation>();
        foreach (var body in entry.Bodies)
        {
            foreach (var operation in body.Descendants())
            {
                if (operation is IInvocationOperation call && call.OnHost(symbols) == HostCall.Start)
                {
                    starts.Add(call);
                }
            }
        }

        return starts;
    }

    /// <summary>Something was set going that works in the background; else it is the prompt of a program that has done its work.</summary>
    private static bool IsLaunched(EntryPoint entry, KeepAlive keepAlive)
    {
        foreach (var body in entry.Bodies)
        {
            foreach (var operation in body.DirectDescendants())
            {
                if (operation.Syntax.SyntaxTree == keepAlive.Statement.Syntax.SyntaxTree
                    && operation.Syntax.SpanStart < keepAlive.Statement.Syntax.SpanStart
                    && operation is IInvocationOperation call && IsNamed(call, _launches)
                    && call.HostOf()?.Type is { Name: not ("Stopwatch" or "Process" or "ActivitySource" or "Activity" or "String") })
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool OnlyEndingsFollow(KeepAlive keepAlive)
    {
        foreach (var later in keepAlive.Statement.Following())
        {
            foreach (var operation in later.DescendantsAndSelf())
            {
                if (operation is IInvocationOperation call && !IsNamed(call, _endings) && !(later is ILocalFunctionOperation))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool StopsAfter(KeepAlive keepAlive) => keepAlive.Statement.Following().Any(later =>
        later is not ILocalFunctionOperation
        && later.DescendantsAndSelf()
            .Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Stop" or "StopAsync" or "Shutdown" or "ShutdownAsync" }));

    private static bool IsNamed(IInvocationOperation call, string[] beginnings) =>
        Array.Exists(beginnings, beginning => call.TargetMethod.Name.StartsWith(beginning, StringComparison.Ordinal));
}
