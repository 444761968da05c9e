using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SignalDefaultActionNotCancelledAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>Present where the handler tells other code to stop, so that cancelling the default action is surely meant.</summary>
    internal const string TellsOthers = nameof(TellsOthers);

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.SignalDefaultActionNotCancelled,
        nameof(RuleIds.SignalDefaultActionNotCancelled),
        "Signal handler does not cancel the default action",
        "The handler of {0} does not set Cancel before it {1}: the runtime then applies the default action, and the signal {2}; "
            + "set '{3}.Cancel = true' first and let Main finish",
        // Where it is less it says so: a rule that is information by default is not even asked by a build that writes no log.
        DiagnosticSeverity.Warning,
        "When a handler returns without Cancel, the process ends as if there were no handler. An async handler returns at its first await.");

    private static readonly string[] _deadly = ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP"];

    private static readonly string[] _signals =
        ["Cancel", "CancelAsync", "Set", "SetResult", "TrySetResult", "TrySetCanceled", "Release", "Complete", "TryComplete", "StopApplication"];

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.PosixSignalRegistration is not null && !project.IsDesktop;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (SignalRegistrations.Signal(call, symbols) is not { } signal
                    || Array.IndexOf(_deadly, signal) < 0 && !(signal == SignalRegistrations.AnySignal && IsForADeadlyOne(call)))
                {
                    return;
                }

                var handed = call.Arguments[1].Value.Unwrapped();
                if (Handler(handed) is not ({ Parameters: [var context] }, { } body))
                {
                    return;
                }

                var firstWait = body.DirectDescendants().FirstOrDefault(inner => inner is IAwaitOperation);
                if (IsDecided(body, context, firstWait) || firstWait is null && WaitsForTheEnd(body))
                {
                    return;
                }

                operation.ReportDiagnostic(_rule.At(
                    handed.Syntax.GetLocation(),
                    [signal, firstWait is null ? "returns" : "waits", project.DefaultAction(), context.Name == "_" ? "context" : context.Name],
                    ImmutableDictionary<string, string?>.Empty.Add(TellsOthers, body.Descendants().Any(IsSignal) ? "true" : null),
                    firstWait is null ? DiagnosticSeverity.Info : null));
            },
            OperationKind.Invocation);

    /// <summary>Registered for each signal of a list, by an async handler that waits: the file names the signal somewhere.</summary>
    private static bool IsForADeadlyOne(IInvocationOperation call) =>
        Handler(call.Arguments[1].Value.Unwrapped()) is ({ IsAsync: true }, _)
        && call.Syntax.SyntaxTree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.ValueText is "SIGTERM" or "SIGINT");

    /// <summary>The lambda, or the method of the same file.</summary>
    private static (IMethodSymbol Symbol, IOperation? Body)? Handler(IOperation handed)
    {
        switch (handed)
        {
            case IAnonymousFunctionOperation lambda:
                return (lambda.Symbol, lambda.Body);
            case IMethodReferenceOperation { Method: { DeclaringSyntaxReferences: [var declaration] } method }
                when declaration.SyntaxTree == handed.Syntax.SyntaxTree:
                return (method, handed.SemanticModel!.GetOperation(declaration.GetSyntax()));
            default:
                return null;
        }
    }

    /// <summary>Before the handler gives way, it sets Cancel, ends the process itself, or leaves that to other code.</summary>
    private static bool IsDecided(IOperation body, IParameterSymbol context, IOperation? firstWait)
    {
        foreach (var operation in body.Descendants())
        {
            if (firstWait is not null && operation.Syntax.SpanStart > firstWait.Syntax.SpanStart)
            {
                continue;
            }

            switch (operation)
            {
                case IAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Cancel" } }:
                case IInvocationOperation { TargetMethod: { Name: "Exit" or "FailFast", ContainingType.KnownName: "Environment" }
                    or { Name: "Kill" } }:
                // A look at whether it is null hands nothing on.
                case IArgumentOperation { Value: var value, Parent: not IInvocationOperation { TargetMethod.Name: "ThrowIfNull" } }
                    when SymbolEqualityComparer.Default.Equals(value.Unwrapped().ReferencedSymbol(), context):
                    return true;
            }
        }

        return false;
    }

    /// <summary>It tells the program to stop and holds the default action back until that is done.</summary>
    private static bool WaitsForTheEnd(IOperation body)
    {
        var tells = body.DirectDescendants().FirstOrDefault(IsSignal);
        return tells is not null && body.DirectDescendants().Any(operation => operation.Syntax.SpanStart > tells.Syntax.SpanStart
            && (operation.BlockedOn() is not null
                || operation is IInvocationOperation { TargetMethod: { Name: "WaitOne" or "Wait" or "Join", Parameters.IsEmpty: true } }));
    }

    private static bool IsSignal(IOperation operation) =>
        operation is IInvocationOperation call && Array.IndexOf(_signals, call.TargetMethod.Name) >= 0;
}
