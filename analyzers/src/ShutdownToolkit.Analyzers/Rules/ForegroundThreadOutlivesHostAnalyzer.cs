using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForegroundThreadOutlivesHostAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.ForegroundThreadOutlivesHost,
        nameof(RuleIds.ForegroundThreadOutlivesHost),
        "Foreground thread outlives the host",
        "This thread of '{0}' is a foreground thread, and its loop never looks at a stop signal: at SIGTERM the host stops and the process stays "
            + "until SIGKILL (exit code 137); test a token in the loop and Join the thread in StopAsync",
        DiagnosticSeverity.Warning,
        "A process ends when its last foreground thread does. A background thread does not hold it, but is cut: a signal and a Join are the answer.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var (thread, body) in ForegroundThreads.Of(service))
            {
                if (ForegroundThreads.GoesOn(body, service))
                {
                    end.ReportDiagnostic(_rule.At(thread.Syntax.GetLocation(), service.Type.Name));
                }
            }
        });
}
