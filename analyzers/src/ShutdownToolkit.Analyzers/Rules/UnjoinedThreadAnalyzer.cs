using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnjoinedThreadAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.UnjoinedThread,
        nameof(RuleIds.UnjoinedThread),
        "Thread that nobody joins",
        "Nobody joins this thread of '{0}': at SIGTERM {1}; signal it and Join it in StopAsync, or make its loop a task that ExecuteAsync returns",
        DiagnosticSeverity.Warning,
        "The host waits for StopAsync and for the task of ExecuteAsync, never for a thread. A background thread is cut when the process ends; a "
            + "foreground thread works on while the host disposes what it uses.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            var threads = HostedThreads.Of(service);
            foreach (var thread in threads.Unjoined)
            {
                // One that never looks at the stop either is STOP1205's.
                if (!thread.IsBackground && ForegroundThreads.GoesOn(thread.Body, service))
                {
                    continue;
                }

                var closed = threads.ClosedUnder(thread);
                end.ReportDiagnostic(_rule.At(
                    thread.Creation.Syntax.GetLocation(),
                    [service.Type.Name, Consequence(thread, closed)],
                    severity: thread.IsBackground || closed is not null ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info));
            }
        });

    private static string Consequence(HostedThread thread, ISymbol? closed) => (thread.IsBackground, closed) switch
    {
        (true, null) => "the host stops without it, and the process ends in the middle of its work, with exit code 0",
        (true, { Name: var name }) => $"'{name}' is closed while the thread may use it, and the process ends in the middle of its work",
        (false, { Name: var name }) => $"'{name}' is closed while the thread may use it",
        _ => "the host disposes its services while the thread still works with them",
    };
}
