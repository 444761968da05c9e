using Dockerlint.Rules;

namespace Dockerlint.Cli.Documentation;

/// <summary>A rule of either tool, for lists.</summary>
/// <param name="HasFix">That <c>--fix</c>, or the IDE, makes by itself.</param>
/// <param name="ReportedBy"><c>dockerlint</c>, or the analyzers.</param>
internal sealed record RuleFacts(string Id, string Name, string Severity, bool HasFix, string ReportedBy, string Summary)
{
    public string HelpLink => new Findings.RuleInfo(Id, Name, default, Summary).HelpLink;

    public static IEnumerable<RuleFacts> All()
    {
        var own = Catalog.All.ToDictionary(static rule => rule.Info.Id, static rule => rule.Info, StringComparer.Ordinal);
        foreach (var id in RulePages.Ids)
        {
            var page = RulePages.Find(id)!.ReplaceLineEndings("\n");
            var row = page.Split('\n').Where(static line => line.StartsWith('|')).Skip(2).FirstOrDefault("").Trim('|', ' ').Split(" | ");
            var title = page[..page.IndexOf('\n', StringComparison.Ordinal)].Split(' ');
            var info = own.GetValueOrDefault(id);
            yield return new RuleFacts(
                id, info?.Name ?? title[^1], row[0].Trim(), row.Length > 1 && row[1].Trim() is not ("no" or "" or "none"), row[^1].Trim(),
                info?.Summary ?? FirstSentence(page));
        }
    }

    private static string FirstSentence(string page)
    {
        const string Heading = "\n## Reports\n";
        var start = page.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length;
        var end = page.IndexOf("\n## ", start, StringComparison.Ordinal);
        var text = page[start..(end < 0 ? page.Length : end)].Trim().Replace('\n', ' ');
        for (var dot = text.IndexOf(". ", StringComparison.Ordinal); dot >= 0; dot = text.IndexOf(". ", dot + 1, StringComparison.Ordinal))
        {
            if (text[(dot + 2)..].TrimStart() is [>= 'A' and <= 'Z', ..])
            {
                return text[..(dot + 1)];
            }
        }

        return text;
    }
}
