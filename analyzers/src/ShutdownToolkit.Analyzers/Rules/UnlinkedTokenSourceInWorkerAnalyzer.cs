using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Tokens;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnlinkedTokenSourceInWorkerAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The name of ExecuteAsync's parameter, which replaces the source's token.</summary>
    internal const string Token = "token";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.UnlinkedTokenSourceInWorker,
        nameof(RuleIds.UnlinkedTokenSourceInWorker),
        "Token source of a worker that nobody cancels",
        "'{0}' is never cancelled and '{1}.ExecuteAsync' ignores '{2}': at SIGTERM nothing ends its loop, the host waits out its ShutdownTimeout (30 "
            + "s by default) and cuts the work; use '{2}', or make the source with CancellationTokenSource.CreateLinkedTokenSource({2})",
        DiagnosticSeverity.Info,
        "A CancellationTokenSource of one's own does not learn of the stop: it must be cancelled in StopAsync or linked to the stopping token.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var (source, use) in UnlinkedSources.Of(service))
            {
                end.ReportDiagnostic(_rule.At(
                    use.Syntax.GetLocation(),
                    [source.Name, service.Type.Name, service.ExecuteAsync!.Parameters[0].Name],
                    ImmutableDictionary<string, string?>.Empty.Add(Token, service.ExecuteAsync.Parameters[0].Name)));
            }
        });
}
