using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProcessExitReliedOnForSignalAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>Present where a host takes the signal and stops meanwhile: an exit would cut that off.</summary>
    internal const string Host = "host";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.ProcessExitReliedOnForSignal,
        nameof(RuleIds.ProcessExitReliedOnForSignal),
        "Clean-up at SIGTERM relies on ProcessExit",
        "{0}; {1}",
        DiagnosticSeverity.Warning,
        "Since .NET 10 the runtime does not handle SIGTERM by itself, so that ProcessExit and Unloading are not raised by it. "
            + "On every version they wait for no task.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => !project.IsDesktop && !project.IsFunction;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.Operation is not IEventAssignmentOperation { Adds: true } subscription
                    || subscription.EventReference is not IEventReferenceOperation { Event: var raised } reference
                    || !IsEndOfProcess(reference))
                {
                    return;
                }

                var isAsync = IsAsync(subscription.HandlerValue.Unwrapped());
                var use = ProjectNames.HostUse(operation.Compilation, operation.CancellationToken);
                var isHandled = use.HasStopPath;
                if (!isAsync && (!project.OwnsItsProcess || !RunsOnNet10(project) || project.IsTool || isHandled))
                {
                    return;
                }

                var name = $"{raised.ContainingType.Name}.{raised.Name}";
                operation.ReportDiagnostic(_rule.At(
                    subscription.Syntax.GetLocation(),
                    [
                        isAsync
                            ? $"The async handler of {name} is cut at its first wait, because the process ends when it returns"
                                + (isHandled ? "" : ", and since .NET 10 SIGTERM without a host does not raise the event at all")
                            : $"Since .NET 10 SIGTERM does not raise {name}, so this clean-up is skipped: "
                                + (use.StartsHost ? "the host that is started takes the signal, and nothing here hears of it"
                                    : "SIGTERM " + project.DefaultAction()),
                        isHandled ? "do the work where SIGTERM is handled already, and wait for it there"
                            : use.StartsHost ? "wait with WaitForShutdownAsync and do it behind that, or let the host stop the work"
                            : "handle PosixSignal.SIGTERM with a PosixSignalRegistration, or let a host stop the work",
                    ],
                    use.StartsHost ? ImmutableDictionary<string, string?>.Empty.Add(Host, "") : null));
            },
            OperationKind.EventAssignment);

    /// <summary>The Unloading of a plug-in's own context is another matter.</summary>
    private static bool IsEndOfProcess(IEventReferenceOperation reference) => reference.Event switch
    {
        { Name: "ProcessExit", ContainingType.KnownName: "AppDomain" } => true,
        { Name: "Unloading", ContainingType.KnownName: "AssemblyLoadContext" } => reference.Instance?.Unwrapped() is
            IPropertyReferenceOperation { Property.Name: "Default" } or IInvocationOperation { TargetMethod.Name: "GetLoadContext" },
        _ => false,
    };

    private static bool IsAsync(IOperation handler) => handler switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol.IsAsync,
        IMethodReferenceOperation reference => reference.Method.IsAsync,
        _ => false,
    };

    private static bool RunsOnNet10(ProjectFacts project) =>
        project.NetVersion >= 10 || project.NetVersion is not null && project.Property("RollForward") == "LatestMajor";
}
