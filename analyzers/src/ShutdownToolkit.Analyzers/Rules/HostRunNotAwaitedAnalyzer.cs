using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HostRunNotAwaitedAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.HostRunNotAwaited,
        nameof(RuleIds.HostRunNotAwaited),
        "Task of the running host is dropped",
        "The task of '{0}' is dropped, so Main does not wait for the host: if Main returns first, StopAsync of the services is cut half-way with "
            + "exit code 0, and if it does not, the process outlives the stopped host until it is killed, also as PID 1 (137); "
            + "await it as the last statement of Main",
        DiagnosticSeverity.Warning,
        "The task of RunAsync ends when every hosted service has stopped. A process ends when Main returns, whatever still runs.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.Host is not null && project.OwnsItsProcess;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEntryPoint((end, entry) =>
        {
            var dropped = new List<IInvocationOperation>();
            foreach (var body in entry.Bodies)
            {
                foreach (var operation in body.Descendants())
                {
                    if (operation.ObservesStop(symbols))
                    {
                        return;
                    }

                    if (operation is not IInvocationOperation call)
                    {
                        continue;
                    }

                    var lifetimeCall = call.OnHost(symbols);
                    if (lifetimeCall is HostCall.Run or HostCall.Wait && IsDropped(call, body))
                    {
                        dropped.Add(call);
                    }
                    // A second host that is awaited, or a stop of one's own, decides when Main ends.
                    else if (lifetimeCall is HostCall.Run or HostCall.Wait or HostCall.Stop)
                    {
                        return;
                    }
                }
            }

            if (dropped.Count == 0
                || ProjectNames.HostUse(end.Compilation, end.CancellationToken) is { IsTestHost: true } or { HasOwnLifetime: true })
            {
                return;
            }

            foreach (var call in dropped)
            {
                end.ReportDiagnostic(_rule.At(call.Syntax.GetLocation(), call.Syntax.ShortText()));
            }
        });

    private static bool IsDropped(IInvocationOperation call, IBlockOperation body) =>
        call.TargetMethod.Name is "RunAsync" or "RunConsoleAsync" or "WaitForShutdownAsync" && call.Parent switch
    {
        IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => !IsRead(local, body),
        _ => false,
    };

    private static bool IsRead(ILocalSymbol local, IBlockOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                return true;
            }
        }

        return false;
    }
}
