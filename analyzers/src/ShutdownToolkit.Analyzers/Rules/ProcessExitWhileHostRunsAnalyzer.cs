using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProcessExitWhileHostRunsAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.ProcessExitWhileHostRuns,
        nameof(RuleIds.ProcessExitWhileHostRuns),
        "Environment.Exit while the host runs",
        "Environment.Exit in {0} ends the process while the host runs: as if it were killed instead of stopped by SIGTERM, StopAsync of no service "
            + "runs, and no finally block and no disposal; set Environment.ExitCode and call StopApplication of the IHostApplicationLifetime",
        DiagnosticSeverity.Warning,
        "Environment.Exit raises ProcessExit and ends the process. The host is not asked: its services are neither stopped nor disposed.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HasHosting && !project.IsDesktop;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (!IsExit(call) || HostedPlace(call, operation, symbols) is not { } place)
                {
                    return;
                }

                var isCrash = IsInCatch(call);
                // Windows restarts a service only if its process ends with an error: Microsoft's own template exits there.
                if (isCrash && ProjectNames.HostUse(operation.Compilation, operation.CancellationToken).IsWindowsService)
                {
                    return;
                }

                operation.ReportDiagnostic(_rule.At(call.Syntax.GetLocation(), [place], severity: isCrash ? DiagnosticSeverity.Info : null));
            },
            OperationKind.Invocation);
        context.ForEntryPoint((end, entry) =>
        {
            foreach (var exit in ExitsAfterStart(entry, symbols))
            {
                end.ReportDiagnostic(_rule.At(exit.Syntax.GetLocation(), ["Main, after the start,"], severity: DiagnosticSeverity.Info));
            }
        });
    }

    private static bool IsExit(IInvocationOperation call) => call.TargetMethod is { Name: "Exit", ContainingType.KnownName: "Environment" };

    private static string? HostedPlace(IInvocationOperation call, OperationAnalysisContext context, KnownSymbols symbols)
    {
        for (IOperation? inner = call, outer = call.Parent; outer is not null; inner = outer, outer = outer.Parent)
        {
            if (inner is IAnonymousFunctionOperation lambda && Argument(lambda) is { Parent: IInvocationOperation taker }
                && Callback(taker, context, symbols) is { } place)
            {
                return place;
            }
        }

        var type = context.ContainingSymbol.ContainingType;
        return type is null ? null
            // StartingAsync: no service has been started, there is nothing yet to stop.
            : symbols.IsHosted(type) && context.ContainingSymbol.Name == "StartingAsync" ? null
            : symbols.IsHosted(type) ? $"'{type.Name}.{context.ContainingSymbol.Name}'"
            : IsRequestType(type, symbols) ? $"the request handler '{type.Name}.{context.ContainingSymbol.Name}'"
            : null;
    }

    private static IOperation? Argument(IOperation lambda)
    {
        var argument = lambda.Parent;
        while (argument is IDelegateCreationOperation or IConversionOperation)
        {
            argument = argument.Parent;
        }

        return argument as IArgumentOperation;
    }

    private static string? Callback(IInvocationOperation taker, OperationAnalysisContext context, KnownSymbols symbols)
    {
        var method = taker.TargetMethod;
        if (method.Name is "Register" or "UnsafeRegister"
            && taker.Instance
                is IPropertyReferenceOperation { Property: { Name: "ApplicationStarted" or "ApplicationStopping" or "ApplicationStopped" } moment })
        {
            return $"a callback of {moment.Name}";
        }

        if (method.Name.StartsWith("Map", StringComparison.Ordinal)
            && taker.HostOf()?.Type.DerivesFrom(symbols.Type("Microsoft.AspNetCore.Routing.IEndpointRouteBuilder")) == true)
        {
            return "an endpoint";
        }
        // Without a host, Environment.Exit in a signal handler is what Microsoft recommends.
        if (method is { Name: "Create", ContainingType: var owner } && owner.Is(symbols.PosixSignalRegistration)
            && ProjectNames.HostUse(context.Compilation, context.CancellationToken) is { BuildsHost: true, RunsHost: true })
        {
            return "a signal handler beside the host's own";
        }

        return null;
    }

    private static bool IsRequestType(INamedTypeSymbol type, KnownSymbols symbols) =>
        type.DerivesFrom(symbols.Type("Microsoft.AspNetCore.Mvc.ControllerBase"))
            || type.DerivesFrom(symbols.Type("Microsoft.AspNetCore.SignalR.Hub"));

    private static bool IsInCatch(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ICatchClauseOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In Main's own flow, behind the statement that starts a host and before one that stops or runs it.</summary>
    private static IEnumerable<IInvocationOperation> ExitsAfterStart(EntryPoint entry, KnownSymbols symbols)
    {
        var starters = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in entry.Body.Operations())
        {
            if (operation is IInvocationOperation start && start.OnHost(symbols) == HostCall.Start && start.EnclosingFunction() is { } function)
            {
                starters.Add(function);
            }
        }

        var isRunning = false;
        foreach (var operation in entry.Body.DirectDescendants())
        {
            if (operation is not IInvocationOperation call)
            {
                continue;
            }

            if (isRunning && IsExit(call))
            {
                yield return call;
            }

            isRunning = call.OnHost(symbols) switch
            {
                HostCall.Start => true,
                HostCall.None => isRunning || starters.Contains(call.TargetMethod),
                _ => false,
            };
        }
    }
}
