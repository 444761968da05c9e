using Dockerlint.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShutdownToolkit.Containers;

/// <summary>
/// What the user says of a rule. A .globalconfig, a preset and NoWarn hold for every file by the compiler's own work. An .editorconfig
/// (dotnet/roslyn#31916), and what either says of all rules or of a category, hold for sources alone: what they say of the project's sources is
/// applied to the other files here.
/// </summary>
internal sealed class Severities(
    Compilation compilation, AnalyzerConfigOptionsProvider settings, bool certainIsError, CancellationToken cancellation)
{
    private const string AllRules = "dotnet_analyzer_diagnostic.severity";

    private const string Category = "dotnet_analyzer_diagnostic.category-" + ContainerRules.Category + ".severity";

    private SyntaxTreeOptionsProvider? Options => compilation.Options.SyntaxTreeOptionsProvider;

    private SyntaxTree? Source => compilation.SyntaxTrees.FirstOrDefault(static tree =>
        tree.FilePath.IndexOf("/obj/", StringComparison.Ordinal) < 0 && tree.FilePath.IndexOf("\\obj\\", StringComparison.Ordinal) < 0);

    /// <summary>The user has set this rule's severity, which would make a warning of what only an editor should show.</summary>
    public bool IsSet(string id) => ForEveryFile(id) is not null || ForSources(id) is not null;

    /// <summary>Nobody sees what this rule says of the sources.</summary>
    public bool IsOff(string id) => (ForEveryFile(id) ?? ForSources(id)) == ReportDiagnostic.Suppress;

    /// <summary>Of a finding in a source, to which the compiler applies the settings.</summary>
    public DiagnosticSeverity InSource(Severity severity) => ContainerRules.SeverityOf(severity, certainIsError);

    /// <summary>Of a finding outside of the sources; null: it is not shown.</summary>
    public DiagnosticSeverity? Of(string id, Severity severity) => ForSources(id) switch
    {
        ReportDiagnostic.Suppress => null,
        ReportDiagnostic.Hidden => DiagnosticSeverity.Hidden,
        ReportDiagnostic.Info => DiagnosticSeverity.Info,
        ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
        ReportDiagnostic.Error => DiagnosticSeverity.Error,
        _ => ContainerRules.SeverityOf(severity, certainIsError),
    };

    /// <summary>What the compiler itself applies, wherever the finding stands.</summary>
    private ReportDiagnostic? ForEveryFile(string id) =>
        compilation.Options.SpecificDiagnosticOptions.TryGetValue(id, out var set)
            || Options?.TryGetGlobalDiagnosticValue(id, cancellation, out set) == true
            ? set
            : null;

    /// <summary>In the compiler's own order: the rule, else its category, else all rules.</summary>
    private ReportDiagnostic? ForSources(string id)
    {
        if (Source is not { } source)
        {
            return null;
        }

        if (Options is { } options && options.TryGetDiagnosticValue(source, id, cancellation, out var set) && set != ReportDiagnostic.Default)
        {
            return set;
        }

        return ForEveryFile(id) is null && settings.GetOptions(source) is var words
            ? Read(words, Category) ?? Read(words, AllRules)
            : null;
    }

    private static ReportDiagnostic? Read(AnalyzerConfigOptions words, string key) =>
        !words.TryGetValue(key, out var word) ? null : word.Trim().ToLowerInvariant() switch
        {
            "error" => ReportDiagnostic.Error,
            "warning" => ReportDiagnostic.Warn,
            "suggestion" => ReportDiagnostic.Info,
            "silent" or "refactoring" => ReportDiagnostic.Hidden,
            "none" => ReportDiagnostic.Suppress,
            _ => null,
        };
}
