using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingWaitInHostedServiceAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The expression that the fixer passes.</summary>
    internal const string Token = "token";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.BlockingWaitInHostedService,
        nameof(RuleIds.BlockingWaitInHostedService),
        "Blocking wait in a hosted service",
        "'{0}' in '{1}' blocks its thread and cannot be told to stop: at SIGTERM {2}{3}; {4}",
        DiagnosticSeverity.Warning,
        "A thread that stands still in a hosted service notices the stop only afterwards; "
            + "before .NET 10 it also keeps the host from starting if nothing was awaited before.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachWorker(symbols, (end, service) =>
        {
            foreach (var found in HostedWaits.Of(service).Deaf)
            {
                if (found.Wait.Blocks)
                {
                    end.ReportDiagnostic(_rule.At(
                        found.Place,
                        [found.Wait.Name, $"{service.Type.Name}.{found.Code.Member.Name}", found.Consequence, HostStart(found, service, project),
                            WayOut(found)],
                        ImmutableDictionary<string, string?>.Empty.Add(Token, found.Token),
                        found.IsCertain ? null : DiagnosticSeverity.Info));
                }
            }
        });

    private static string HostStart(HostedWait found, HostedService service, ProjectFacts project) =>
        project.NetVersion < 10 && SymbolEqualityComparer.Default.Equals(found.Code.Member, service.ExecuteAsync) && !found.Code.Member.IsAsync
            ? ", and before .NET 10 the host does not even finish starting"
            : "";

    private static string WayOut(HostedWait found)
    {
        var (token, handle) = found.Token is { } name ? ($"'{name}'", $"'{name}.WaitHandle'") : ("the stopping token", "its WaitHandle");
        return found.Call.TargetMethod.Name == "Sleep"
            ? $"await Task.Delay with {token}, or wait on {handle} where nothing can be awaited"
            : $"await, or use an overload that takes {token}";
    }
}
