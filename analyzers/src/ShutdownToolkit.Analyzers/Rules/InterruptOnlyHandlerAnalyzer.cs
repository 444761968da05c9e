using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InterruptOnlyHandlerAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.InterruptOnlyHandler,
        nameof(RuleIds.InterruptOnlyHandler),
        "Ctrl+C is handled, SIGTERM is not",
        "Console.CancelKeyPress is the only way to stop this program and hears Ctrl+C only: SIGTERM {0}; "
            + "register PosixSignal.SIGTERM for the same handler",
        DiagnosticSeverity.Warning,
        "CancelKeyPress is raised by SIGINT and SIGQUIT. docker stop, Kubernetes and systemd send SIGTERM.");

    private static readonly string[] _signals =
        ["Cancel", "CancelAsync", "Set", "SetResult", "TrySetResult", "TrySetCanceled", "SetCanceled", "Release", "Complete", "TryComplete", "Stop",
            "StopAsync", "Shutdown", "Terminate"];

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => project.OwnsItsProcess;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.Operation is not IEventAssignmentOperation
                    {
                        Adds: true,
                        EventReference: IEventReferenceOperation { Event: { Name: "CancelKeyPress", ContainingType.KnownName: "Console" } },
                    } subscription
                    || !Signals(subscription.HandlerValue.Unwrapped()))
                {
                    return;
                }

                var use = ProjectNames.HostUse(operation.Compilation, operation.CancellationToken);
                if (use.HasStopPath || use.HandlesProcessExit || use.StartsHost)
                {
                    return;
                }

                var isService = project.IsContainer || !project.IsTool && WaitsForTheSignal(subscription);
                // The defect is told once; the place of the mend, and the fix, stay.
                var isTold = isService
                    && ContainerFindings.Tell("STOP2008", operation.Compilation, operation.Options, operation.CancellationToken);
                operation.ReportDiagnostic(_rule.At(
                    subscription.Syntax.GetLocation(), [project.DefaultAction()],
                    severity: isService && !isTold ? null : DiagnosticSeverity.Info));
            },
            OperationKind.EventAssignment);

    /// <summary>It ends the program; a handler that only prints has no say in how it stops.</summary>
    private static bool Signals(IOperation handler)
    {
        var code = handler switch
        {
            IAnonymousFunctionOperation lambda => lambda.Syntax,
            IMethodReferenceOperation { Method.DeclaringSyntaxReferences: [var declaration] } => declaration.GetSyntax(),
            _ => null,
        };
        if (code is null)
        {
            return false;
        }

        foreach (var node in code.DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } }
                    when Array.IndexOf(_signals, called) >= 0:
                case AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { Token.ValueText: "true" or "false" } }:
                    return true;
            }
        }

        return false;
    }

    /// <summary>A service: the member around the subscription works or waits until it is told to stop.</summary>
    private static bool WaitsForTheSignal(IEventAssignmentOperation subscription)
    {
        var root = subscription.Root();

        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case IWhileLoopOperation { Condition: { } condition } loop when loop.IsEndless() || AsksForTheStop(condition):
                case IInvocationOperation { TargetMethod: { Name: "WaitOne" or "Wait", Parameters.IsEmpty: true } } wait
                    when IsEvent(wait.Instance?.Type):
                case IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType.KnownName: "Task" } } delay
                    when ConstantDuration.Of(delay.Arguments[0].Value)?.IsInfinite() == true:
                case IAwaitOperation { Operation: IPropertyReferenceOperation { Property: { Name: "Task",
                    ContainingType.KnownName: "TaskCompletionSource" } } }:
                    return true;
            }
        }

        return false;
    }

    private static bool IsEvent(ITypeSymbol? type) =>
        type?.KnownName is "ManualResetEvent" or "AutoResetEvent" or "EventWaitHandle" or "ManualResetEventSlim" or "WaitHandle";

    private static bool AsksForTheStop(IOperation condition) => condition.DescendantsAndSelf().Any(operation =>
        operation is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" }
            or IUnaryOperation { Operand: IFieldReferenceOperation { Type.SpecialType: SpecialType.System_Boolean }
            or ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } });
}
