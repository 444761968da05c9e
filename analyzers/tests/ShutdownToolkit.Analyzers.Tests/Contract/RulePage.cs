using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>docs/rules/STOPnnnn.md, in sections.</summary>
internal sealed partial record RulePage(string Path, string Text)
{
    private const string FactsStart = "<!-- facts -->";
    private const string FactsEnd = "<!-- /facts -->";

    public static readonly ImmutableArray<string> Sections =
        ["Reports", "Why", "Bad", "Good", "Fix", "When to suppress", "Other analyzers", "Measured"];

    public string Id => System.IO.Path.GetFileNameWithoutExtension(Path);

    public IEnumerable<string> Headings => Text.Split('\n').Where(line => line.StartsWith('#')).Except(CodeLines());

    public bool IsAutomatic => Section("Fix").Contains("Automatic", StringComparison.Ordinal);

    public static IEnumerable<RulePage> All => Directory.EnumerateFiles(Repository.RulePages, "STOP1*.md")
        .Order(StringComparer.Ordinal)
        .Select(Read);

    public static RulePage Read(string path) => new(path, File.ReadAllText(path).ReplaceLineEndings("\n"));

    public static RulePage Of(string id) => Read(System.IO.Path.Combine(Repository.RulePages, id + ".md"));

    public string Section(string name)
    {
        var start = Text.IndexOf($"\n## {name}\n", StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        start += name.Length + 5;
        var end = Text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? Text[start..] : Text[start..end];
    }

    public ImmutableArray<Example> Examples(string section) =>
        [.. Block().Matches(Section(section)).Select(match => new Example(match.Groups["info"].Value, match.Groups["code"].Value))];

    public string WithFacts(string facts)
    {
        var (start, end) = (Text.IndexOf(FactsStart, StringComparison.Ordinal), Text.IndexOf(FactsEnd, StringComparison.Ordinal));
        Assert.True(start >= 0 && end > start, $"{Id}: no {FactsStart} … {FactsEnd} under the title.");
        return Text[..(start + FactsStart.Length)] + "\n" + facts + "\n" + Text[end..];
    }

    public static string Facts(DiagnosticDescriptor rule, bool hasFix) =>
        $"""
        | severity | fix | reported by |
        | --- | --- | --- |
        | {(rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString().ToLowerInvariant() : "off")} | {(hasFix ? "yes" : "no")} | analyzers |
        """.ReplaceLineEndings("\n");

    public static string Stub(DiagnosticDescriptor rule) =>
        $"# {rule.Id} {rule.Name()}\n\n{FactsStart}\n{FactsEnd}\n" + string.Concat(Sections.Select(section => $"\n## {section}\n\nTODO\n"));

    private IEnumerable<string> CodeLines() => Block().Matches(Text).SelectMany(match => match.Groups["code"].Value.Split('\n'));

    [GeneratedRegex("^```csharp(?<info>[^\n]*)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
