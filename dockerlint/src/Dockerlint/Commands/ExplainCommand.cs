using System.CommandLine;
using System.CommandLine.Completions;
using Dockerlint.Cli.Documentation;
using Dockerlint.Findings;
using Dockerlint.Rules;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint explain STOP2001</c></summary>
internal static class ExplainCommand
{
    public static Command Create(CommandHost host)
    {
        var name = new Argument<string>("RULE") { Description = "Id or name: STOP2001, ShellFormKeepsShell" };
        name.CompletionSources.Add(static _ => Catalog.All.Select(static rule => new CompletionItem(rule.Info.Id)));
        var command = new Command("explain", "Print the page of a rule: what, why, and what to write instead") { name };
        command.SetAction(words =>
        {
            foreach (var line in Page(words.GetValue(name)!).TrimEnd().Split('\n'))
            {
                // Marks of the generator, for nobody to read.
                if (!line.StartsWith("<!--", StringComparison.Ordinal))
                {
                    host.Output.WriteLine(line.TrimEnd('\r'));
                }
            }

            return ExitCode.Clean;
        });
        return command;
    }

    private static string Page(string name)
    {
        foreach (var rule in Catalog.All)
        {
            if (rule.Info.Id.Equals(name, StringComparison.OrdinalIgnoreCase) || rule.Info.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return RulePages.Find(rule.Info.Id) ?? Summary(rule.Info);
            }
        }

        // Rules of the C# analyzers have a page here, too.
        return RulePages.Find(name.ToUpperInvariant()) ?? throw new UsageException(
            $"{name} is no rule{Question(name)} (dockerlint rules lists them)");
    }

    private static string Question(string name) =>
        Nearest.To(name, Catalog.All.SelectMany(static rule => (string[])[rule.Info.Id, rule.Info.Name])) is { } meant
            ? $"; did you mean {meant}?" : "";

    private static string Summary(RuleInfo rule) => $"# {rule.Id} {rule.Name}\n\n{rule.Summary}\n\n{rule.HelpLink}";
}
