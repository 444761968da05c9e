using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.CodeFixes;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>Every rule and fixer there is, found by reflection: a new one needs no list.</summary>
internal static class RuleSet
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = All<DiagnosticAnalyzer>(typeof(ShutdownAnalyzer));

    public static ImmutableArray<DiagnosticDescriptor> Rules { get; } =
        [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    private static ImmutableArray<CodeFixProvider> Fixers { get; } = All<CodeFixProvider>(typeof(ShutdownFixer));

    public static DiagnosticAnalyzer Analyzer(string id) => Analyzers.Single(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == id));

    public static CodeFixProvider? Fixer(string id) => Fixers.SingleOrDefault(fixer => fixer.FixableDiagnosticIds.Contains(id));

    private static ImmutableArray<T> All<T>(Type anchor) =>
    [
        .. anchor.Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];
}
