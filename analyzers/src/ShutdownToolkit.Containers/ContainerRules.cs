using System.Collections.Immutable;
using Dockerlint.Findings;
using Dockerlint.Rules;
using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Containers;

/// <summary>The core's rules as the compiler knows rules.</summary>
internal static class ContainerRules
{
    private static readonly Dictionary<string, DiagnosticDescriptor> _byId =
        Catalog.All.ToDictionary(static rule => rule.Info.Id, static rule => Described(rule.Info), StringComparer.Ordinal);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.CreateRange(_byId.Values);

    public static DiagnosticDescriptor Of(RuleInfo rule) => _byId[rule.Id];

    public static DiagnosticSeverity SeverityOf(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };

    private static DiagnosticDescriptor Described(RuleInfo rule) =>
        new(rule.Id, rule.Summary, "{0}", "Reliability", SeverityOf(rule.DefaultSeverity), isEnabledByDefault: true, rule.Summary, rule.HelpLink,
            rule.Name);
}
