using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChildProcessLeftRunningAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly string[] _endings = ["Kill", "Terminate", "CloseMainWindow", "Interrupt", "Signal"];

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.ChildProcessLeftRunning,
        nameof(RuleIds.ChildProcessLeftRunning),
        "Child process is left running",
        "'{0}' gives up waiting when '{1}' is cancelled and nothing in '{2}' ends the process: at SIGTERM the child lives on without its parent; "
            + "ask it to end, wait a little, then Kill(entireProcessTree: true)",
        DiagnosticSeverity.Info,
        "Cancelling WaitForExitAsync ends the wait, not the process. The child is left to PID 1, or dies undrained with the container.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            var waits = new List<IInvocationOperation>();
            var starts = false;
            foreach (var member in service.Code.Blocks)
            {
                foreach (var block in member.Value)
                {
                    foreach (var operation in block.Operations())
                    {
                        switch (operation)
                        {
                            case IInvocationOperation { TargetMethod: { Name: "Start",
                                ContainingType.KnownName: "Process" } }:
                                starts = true;
                                break;
                            case IInvocationOperation { TargetMethod: { Name: "WaitForExitAsync", ContainingType.KnownName: "Process" } } wait
                                when service.Tokens.Mentions(wait.Arguments[0]):
                                waits.Add(wait);
                                break;
                            case { } when MayEndIt(operation):
                                return;
                        }
                    }
                }
            }

            if (!starts)
            {
                return;
            }

            foreach (var wait in waits)
            {
                end.ReportDiagnostic(
                    _rule.At(wait.Syntax.GetLocation(), wait.TargetMethod.Name, wait.Arguments[0].Value.Syntax.ShortText(), service.Type.Name));
            }
        });

    /// <summary>A call that ends a process, text sent to it, or the process handed to other code.</summary>
    private static bool MayEndIt(IOperation operation) => operation switch
    {
        IInvocationOperation call => Array.Exists(_endings, ending => call.TargetMethod.Name.StartsWith(ending, StringComparison.Ordinal)),
        IPropertyReferenceOperation { Property.Name: "StandardInput" } => true,
        IArgumentOperation { Value.Type.KnownName: "Process",
            Parent: not IInvocationOperation { TargetMethod.ContainingType.KnownName: "Process" } } => true,
        IReturnOperation { ReturnedValue.Type.KnownName: "Process" } => true,
        _ => false,
    };
}
