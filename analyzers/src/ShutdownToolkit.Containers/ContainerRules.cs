using System.Collections.Immutable;
using Dockerlint.Findings;
using Dockerlint.Rules;
using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Containers;

/// <summary>The core's rules as the compiler knows rules.</summary>
internal static class ContainerRules
{
    public const string Category = "Reliability";

    private static readonly Dictionary<string, DiagnosticDescriptor> _byId =
        Catalog.All.ToDictionary(static rule => rule.Info.Id, static rule => Described(rule.Info), StringComparer.Ordinal);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.CreateRange(_byId.Values);

    public static DiagnosticDescriptor Of(RuleInfo rule) => _byId[rule.Id];

    /// <summary>
    /// A package that learns to see more must not break a build that passed: what is certain is a warning, too, unless its user asks for errors.
    /// </summary>
    public static DiagnosticSeverity SeverityOf(Severity severity, bool certainIsError) => severity switch
    {
        Severity.Error when certainIsError => DiagnosticSeverity.Error,
        Severity.Info => DiagnosticSeverity.Info,
        _ => DiagnosticSeverity.Warning,
    };

    private static DiagnosticDescriptor Described(RuleInfo rule) =>
        new(rule.Id, rule.Summary, "{0}", Category, SeverityOf(rule.DefaultSeverity, certainIsError: false), isEnabledByDefault: true,
            rule.Summary, rule.HelpLink, rule.Name);
}
