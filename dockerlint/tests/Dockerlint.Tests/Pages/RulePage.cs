using System.Text.RegularExpressions;
using Dockerlint.Findings;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Pages;

/// <summary>docs/rules/STOPnnnn.md, in sections.</summary>
internal sealed partial record RulePage(string Path, string Text)
{
    private const string FactsStart = "<!-- facts -->";
    private const string FactsEnd = "<!-- /facts -->";

    public static readonly string[] Sections = ["Reports", "Why", "Bad", "Good", "Fix", "When to suppress", "Other linters", "Measured"];

    public string Id => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Title => Text.Split('\n')[0].TrimStart('#', ' ');

    public IEnumerable<string> Headings => Fence().Replace(Text, "").Split('\n').Where(line => line.StartsWith('#'));

    public bool IsAutomatic => Section("Fix").Contains("Automatic", StringComparison.Ordinal);

    public static IEnumerable<RulePage> All => Directory.EnumerateFiles(Repository.RulePages, "STOP*.md").Order(StringComparer.Ordinal).Select(Read);

    public static string PathOf(string id) => System.IO.Path.Combine(Repository.RulePages, id + ".md");

    public static RulePage Of(string id) => Read(PathOf(id));

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

    /// <summary>The severity as the generated table has it; read from the pages of both tools.</summary>
    public string Severity =>
        Text.Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Split('|')[1].Trim()).FirstOrDefault() ?? "";

    /// <summary>Fences without prose between them are one folder; the info string is the language and the file's name.</summary>
    public IReadOnlyList<Folder> Examples(string section)
    {
        var examples = new List<Dictionary<string, string>>();
        var text = Section(section);
        var end = -1;
        foreach (Match match in Fence().Matches(text))
        {
            var isNew = end < 0 || text[end..match.Index].Trim().Length > 0;
            if (isNew)
            {
                examples.Add(new Dictionary<string, string>(StringComparer.Ordinal));
            }

            Assert.True(match.Groups["file"].Success, $"{Id}: a fence under {section} has no file name: ```{match.Groups["language"].Value} NAME");
            examples[^1][match.Groups["file"].Value] = match.Groups["code"].Value;
            end = match.Index + match.Length;
        }

        return [.. examples.Select(files => new Folder(files))];
    }

    public string WithFacts(string facts)
    {
        var (start, end) = (Text.IndexOf(FactsStart, StringComparison.Ordinal), Text.IndexOf(FactsEnd, StringComparison.Ordinal));
        Assert.True(start >= 0 && end > start, $"{Id}: no {FactsStart} … {FactsEnd} under the title.");
        return Text[..(start + FactsStart.Length)] + "\n" + facts + "\n" + Text[end..];
    }

    public static string Facts(RuleInfo rule, bool hasFix) =>
        $"""
        | severity | fix | reported by |
        | --- | --- | --- |
        | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {(hasFix ? "safe" : "no")} | dockerlint |
        """.ReplaceLineEndings("\n");

    public static string Stub(RuleInfo rule) =>
        $"# {rule.Id} {rule.Name}\n\n{FactsStart}\n{FactsEnd}\n" + string.Concat(Sections.Select(section => $"\n## {section}\n\nTODO\n"));

    private static RulePage Read(string path) => new(path, File.ReadAllText(path).ReplaceLineEndings("\n"));

    [GeneratedRegex("^```(?<language>[a-z]+)(?: (?<file>\\S+))?\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
