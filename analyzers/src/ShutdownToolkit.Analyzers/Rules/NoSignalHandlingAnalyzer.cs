using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoSignalHandlingAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.NoSignalHandling,
        nameof(RuleIds.NoSignalHandling),
        "Endless program without a handler for SIGTERM",
        "This loop is the whole program and nothing handles SIGTERM: it {0}; "
            + "run the loop as a BackgroundService in a host, or end it from a PosixSignalRegistration of SIGTERM",
        // Where it is less it says so: a rule that is information by default is not even asked by a build that writes no log.
        DiagnosticSeverity.Warning,
        "Without a host and without a signal handler the operating system decides how the program ends.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => project is { OwnsItsProcess: true, IsTool: false };

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEntryPoint((end, entry) =>
        {
            var endless = new List<ILoopOperation>();
            foreach (var body in entry.Bodies)
            {
                // Somebody sits in front of it.
                if (body.Descendants().Any(IsDialogue))
                {
                    return;
                }

                foreach (var operation in body.DirectDescendants())
                {
                    if (operation is ILoopOperation loop && loop.IsEndless() && !loop.HasExit())
                    {
                        endless.Add(loop);
                    }
                }
            }

            if (endless.Count == 0)
            {
                return;
            }

            var use = ProjectNames.HostUse(end.Compilation, end.CancellationToken);
            if (use.BuildsHost || use.HasStopPath || use.HandlesProcessExit || use.HandlesInterrupt
                || ContainerFindings.Tell("STOP2008", end.Compilation, end.Options, end.CancellationToken))
            {
                return;
            }

            foreach (var loop in endless)
            {
                end.ReportDiagnostic(_rule.At(
                    loop.HeaderLocation(), [project.DefaultAction()], severity: project.IsContainer ? null : DiagnosticSeverity.Info));
            }
        });

    private static bool IsDialogue(IOperation operation) => operation
        is IInvocationOperation { TargetMethod: { Name: "Read" or "ReadLine" or "ReadKey", ContainingType.KnownName: "Console" } }
        or IPropertyReferenceOperation { Property: { Name: "KeyAvailable" or "In", ContainingType.KnownName: "Console" } };
}
