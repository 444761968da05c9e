using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShutdownTimeoutExtremeAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.ShutdownTimeoutExtreme,
        nameof(RuleIds.ShutdownTimeoutExtreme),
        "ShutdownTimeout is extreme",
        "A ShutdownTimeout of {0} {1}; choose what the longest drain needs, and less than the platform's grace period (10 s with docker stop, 30 s "
            + "in Kubernetes)",
        DiagnosticSeverity.Warning,
        "The timeout is the time that all services together have to drain. Without an end a hung service is killed; "
            + "next to nothing cancels every drain.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HasHosting && !project.IsTool;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        context.RegisterOperationAction(
            operation =>
            {
                var assignment = (ISimpleAssignmentOperation)operation.Operation;
                if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "ShutdownTimeout" } property }
                    && property.ContainingType.Is(symbols.HostOptions))
                {
                    Judge(operation, assignment.Value);
                }
            },
            OperationKind.SimpleAssignment);
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.Operation
                    is IInvocationOperation { TargetMethod: { Name: "UseShutdownTimeout", ContainingNamespace: { Name: "Hosting" } },
                        Arguments: [.., var timeout] })
                {
                    Judge(operation, timeout.Value);
                }
            },
            OperationKind.Invocation);
    }

    private static void Judge(OperationAnalysisContext context, IOperation value)
    {
        if (ConstantDuration.Of(value) is not { } timeout || IsForDevelopment(value))
        {
            return;
        }

        var shown = timeout.IsInfinite() ? "no end" : timeout.ToString("c", CultureInfo.InvariantCulture);
        if (timeout.IsInfinite() || timeout > _longest)
        {
            context.ReportDiagnostic(
                _rule.At(value.Syntax.GetLocation(), shown, "lets one hung service hold the process at SIGTERM until SIGKILL (exit code 137)"));
        }
        else if (timeout < _shortest)
        {
            context.ReportDiagnostic(
                _rule.At(
                    value.Syntax.GetLocation(), shown, "cancels the token of every StopAsync as good as at once, so at SIGTERM nothing is drained"));
        }
    }

    /// <summary>A quick restart while debugging is nobody's loss.</summary>
    private static bool IsForDevelopment(IOperation value)
    {
        for (var parent = value.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalOperation { Condition: var condition }
                && condition.DescendantsAndSelf()
                    .Any(
                        operation =>
                            operation is IInvocationOperation { TargetMethod.Name: "IsDevelopment" or "IsEnvironment" }
                                or IPropertyReferenceOperation { Property.Name: "IsAttached" }))
            {
                return true;
            }
        }

        return false;
    }
}
