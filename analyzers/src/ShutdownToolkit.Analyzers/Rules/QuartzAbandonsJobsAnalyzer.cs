using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class QuartzAbandonsJobsAnalyzer() : ShutdownAnalyzer(_rule)
{
    internal const string Waits = "WaitForJobsToComplete";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.QuartzAbandonsJobs,
        nameof(RuleIds.QuartzAbandonsJobs),
        "Quartz stops without waiting for its jobs",
        "{0} does not wait for running jobs, which is Quartz's default: at SIGTERM the process ends in the middle of them; {1}",
        DiagnosticSeverity.Warning,
        "QuartzHostedServiceOptions.WaitForJobsToComplete and the first argument of IScheduler.Shutdown are false by default.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.HasHosting && (symbols.Type("Quartz.IScheduler") is not null || symbols.Type("Quartz.QuartzHostedServiceOptions") is not null);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        var main = context.Compilation.GetEntryPoint(context.CancellationToken);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                switch (call.TargetMethod.Name)
                {
                    case "AddQuartzHostedService" or "AddQuartzServer" when !SetsWaiting(call, symbols)
                        && !SetsWaitingElsewhere(ProjectNames.Of(operation.Compilation, operation.CancellationToken)):
                        operation.ReportDiagnostic(
                            _rule.At(call.Syntax.GetLocation(), call.TargetMethod.Name, "set 'options.WaitForJobsToComplete = true'"));
                        break;
                    case "Shutdown" when call.TargetMethod.ContainingType.DerivesFrom(symbols.Type("Quartz.IScheduler"))
                        && !SaysWhetherToWait(call) && IsAtTheEnd(operation.ContainingSymbol, main, symbols):
                        operation.ReportDiagnostic(_rule.At(call.Syntax.GetLocation(), "This Shutdown", "pass 'true' as its first argument"));
                        break;
                }
            },
            OperationKind.Invocation);
    }

    /// <summary>An explicit false is a decision; so is a delegate from elsewhere, for all we know.</summary>
    private static bool SetsWaiting(IInvocationOperation call, KnownSymbols symbols)
    {
        var configure = call.Arguments.FirstOrDefault(argument =>
            argument.Parameter?.Type is INamedTypeSymbol { TypeArguments: [var options] }
                && options.Is(symbols.Type("Quartz.QuartzHostedServiceOptions")));
        if (configure is null)
        {
            return true;
        }

        if (configure.ArgumentKind == ArgumentKind.DefaultValue || configure.Value.Unwrapped().ConstantValue is { HasValue: true, Value: null })
        {
            return false;
        }

        return configure.Value.Unwrapped() is not IAnonymousFunctionOperation lambda || lambda.Descendants().Any(operation =>
            operation is IPropertyReferenceOperation { Property.Name: Waits }
                || operation is IArgumentOperation { Value: IParameterReferenceOperation });
    }

    /// <summary>Options bound from configuration, or jobs that are interrupted and waited for.</summary>
    private static bool SetsWaitingElsewhere(SourceNames names) =>
        names.Configures("QuartzHostedServiceOptions")
        || names.Mentions("InterruptJobsOnShutdown", "InterruptJobsOnShutdownWithWait")
        || names.Says("quartz.scheduler.interruptJobsOnShutdown", "quartz.scheduler.interruptJobsOnShutdownWithWait");

    private static bool SaysWhetherToWait(IInvocationOperation shutdown) => shutdown.Arguments.Any(argument =>
        argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Type.SpecialType == SpecialType.System_Boolean);

    /// <summary>A dashboard may also shut a scheduler down; only a hosted service and the entry point do it because the process ends.</summary>
    private static bool IsAtTheEnd(ISymbol member, IMethodSymbol? main, KnownSymbols symbols) =>
        member.ContainingType is { } type && (symbols.IsHosted(type) || SymbolEqualityComparer.Default.Equals(type, main?.ContainingType));
}
