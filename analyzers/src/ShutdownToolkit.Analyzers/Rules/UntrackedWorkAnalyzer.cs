using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Launches;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Tokens;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntrackedWorkAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.UntrackedWork,
        nameof(RuleIds.UntrackedWork),
        "Untracked work",
        "Nobody {0}: at SIGTERM the host stops without waiting for it and the process ends in the middle of it, with exit code 0; {1}",
        DiagnosticSeverity.Warning,
        "The host waits for StopAsync and ExecuteAsync only. A task that is dropped, also with '_ =', is cut when the process ends.");

    /// <summary>Who interrupts a tool means to cut its work.</summary>
    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HasHosting && !project.IsTool;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        context.ForEachWorker(symbols, (end, service) => Judge(end, service, symbols));
        if (symbols.HttpContext is not null)
        {
            context.RegisterOperationAction(operation => JudgeHandler(operation, symbols), OperationKind.Invocation);
        }
    }

    private static void Judge(WorkerFindings findings, HostedService service, KnownSymbols symbols)
    {
        var stopCode = new HashSet<ISymbol>(service.Code.ReachableFrom([.. service.StopMethods]), SymbolEqualityComparer.Default);
        if (service.PollsInItsStop())
        {
            return;
        }

        var work = new HashSet<ISymbol>(service.Work.Select(code => code.Member), SymbolEqualityComparer.Default);
        foreach (var start in service.StartMethods)
        {
            work.Remove(start);
        }

        foreach (var member in service.WorkBlocks)
        {
            foreach (var block in member.Value)
            {
                // Of a controller that a worker calls: a request's.
                if (stopCode.Contains(member.Key) || IsRequestCode(member.Key, symbols))
                {
                    continue;
                }

                foreach (var operation in block.Operations())
                {
                    if (Launch.From(operation, symbols.Source) is { GoesOn: true, TellsItsEnd: false, OnlyFeedsAChannel: false } launch
                        && !IsInStopCallback(operation)
                        && !AreDrained(launch, service) && !IsCounted(launch, service, stopCode)
                        && !IsGivenTheStartToken(launch, member.Key, service, symbols) && !HasNothingToLose(launch, symbols))
                    {
                        findings.ReportDiagnostic(_rule.At(
                            launch.Place,
                            [
                                launch.KeptIn is { } unread
                                    ? $"waits for the tasks of '{launch.Name}' that '{service.Type.Name}' puts into '{unread}' here"
                                    : $"keeps the task of '{launch.Name}' that '{service.Type.Name}.{member.Key.Name}' starts here",
                                Advice(launch, service),
                            ],
                            severity: service.Called is null && IsOften(launch, IsRepeated(launch.Call, member.Key, work, service))
                                ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info));
                    }
                    else if (AsyncVoidHandler.From(operation, service.Code, symbols.Source) is { } handler)
                    {
                        findings.ReportDiagnostic(_rule.At(
                            handler.Place,
                            [
                                $"can wait for this async void handler of '{handler.Event}' in '{service.Type.Name}'",
                                "hand what the event brings to a Channel that ExecuteAsync reads, or keep the tasks and await them in StopAsync",
                            ],
                            severity: DiagnosticSeverity.Info));
                    }
                }
            }
        }
    }

    /// <summary>An object that a service uses, one for each client perhaps, has no StopAsync of its own.</summary>
    private static string Advice(Launch launch, HostedService service) => (service.Called, launch.KeptIn) switch
    {
        (not null, _) => $"keep the task, and await it where the service stops that has '{service.Type.Name}' do its work",
        (_, null) => "keep the task in a field and await it in StopAsync, or make the work a BackgroundService",
        _ => "await Task.WhenAll of them in StopAsync, behind base.StopAsync",
    };

    /// <summary>
    /// Work that lasts, or that is started again and again; a single start-up task or a reaction to an event may be over long before the stop.
    /// </summary>
    private static bool IsOften(Launch launch, bool isRepeated) =>
        launch.Lasts || isRepeated || launch.Call.LoopsAround().Any() || IsInTimerCallback(launch.Call);

    /// <summary>Part of the work that goes on while the host runs; an event is raised when something happens, which may be once.</summary>
    private static bool IsRepeated(IOperation call, ISymbol member, HashSet<ISymbol> work, HostedService service) =>
        work.Contains(member) && !call.IsInEventHandler() && !service.HandlesEvent(member);

    private static bool IsInTimerCallback(IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IObjectCreationOperation { Type.KnownName: "Timer" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>That token is the first thing wrong with it, and STOP1106 says so.</summary>
    private static bool IsGivenTheStartToken(Launch launch, ISymbol member, HostedService service, KnownSymbols symbols) =>
        member is IMethodSymbol method && service.StartMethods.Contains(method, SymbolEqualityComparer.Default)
        && StartTokenUse.OutlivingIn(method, service, symbols).Any(outliving => launch.Call.DescendantsAndSelf().Contains(outliving.Token));

    /// <summary>Each piece of work gives a permit back, and beside the place that takes one for it another takes them all: the drain.</summary>
    private static bool AreDrained(Launch launch, HostedService service)
    {
        var permits = launch.Permits;
        if (permits.Count == 0)
        {
            return false;
        }

        var waits = service.Code.Blocks.SelectMany(member => member.Value).SelectMany(block => block.Operations())
            .OfType<IInvocationOperation>()
            .Where(call => call.TargetMethod is { Name: "Wait" or "WaitAsync", ContainingType.KnownName: "SemaphoreSlim" })
            .ToLookup(call => call.Instance.ReferencedSymbol()?.Name ?? "");
        var known = permits.Where(waits.Contains).ToArray();

        // By a name of its own, a parameter's for example, it may be any of them.
        return known.Length == 0 ? waits.Sum(semaphore => semaphore.Count()) > 1 : Array.Exists(known, permit => IsDrain(launch, [.. waits[permit]]));
    }

    /// <summary>What the work waits for itself is its lock.</summary>
    private static bool IsDrain(Launch launch, IInvocationOperation[] waits)
    {
        var inside = waits.Count(wait => launch.Covers(wait.Syntax));
        return waits.Length - inside > (inside > 0 ? 0 : 1);
    }

    /// <summary>
    /// <c>Interlocked.Decrement(ref _running)</c> at the end of the work, and stop code that looks at <c>_running</c>. A counter that nobody
    /// waits for tracks nothing.
    /// </summary>
    private static bool IsCounted(Launch launch, HostedService service, HashSet<ISymbol> stopCode) =>
        launch.Counters.Any(counter => service.Code.Blocks
            .Where(member => stopCode.Contains(member.Key))
            .SelectMany(member => member.Value).SelectMany(block => block.Operations())
            .Any(operation => operation is IMemberReferenceOperation { Member.Name: var name } && name == counter));

    private static void JudgeHandler(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Launch.From(call, symbols.Source) is not { GoesOn: true, TellsItsEnd: false, OnlyFeedsAChannel: false } launch)
        {
            return;
        }

        var type = context.ContainingSymbol.ContainingType;
        if (type is null || symbols.IsHosted(type))
        {
            return;
        }

        if (!IsRequestCode(context.ContainingSymbol, symbols) && !IsInEndpoint(call))
        {
            return;
        }

        if (launch.IsReadThroughAChannel || HasNothingToLose(launch, symbols))
        {
            return;
        }

        context.ReportDiagnostic(_rule.At(
            launch.Place,
            [
                $"keeps the task of '{launch.Name}' that this request starts here",
                "hand the work to a BackgroundService, for example through a bounded Channel that it drains",
            ],
            severity: DiagnosticSeverity.Info));
    }

    private static bool HasNothingToLose(Launch launch, KnownSymbols symbols) =>
        launch.OnlyNotifies(symbols.Source) || launch.OnlyDisposes || launch.IsOverWhenItReturns(symbols.Source);

    /// <summary>Of a controller, of gRPC, or of a SignalR hub.</summary>
    private static bool IsRequestCode(ISymbol member, KnownSymbols symbols) =>
        member is IMethodSymbol method && method.Parameters.Any(parameter => parameter.Type.DerivesFrom(symbols.ServerCallContext))
        || member.ContainingType is { } type && (type.DerivesFrom(symbols.Type("Microsoft.AspNetCore.Mvc.ControllerBase"))
            || type.DerivesFrom(symbols.Type("Microsoft.AspNetCore.SignalR.Hub")));

    private static bool IsInEndpoint(IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod: { ContainingType.KnownName: "EndpointRouteBuilderExtensions" } map }
                && map.Name.StartsWith("Map", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A callback of the stop is STOP1301's.</summary>
    private static bool IsInStopCallback(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: "Register" or "UnsafeRegister" } register
                && register.TargetMethod.ContainingType.KnownName == nameof(CancellationToken))
            {
                return register.Instance is not IPropertyReferenceOperation { Property.Name: "ApplicationStarted" };
            }
        }

        return false;
    }
}
