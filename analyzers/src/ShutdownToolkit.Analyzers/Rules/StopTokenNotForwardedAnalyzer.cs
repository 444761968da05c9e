using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Tokens;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StopTokenNotForwardedAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The expression that the fixer puts in place of <c>CancellationToken.None</c>.</summary>
    internal const string Token = "token";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.StopTokenNotForwarded,
        nameof(RuleIds.StopTokenNotForwarded),
        "Stop token not forwarded",
        "'{0}' {1}: at SIGTERM {2}; {3}",
        DiagnosticSeverity.Info,
        "A worker that awaits in a loop without ever using its stop token, or that refuses it in a long wait, is not ended by the stop but by "
            + "ShutdownTimeout.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            var waits = HostedWaits.Of(service).Deaf;
            foreach (var found in waits)
            {
                if (!found.Wait.Blocks && found.Wait.RefusesToken)
                {
                    end.ReportDiagnostic(_rule.At(
                        found.Wait.Token!.Value.Syntax.GetLocation(),
                        [
                            found.Wait.Name,
                            $"is given '{found.Wait.Token.Value.Syntax.ShortText()}' in '{service.Type.Name}.{found.Code.Member.Name}'",
                            found.Consequence,
                            $"pass {(found.Token is null ? "the stopping token" : $"'{found.Token}'")}",
                        ],
                        ImmutableDictionary<string, string?>.Empty.Add(Token, found.Token)));
                }
            }

            if (waits.Count == 0 && UnusedToken(service) is { } unused)
            {
                end.ReportDiagnostic(_rule.At(
                    unused.Locations[0],
                    $"{service.Type.Name}.ExecuteAsync",
                    $"awaits in a loop and never uses '{unused.Name}'",
                    "the host waits until the loop is over",
                    $"test '{unused.Name}' in the loop and pass it on"));
            }
        });

    /// <summary>The parameter that nothing reads, although a loop awaits and no other rule of this family explains the place.</summary>
    private static IParameterSymbol? UnusedToken(HostedService service)
    {
        // '_' says that it is meant.
        if (service.ExecuteAsync?.Parameters is not [var token] || token.Name.StartsWith("_", StringComparison.Ordinal))
        {
            return null;
        }

        if (service.Code.BodyOf(service.ExecuteAsync) is not { } body || UnlinkedSources.Of(service).Any())
        {
            return null;
        }

        var awaitsInALoop = false;
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IParameterReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Parameter, token):
                    return null;
                case ILoopOperation loop when loop.IsDeafTo(service) || service.Tokens.Mentions(loop):
                    return null;
                case IAwaitOperation awaited:
                    awaitsInALoop |= awaited.LoopsAround().Any();
                    break;
            }
        }

        return awaitsInALoop ? token : null;
    }
}
