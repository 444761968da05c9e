using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Analyzers;

internal static class Rule
{
    /// <param name="message">What is wrong (with the actual names), what happens at SIGTERM, what to do.</param>
    /// <param name="tags"><see cref="WellKnownDiagnosticTags.CompilationEnd"/> where the rule reports at the end of the compilation.</param>
    public static DiagnosticDescriptor Create(
        string id, string name, string title, string message, DiagnosticSeverity severity, string description, params string[] tags) =>
        new(id, title, message, "Reliability", severity, isEnabledByDefault: true, description,
            RulePages.Before + id + RulePages.After, [name, .. tags]);

    /// <summary>The rule's name, such as <c>EndlessLoopIgnoresStopToken</c>.</summary>
    public static string Name(this DiagnosticDescriptor rule) => rule.CustomTags.First();

    public static Diagnostic At(this DiagnosticDescriptor rule, Location location, params object[] arguments) =>
        Diagnostic.Create(rule, location, arguments);

    /// <summary>A finding that hands a fact to the fixer, or that is less (or more) certain than the rule's default severity says.</summary>
    public static Diagnostic At(
        this DiagnosticDescriptor rule,
        Location location,
        object[] arguments,
        ImmutableDictionary<string, string?>? facts = null,
        DiagnosticSeverity? severity = null,
        IEnumerable<Location>? evidence = null) =>
        Diagnostic.Create(rule, location, severity ?? rule.DefaultSeverity, evidence, facts, arguments);
}
