using System.Collections.Immutable;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;
using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ShutdownToolkit.Containers.Facts;
using ShutdownToolkit.Containers.Inputs;
using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace ShutdownToolkit.Containers;

/// <summary>Findings as diagnostics, by the file that shows them.</summary>
internal sealed class Reports(VirtualFolder files, SourcePlaces places, Severities severities)
{
    public Dictionary<string, List<Diagnostic>> ByPath { get; } = new(StringComparer.Ordinal);

    public void Add(Finding finding)
    {
        var here = LocationOf(finding.Location);
        var evidence = finding.Evidence.Where(static link => link.Location is not null).Select(link => LocationOf(link.Location!.Value)).ToList();
        if (here.IsInSource && evidence.Find(static location => !location.IsInSource) is { } file)
        {
            AddAtBothEnds(finding, here, file, evidence);
            return;
        }

        if (here.IsInSource || !Concerns(finding.Rule) || evidence.Find(static location => location.IsInSource) is not { } code)
        {
            Add(finding, here, evidence, finding.Severity);
            return;
        }

        // Said aloud once, where it is to be changed: a time at the code that asks for it, a handler where it is missing, a signal that another
        // one was made of at the file that does so. The other end shows the same in an editor.
        var (told, other) = finding.Rule.Id == "STOP2014" ? (here, code) : (code, here);
        AddAtBothEnds(finding, told, other, evidence);
    }

    private void AddAtBothEnds(Finding finding, Location told, Location other, List<Location> evidence)
    {
        evidence.RemoveAll(location => location.Equals(told) || location.Equals(other));
        Add(finding, told, [other, .. evidence], finding.Severity);
        if (!severities.IsSet(finding.Rule.Id))
        {
            Add(finding, other, [told, .. evidence], Severity.Info);
        }
    }

    /// <summary>A file that no builder would take is told where it is seen, and fails no build of the code: whoever builds it will see.</summary>
    public void Add(InputError error)
    {
        var position = new Microsoft.CodeAnalysis.Text.LinePosition(Math.Max(0, error.Position.Line - 1), Math.Max(0, error.Position.Column - 1));
        var location = Location.Create(files.FullPath(error.Path), default, new LinePositionSpan(position, position));
        Add(Diagnostic.Create(
            ContainerRules.Of(UnreadableInput.Definition), location, DiagnosticSeverity.Warning, additionalLocations: null, properties: null,
            error.Message));
    }

    /// <summary>What the code decides: how long it takes, and whether it handles the signal.</summary>
    private static bool Concerns(RuleInfo rule) => IsTime(rule) || rule.Id is "STOP2008" or "STOP2010" or "STOP2014";

    private static bool IsTime(RuleInfo rule) => rule.Id.StartsWith("STOP3", StringComparison.Ordinal);

    private void Add(Finding finding, Location location, IEnumerable<Location> evidence, Severity severity)
    {
        if ((location.IsInSource ? severities.InSource(severity) : severities.Of(finding.Rule.Id, severity)) is { } shown)
        {
            Add(Diagnostic.Create(
                ContainerRules.Of(finding.Rule), location, shown, evidence.Where(other => !other.Equals(location)).Distinct(), Facts(finding),
                finding.Message));
        }
    }

    private void Add(Diagnostic diagnostic)
    {
        var path = diagnostic.Location.GetLineSpan().Path;
        if (!ByPath.TryGetValue(path, out var found))
        {
            ByPath[path] = found = [];
        }

        found.Add(diagnostic);
    }

    private Location LocationOf(SourceLocation location)
    {
        var span = new TextSpan(location.Span.Start, location.Span.Length);
        return places.TreeOf(location.Source) is { } tree ? Location.Create(tree, span)
            : Location.Create(files.FullPath(location.Path), span, new LinePositionSpan(Position(location.Start), Position(location.End)));
    }

    private static Microsoft.CodeAnalysis.Text.LinePosition Position(Dockerlint.Text.LinePosition position) =>
        new(position.Line - 1, position.Column - 1);

    private static ImmutableDictionary<string, string?> Facts(Finding finding) => ImmutableDictionary<string, string?>.Empty
        .Add("subject", finding.Subject.Text)
        .Add("verdict", finding.Verdict?.ToString());
}
