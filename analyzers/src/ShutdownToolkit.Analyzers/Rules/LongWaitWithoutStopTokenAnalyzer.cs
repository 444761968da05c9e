using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LongWaitWithoutStopTokenAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The expression that the fixer appends.</summary>
    internal const string Token = "token";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.LongWaitWithoutStopToken,
        nameof(RuleIds.LongWaitWithoutStopToken),
        "Long wait without the stop token",
        "'{0}' in '{1}' does not get the stop token: at SIGTERM {2}; {3}",
        DiagnosticSeverity.Warning,
        "The host waits for a hosted service to end. A wait that does not know the stop token is waited out; "
            + "'docker stop' kills after 10 seconds, exit code 137.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachWorker(symbols, (end, service) =>
        {
            foreach (var found in HostedWaits.Of(service).Deaf)
            {
                if (!found.Wait.Blocks && found.Wait.LeavesTokenOut)
                {
                    end.ReportDiagnostic(_rule.At(
                        found.Place,
                        [
                            found.Wait.Name,
                            $"{service.Type.Name}.{found.Code.Member.Name}",
                            (IsWrite(found.Call) ? "where the channel is full " : "") + found.Consequence,
                            (found.Wait.NeedsWaitAsync ? "end it by WaitAsync with " : "pass ")
                                + (found.Token is null ? "the stopping token" : $"'{found.Token}'"),
                        ],
                        ImmutableDictionary<string, string?>.Empty.Add(Token, found.Token),
                        found.IsCertain ? null : DiagnosticSeverity.Info));
                }
            }
        });

    private static bool IsWrite(IInvocationOperation call) => call.TargetMethod.ContainingType.KnownName == "ChannelWriter";
}
