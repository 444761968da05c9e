using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HostStartedWithoutWaitAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.HostStartedWithoutWait,
        nameof(RuleIds.HostStartedWithoutWait),
        "Host is started, and nothing waits for its stop",
        "'{0}' is started and nothing waits for its stop: the host takes SIGTERM, also as PID 1, and the process runs on until its own work ends or "
            + "it is killed after the grace period (137), or Main returns and no service is stopped; "
            + "wait with 'WaitForShutdownAsync', or bind the work to ApplicationStopping",
        DiagnosticSeverity.Warning,
        "Start registers the handler that turns SIGTERM into ApplicationStopping. "
            + "Only Run and WaitForShutdown turn that into the end of the process.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.Host is not null && project is { OwnsItsProcess: true, IsTool: false };

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        context.RegisterOperationAction(interrupt => JudgeElsewhere(interrupt, symbols), OperationKind.EventAssignment);
        context.RegisterOperationAction(start => JudgeEndless(start, symbols), OperationKind.Invocation);
        context.ForEntryPoint((end, entry) =>
        {
            var (starts, stops) = (new List<IInvocationOperation>(), false);
            foreach (var body in entry.Bodies)
            {
                foreach (var operation in body.Descendants())
                {
                    if (operation.ObservesStop(symbols))
                    {
                        return;
                    }

                    switch ((operation as IInvocationOperation)?.OnHost(symbols))
                    {
                        case HostCall.Run or HostCall.Wait: return;
                        case HostCall.Stop: stops = true; break;
                        case HostCall.Start: starts.Add((IInvocationOperation)operation); break;
                    }
                }
            }

            starts.RemoveAll(start => IsEndedByItsCaller(start, entry, symbols));
            if (starts.Count == 0 || IsHandedOn(starts[0], entry, symbols) || stops && entry.Bodies.Any(body => body.Descendants().Any(IsDialogue)))
            {
                return;
            }

            var use = ProjectNames.HostUse(end.Compilation, end.CancellationToken);
            if (use.RegistersSignals || use.HasOwnLifetime || use.IsCommandLine || use.IsTestHost)
            {
                return;
            }

            var waitsForInterrupt = entry.Bodies.SelectMany(body => body.Descendants()).WaitsForInterrupt();
            foreach (var start in starts)
            {
                var keepAlive = AfterStart(start) ?? InMain(entry);
                // ConsoleKeepAlive has more to say about a console that is read.
                if (keepAlive?.Kind == KeepAliveKind.ConsoleRead)
                {
                    continue;
                }

                end.ReportDiagnostic(_rule.At(
                    start.Syntax.GetLocation(),
                    [start.HostOf()!.Syntax.ShortText()],
                    severity: stops && !waitsForInterrupt ? DiagnosticSeverity.Info : null,
                    evidence: keepAlive is null ? null : new[] { keepAlive.Statement.Syntax.GetLocation() }));
            }
        });
    }

    /// <summary>
    /// In any other class only what leaves no doubt: a member that starts the host and then waits for Ctrl+C alone.
    /// </summary>
    private static void JudgeElsewhere(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (!context.Operation.AddsToCancelKeyPress() || context.ContainingSymbol is not IMethodSymbol member
            || SymbolEqualityComparer.Default.Equals(
                member.ContainingType, context.Compilation.GetEntryPoint(context.CancellationToken)?.ContainingType))
        {
            return;
        }

        var root = context.Operation.Root();

        var operations = root.Descendants().ToArray();
        if (Array.Find(operations, operation => operation.AddsToCancelKeyPress()) != context.Operation)
        {
            return;
        }

        var start = Array.Find(operations, operation => (operation as IInvocationOperation)?.OnHost(symbols) == HostCall.Start);
        if (start is null || member.Parameters.Any(parameter => symbols.IsToken(parameter.Type))
            || !operations.WaitsForInterrupt()
            || Array.Exists(operations, operation => operation.ObservesStop(symbols)
                || (operation as IInvocationOperation)?.OnHost(symbols) is HostCall.Run or HostCall.Wait))
        {
            return;
        }

        var use = ProjectNames.HostUse(context.Compilation, context.CancellationToken);
        if (!(use.RegistersSignals || use.HasOwnLifetime || use.IsCommandLine || use.IsTestHost))
        {
            context.ReportDiagnostic(_rule.At(start.Syntax.GetLocation(), ((IInvocationOperation)start).HostOf()!.Syntax.ShortText()));
        }
    }

    /// <summary>And a member that starts the host and then never ends.</summary>
    private static void JudgeEndless(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var start = (IInvocationOperation)context.Operation;
        if (start.TargetMethod.Name is not ("Start" or "StartAsync") || start.OnHost(symbols) != HostCall.Start
            || context.ContainingSymbol is not IMethodSymbol member || member.Parameters.Any(parameter => symbols.IsToken(parameter.Type))
            || SymbolEqualityComparer.Default.Equals(
                member.ContainingType, context.Compilation.GetEntryPoint(context.CancellationToken)?.ContainingType)
            || start.Statement().Following().FirstOrDefault(NeverEnds) is not { } keepAlive)
        {
            return;
        }

        foreach (var operation in start.Root().Descendants())
        {
            if (operation.ObservesStop(symbols) || operation.AddsToCancelKeyPress() || IsPassedOn(operation, symbols)
                || operation is IInvocationOperation call
                    && (call.TargetMethod.Name == "Exit" || call.OnHost(symbols) is HostCall.Run or HostCall.Wait or HostCall.Stop))
            {
                return;
            }
        }

        var use = ProjectNames.HostUse(context.Compilation, context.CancellationToken);
        if (!(use.RegistersSignals || use.HasOwnLifetime || use.IsCommandLine || use.IsTestHost))
        {
            context.ReportDiagnostic(_rule.At(
                start.Syntax.GetLocation(), [start.HostOf()!.Syntax.ShortText()], evidence: [keepAlive.Syntax.GetLocation()]));
        }
    }

    /// <summary>Kept in a member or given to other code, which may wait for it.</summary>
    private static bool IsPassedOn(IOperation operation, KnownSymbols symbols) => operation switch
    {
        IArgumentOperation { Value: var value, Parent: IInvocationOperation call } =>
            value.Unwrapped().Type.IsHost(symbols) && call.HostOf() != value.Unwrapped(),
        IArgumentOperation { Value: var value, Parent: IObjectCreationOperation } => value.Unwrapped().Type.IsHost(symbols),
        IAssignmentOperation { Target: IMemberReferenceOperation, Value: var value } => value.Unwrapped().Type.IsHost(symbols),
        IReturnOperation { ReturnedValue: { } value } => value.Unwrapped().Type.IsHost(symbols),
        _ => false,
    };

    private static bool NeverEnds(IOperation statement) => KeepAlive.Of(statement) is { Kind: not KeepAliveKind.ConsoleRead }
        || statement is ILoopOperation loop && loop.IsEndless() && !loop.HasExit();

    /// <summary>In a method that is given a token: a server for tests, which whoever runs it ends.</summary>
    private static bool IsEndedByItsCaller(IInvocationOperation start, EntryPoint entry, KnownSymbols symbols) =>
        start.SemanticModel?.GetEnclosingSymbol(start.Syntax.SpanStart) is IMethodSymbol method
        && !SymbolEqualityComparer.Default.Equals(method, entry.Method) && method.Parameters.Any(parameter => symbols.IsToken(parameter.Type));

    /// <summary>Somebody types commands.</summary>
    private static bool IsDialogue(IOperation operation) => operation
        is IInvocationOperation { TargetMethod: { Name: "ReadLine" or "ReadKey", ContainingType.KnownName: "Console" },
            Parent: not (IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }) };

    /// <summary>The statement behind the start, in the same block, that keeps the process alive.</summary>
    private static KeepAlive? AfterStart(IInvocationOperation start) =>
        start.Statement().Following().Select(KeepAlive.Of).FirstOrDefault(found => found is not null);

    /// <summary>The start is in a method of its own: Main reads the console behind the call.</summary>
    private static KeepAlive? InMain(EntryPoint entry) =>
        entry.Body.Operations.Select(KeepAlive.Of).FirstOrDefault(found => found?.Kind == KeepAliveKind.ConsoleRead);

    /// <summary>Other code gets the started host, and may wait for it.</summary>
    private static bool IsHandedOn(IInvocationOperation start, EntryPoint entry, KnownSymbols symbols)
    {
        foreach (var body in entry.Bodies)
        {
            foreach (var operation in body.Descendants())
            {
                if (operation.Syntax.SpanStart < start.Syntax.SpanStart && operation.Syntax.SyntaxTree == start.Syntax.SyntaxTree)
                {
                    continue;
                }

                switch (operation)
                {
                    case IArgumentOperation { Value: var value, Parent: IInvocationOperation call }
                        when value.Unwrapped().Type.IsHost(symbols) && call.HostOf() != value.Unwrapped()
                        && !SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, entry.Method.ContainingType):
                    case IArgumentOperation { Value: var created, Parent: IObjectCreationOperation } when created.Unwrapped().Type.IsHost(symbols):
                    case IAssignmentOperation { Target: IMemberReferenceOperation member } assignment
                        when assignment.Value.Unwrapped().Type.IsHost(symbols)
                        && !SymbolEqualityComparer.Default.Equals(member.Member.ContainingType, entry.Method.ContainingType):
                        return true;
                }
            }
        }

        return false;
    }
}
