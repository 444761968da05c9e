using System.CommandLine;
using System.CommandLine.Completions;
using Dockerlint.Cli.Documentation;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint explain STOP2001</c></summary>
internal static class ExplainCommand
{
    public static DocumentedCommand Create(CommandHost host)
    {
        var name = new Argument<string>("RULE")
        {
            // Without it the help writes every completion out.
            HelpName = "RULE",
            Description = "Id or name: STOP2001, 2001, ShellFormKeepsShell; or another linter's: DL3025, JSONArgsRecommended, CA2016",
        };
        name.CompletionSources.Add(static _ => RulePages.Ids.Select(static id => new CompletionItem(id)));
        var format = new Option<string>("--format") { Description = "How to write the page", DefaultValueFactory = _ => "text" }
            .AcceptOnlyFrom("text", "markdown");
        var command = new DocumentedCommand(
            "explain", "Print the page of a rule: what, why, and what to write instead",
            [("dockerlint explain STOP2001", ""), ("dockerlint explain DL3025", "")],
            [(ExitCode.Clean, "printed"), (ExitCode.Failure, "no such rule")]) { name, format };
        command.SetAction(words =>
        {
            Explain(words.GetValue(name)!, words.GetValue(format) == "markdown", host);
            return ExitCode.Clean;
        });
        return command;
    }

    private static void Explain(string name, bool isMarkdown, CommandHost host)
    {
        var style = TextStyle.For(host, "auto", toFile: false);
        if (Find(name) is { } page)
        {
            if (isMarkdown)
            {
                host.Output.WriteLine(page.TrimEnd());
            }
            else
            {
                new MarkdownText(style).Write(page, host.Output);
            }

            return;
        }

        var related = RuleFacts.All().Where(rule => Mentions(RulePages.Find(rule.Id)!, name)).ToList();
        if (related.Count == 0)
        {
            throw new UsageException($"{name} is no rule{Question(name)} (dockerlint rules lists them)");
        }

        host.Output.WriteLine($"{name} is another linter's. Of the same places speak:");
        foreach (var rule in related)
        {
            host.Output.WriteLine();
            host.Output.WriteLine($"{style.Bold(style.Link(rule.Id, rule.HelpLink))} {rule.Name}");
            foreach (var line in PlainText.Wrap(rule.Summary, style.Width - 4))
            {
                host.Output.WriteLine("    " + line);
            }
        }
    }

    private static string? Find(string name)
    {
        if ((RulePages.Find(name.ToUpperInvariant()) ?? RulePages.Find("STOP" + name)) is { } page)
        {
            return page;
        }

        var named = RuleFacts.All().FirstOrDefault(rule => rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return named is null ? null : RulePages.Find(named.Id);
    }

    /// <summary>As a word of the section about other linters.</summary>
    private static bool Mentions(string page, string name)
    {
        var start = page.IndexOf("\n## Other ", StringComparison.Ordinal);
        var end = start < 0 ? -1 : page.IndexOf("\n## ", start + 4, StringComparison.Ordinal);
        var section = start < 0 ? "" : end < 0 ? page[start..] : page[start..end];
        for (var at = section.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0 && name.Length > 3;
            at = section.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var after = at + name.Length;
            var isWord = !char.IsLetterOrDigit(section[at - 1]) && (after == section.Length || !char.IsLetterOrDigit(section[after]));
            if (isWord && IsId(section.AsSpan(at, name.Length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Not a word of a sentence: <c>DL3025</c>, <c>JSONArgsRecommended</c>.</summary>
    private static bool IsId(ReadOnlySpan<char> word) => word.ContainsAnyInRange('0', '9') || word[1..].ContainsAnyInRange('A', 'Z');

    private static string Question(string name) =>
        Nearest.To(name, RuleFacts.All().SelectMany(static rule => (string[])[rule.Id, rule.Name])) is { } meant ? $"; did you mean {meant}?" : "";
}
