using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Launches;
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

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var member in service.Code.Blocks)
            {
                foreach (var block in member.Value)
                {
                    foreach (var operation in block.Operations())
                    {
                        if (operation is IInvocationOperation call && UnwrappedStart.PassesForTheWork(call))
                        {
                            end.ReportDiagnostic(_rule.At(
                                ((call.Syntax as InvocationExpressionSyntax)?.Expression ?? call.Syntax).GetLocation(),
                                $"{service.Type.Name}.{member.Key.Name}"));
                        }
                    }
                }
            }
        });
}
