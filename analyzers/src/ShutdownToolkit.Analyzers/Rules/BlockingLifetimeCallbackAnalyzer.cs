using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingLifetimeCallbackAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(1);

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.BlockingLifetimeCallback,
        nameof(RuleIds.BlockingLifetimeCallback),
        "Lifetime callback blocks the shutdown",
        "'{0}' blocks the {1} callback: at SIGTERM no service is stopped until it returns, while ShutdownTimeout already counts and cannot end it; "
            + "wait in IHostedLifecycleService.StoppingAsync with its token, and count a wanted delay into ShutdownTimeout and the grace period",
        DiagnosticSeverity.Warning,
        "The callbacks run one after another on one thread before the services are stopped. The time they take is missing from every StopAsync.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HostLifetime is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.RegisterOperationAction(
            operation =>
            {
                if (LifetimeCallback.Of(operation.Operation) is not { IsAsyncVoid: false, Event: not "ApplicationStarted", Body: { } body } callback)
                {
                    return;
                }

                foreach (var inner in body.DirectDescendants())
                {
                    if (BlockingCall(inner) is { } name)
                    {
                        operation.ReportDiagnostic(_rule.At(inner.Syntax.GetLocation(), name, callback.Event));
                        return;
                    }
                }
            },
            OperationKind.Invocation);

    private static string? BlockingCall(IOperation operation)
    {
        if (operation.BlockedOn() is not null)
        {
            return operation is IInvocationOperation { TargetMethod.Name: var method } ? method : "Result";
        }

        if (operation is not IInvocationOperation call)
        {
            return null;
        }

        var blocks = call.TargetMethod switch
        {
            { Name: "Sleep" or "Join", ContainingType.KnownName: "Thread" } => true,
            { Name: "Wait", ContainingType: var type } =>
                type.IsTask() || type.KnownName is "ManualResetEventSlim" or "CountdownEvent" or "SemaphoreSlim",
            { Name: "WaitAll" or "WaitAny", ContainingType.KnownName: "Task" or "WaitHandle" } => true,
            { Name: "WaitOne" } => true,
            { Name: "WaitForExit", ContainingType.KnownName: "Process" } => true,
            _ => false,
        };
        return blocks && !IsShort(call) ? call.TargetMethod.Name : null;
    }

    private static bool IsShort(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (ConstantDuration.Of(argument.Value) is { } wait)
            {
                return !wait.IsInfinite() && wait <= _short;
            }
        }

        return false;
    }
}
