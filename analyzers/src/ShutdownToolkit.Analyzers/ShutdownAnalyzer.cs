using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers;

/// <summary>What every rule shares; a rule holds only its question.</summary>
public abstract class ShutdownAnalyzer : DiagnosticAnalyzer
{
    private protected ShutdownAnalyzer(DiagnosticDescriptor rule) => SupportedDiagnostics = ImmutableArray.Create(rule);

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var symbols = KnownSymbols.Of(start.Compilation);
            var project = ProjectFacts.Of(start.Compilation, start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            if (!project.IsTest && !project.IsBrowser && AppliesTo(symbols, project))
            {
                Register(start, symbols, project);
            }
        });
    }

    /// <summary>Whether the rule can say anything here; asked once a compilation. Test projects and Blazor WebAssembly are never asked.</summary>
    private protected virtual bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HasHosting;

    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project);
}
