using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TimerFiredAtStopAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.TimerFiredAtStop,
        nameof(RuleIds.TimerFiredAtStop),
        "Timer is fired when it should stop",
        "A due time of zero lets the timer of '{0}' fire at once, it does not stop it: at SIGTERM '{1}' starts another tick, which the process cuts "
            + "when it ends; pass Timeout.Infinite",
        DiagnosticSeverity.Warning,
        "Timer.Change(0, …) means now. Only a due time of Timeout.Infinite prevents the next tick.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var method in service.Code.ReachableFrom([.. service.StopMethods]))
            {
                foreach (var operation in service.Code.BodyOf(method)!.Operations())
                {
                    // Once, with Timeout.Infinite as the period, may be meant: a last tick.
                    if (operation is IInvocationOperation { TargetMethod: { Name: "Change", ContainingType: var type } } change
                        && change.Arguments is [var due, var period]
                        && (type.KnownName == "Timer" || type is { Name: "ITimer", ContainingNamespace.Name: "Threading" })
                        && ConstantDuration.Of(due.Value) == TimeSpan.Zero && ConstantDuration.Of(period.Value)?.IsInfinite() == false)
                    {
                        end.ReportDiagnostic(_rule.At(change.Syntax.GetLocation(), service.Type.Name, method.Name));
                    }
                }
            }
        });
}
