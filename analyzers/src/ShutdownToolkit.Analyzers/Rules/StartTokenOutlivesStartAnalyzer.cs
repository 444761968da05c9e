using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Tokens;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StartTokenOutlivesStartAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>A stop token that the type already has (<c>_cts.Token</c>).</summary>
    internal const string Token = "token";

    /// <summary>Present where the token is used by launched work (and not kept in a field): the fixer can hand on another.</summary>
    internal const string Launch = "launch";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.StartTokenOutlivesStart,
        nameof(RuleIds.StartTokenOutlivesStart),
        "StartAsync's token is used after the start",
        "'{0}' comes from the token of {1}, and {2} outlives the start: its source is disposed once the host has started, so it never fires at "
            + "SIGTERM and the work is cut; use {3}",
        DiagnosticSeverity.Warning,
        "The token of StartAsync says 'give up starting'. The host disposes its source when the start is over; from then on it cannot be cancelled.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var start in service.StartMethods)
            {
                foreach (var (token, use) in StartTokenUse.OutlivingIn(start, service, symbols))
                {
                    Report(end, service, start, token, use);
                }
            }
        });

    private static void Report(SymbolAnalysisContext context, HostedService service, IMethodSymbol start, IOperation token, StartTokenUse use)
    {
        // Asked of the method's body, not of the lambda: a parameter there is the very token that is wrong.
        var own = service.Tokens.NameInScope(service.Code.BodyOf(start)!, start);
        var facts = ImmutableDictionary<string, string?>.Empty.Add(Token, own);
        if (!use.IsKept)
        {
            facts = facts.Add(Launch, "");
        }

        context.ReportDiagnostic(_rule.At(
            token.Syntax.GetLocation(),
            [
                token.Syntax.ShortText(),
                $"{service.Type.Name}.{start.Name}",
                use.Description,
                own is null ? "a CancellationTokenSource of your own that StopAsync cancels" : $"'{own}'",
            ],
            facts,
            use.IsLongLived ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info));
    }
}
