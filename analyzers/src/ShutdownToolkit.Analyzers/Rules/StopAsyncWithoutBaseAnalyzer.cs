using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StopAsyncWithoutBaseAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>Where the call of the base belongs.</summary>
    internal const string Order = "order";

    internal const string First = "first";

    internal const string Last = "last";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.StopAsyncWithoutBase,
        nameof(RuleIds.StopAsyncWithoutBase),
        "StopAsync override without base.StopAsync",
        "StopAsync of '{0}' does not call base.StopAsync: the stopping token is not cancelled before disposal and nobody waits for ExecuteAsync, so "
            + "its work is cut when the process ends; {2} with 'await base.StopAsync({1})'",
        DiagnosticSeverity.Warning,
        "BackgroundService.StopAsync cancels the stopping token and waits for ExecuteAsync. An override that leaves it out does neither.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.BackgroundService is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            if (service is { IsBackgroundService: true, StopAsync: { OverriddenMethod: { } overridden } stop }
                && !overridden.IsUnknownLibraryCode(symbols)
                && service.Code.BodyOf(stop) is not null
                && !DoesTheBaseWork(service, stop)
                && !service.HasNothingToRun()
                && !service.OnlyStartsOthers())
            {
                // A processor's handlers may run on the stopping token: their last checkpoint or ack comes before it is cancelled. And where
                // ExecuteAsync does not look at it, what the override does is all that may end it.
                var others = service.StopsOthers(stop) || IsDeaf(service);
                end.ReportDiagnostic(_rule.At(
                    stop.Locations[0],
                    [service.Type.Name, stop.Parameters[0].Name, others ? "end" : "start"],
                    ImmutableDictionary<string, string?>.Empty.Add(Order, others ? Last : First)));
            }
        });

    private static bool IsDeaf(HostedService service) => service.Code.BodyOf(service.ExecuteAsync) is { } body
        && !body.Operations().Any(operation => operation is IParameterReferenceOperation { Parameter.Type.KnownName: nameof(CancellationToken) });

    /// <summary>It calls the base, or ends and awaits the work itself.</summary>
    private static bool DoesTheBaseWork(HostedService service, IMethodSymbol stop)
    {
        var (signals, waits) = (false, false);
        foreach (var method in service.Code.ReachableFrom(stop))
        {
            foreach (var operation in service.Code.BodyOf(method)!.Operations())
            {
                switch (operation)
                {
                    case IInvocationOperation when operation.IsBaseCall("StopAsync"):
                        return true;
                    case IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync" or "Complete" or "TryComplete" or "StopApplication" }:
                        signals = true;
                        break;
                    case IMemberReferenceOperation { Member: IPropertySymbol { Name: "ExecuteTask" } or IFieldSymbol } task
                        when task.IsAwaited() && IsTask(task.Type):
                        waits = true;
                        break;
                }
            }
        }

        return signals && waits;
    }

    private static bool IsTask(ITypeSymbol? type) => type is { KnownName: "Task" or "TaskCompletionSource" };
}
