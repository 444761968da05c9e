using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnwrappedStartNewAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.UnwrappedStartNew,
        nameof(RuleIds.UnwrappedStartNew),
        "Unwrapped Task.Factory.StartNew",
        "This StartNew in '{0}' runs async work, and its task is over at the first await: at SIGTERM nobody waits for the rest, which is cut when "
            + "the process ends; append '.Unwrap()' or use Task.Run",
        DiagnosticSeverity.Warning,
        "StartNew of an async delegate yields a Task<Task>. The outer task ends at the first await of the work; only the inner one is the work.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HasHosting && symbols.TaskOfT is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var member in service.Code.Blocks)
            {
                foreach (var block in member.Value)
                {
                    foreach (var operation in block.Descendants())
                    {
                        if (operation is IInvocationOperation { TargetMethod: { Name: "StartNew", ContainingType.KnownName: "TaskFactory" } } call
                            && IsTaskOfTask(call.Type, symbols) && PassesForTheWork(call, symbols))
                        {
                            end.ReportDiagnostic(_rule.At(
                                ((call.Syntax as InvocationExpressionSyntax)?.Expression ?? call.Syntax).GetLocation(),
                                $"{service.Type.Name}.{member.Key.Name}"));
                        }
                    }
                }
            }
        });

    private static bool IsTaskOfTask(ITypeSymbol? type, KnownSymbols symbols) =>
        type.Is(symbols.TaskOfT) && ((INamedTypeSymbol)type).TypeArguments[0].DerivesFrom(symbols.Task);

    /// <summary>Awaited with the inner task dropped, or used where any Task would do. A dropped outer task is STOP1201's.</summary>
    private static bool PassesForTheWork(IInvocationOperation call, KnownSymbols symbols)
    {
        IOperation operation = call;
        while (operation.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            operation = operation.Parent;
        }

        return operation.Parent switch
        {
            IAwaitOperation { Parent: IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } } => true,
            IConversionOperation { Parent: not ISimpleAssignmentOperation { Target: IDiscardOperation } } conversion =>
                conversion.Type.Is(symbols.Task),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared } =>
                declared.Uses().Any() && declared.Uses().All(use => GoesIntoACombination(use, symbols)),
            _ => false,
        };
    }

    /// <summary><c>Task.WhenAll(first, second)</c>, or any other place that takes each task for the work.</summary>
    private static bool GoesIntoACombination(IOperation use, KnownSymbols symbols)
    {
        for (var parent = use.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation conversion when conversion.Type.Is(symbols.Task):
                case IInvocationOperation
                {
                    TargetMethod: { Name: "WhenAll" or "WhenAny" or "WaitAll" or "WaitAny", ContainingType.KnownName: "Task" }
                }:
                    return true;
                // Arrays and collection expressions are looked through.
                case IInvocationOperation or IAwaitOperation or IMemberReferenceOperation or IAssignmentOperation or IVariableInitializerOperation
                    or IExpressionStatementOperation or IReturnOperation:
                    return false;
            }
        }

        return false;
    }
}
