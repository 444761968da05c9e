using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Containers;

/// <summary>
/// dockerlint in the compiler: the Dockerfiles, Compose files and manifests among the AdditionalFiles, judged with what this compilation says
/// of its host. Each file and each source reports what lies in it, so that an editor shows it while its user types.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContainerAnalyzer : DiagnosticAnalyzer
{
    static ContainerAnalyzer() => ContainerFindings.Answer = static (id, compilation, options, cancellation) =>
        ContainerCheck.Of(compilation, options)?.TellsAtTheCode(id, cancellation) == true;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ContainerRules.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (ContainerCheck.Of(context.Compilation, context.Options) is not { } check)
        {
            return;
        }

        context.RegisterAdditionalFileAction(file =>
            Report(check.In(file.AdditionalFile.Path, file.CancellationToken), file.ReportDiagnostic));
        context.RegisterSemanticModelAction(source =>
            Report(check.In(source.SemanticModel.SyntaxTree.FilePath, source.CancellationToken), source.ReportDiagnostic));
    }

    private static void Report(IReadOnlyList<Diagnostic> diagnostics, Action<Diagnostic> report)
    {
        foreach (var diagnostic in diagnostics)
        {
            report(diagnostic);
        }
    }
}
