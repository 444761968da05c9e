using Dockerlint.Findings;
using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Containers;

/// <summary>
/// What the user says of a rule. A .globalconfig, a preset and NoWarn hold for every file by the compiler's own work. An .editorconfig holds
/// for sources alone (dotnet/roslyn#31916): what it says of the project's sources is applied to the other files here.
/// </summary>
internal sealed class Severities(Compilation compilation, bool certainIsError, CancellationToken cancellation)
{
    private SyntaxTreeOptionsProvider? Options => compilation.Options.SyntaxTreeOptionsProvider;

    private SyntaxTree? Source => compilation.SyntaxTrees.FirstOrDefault(static tree =>
        tree.FilePath.IndexOf("/obj/", StringComparison.Ordinal) < 0 && tree.FilePath.IndexOf("\\obj\\", StringComparison.Ordinal) < 0);

    /// <summary>The user has set this rule's severity, which would make a warning of what only an editor should show.</summary>
    public bool IsSet(string id) => compilation.Options.SpecificDiagnosticOptions.ContainsKey(id)
        || Options?.TryGetGlobalDiagnosticValue(id, cancellation, out _) == true || InEditorConfig(id) is not null;

    /// <summary>Of a finding in a source, to which the compiler applies the settings.</summary>
    public DiagnosticSeverity InSource(Severity severity) => ContainerRules.SeverityOf(severity, certainIsError);

    /// <summary>Of a finding outside of the sources; null: it is not shown.</summary>
    public DiagnosticSeverity? Of(string id, Severity severity) => InEditorConfig(id) switch
    {
        ReportDiagnostic.Suppress => null,
        ReportDiagnostic.Hidden => DiagnosticSeverity.Hidden,
        ReportDiagnostic.Info => DiagnosticSeverity.Info,
        ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
        ReportDiagnostic.Error => DiagnosticSeverity.Error,
        _ => ContainerRules.SeverityOf(severity, certainIsError),
    };

    private ReportDiagnostic? InEditorConfig(string id) =>
        Source is { } source && Options is { } options && options.TryGetDiagnosticValue(source, id, cancellation, out var set)
            && set != ReportDiagnostic.Default
            ? set
            : null;
}
