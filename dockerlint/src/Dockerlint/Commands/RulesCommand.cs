using System.CommandLine;
using Dockerlint.Cli.Documentation;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint rules</c></summary>
internal static class RulesCommand
{
    /// <summary>Less of a sentence tells nothing.</summary>
    private const int FewestOfSummary = 20;

    public static DocumentedCommand Create(CommandHost host)
    {
        var format = new Option<string>("--format") { Description = "How to write the list", DefaultValueFactory = _ => "text" }
            .AcceptOnlyFrom("text", "json");
        var command = new DocumentedCommand(
            "rules", "List the rules, those of the C# analyzers too", [("dockerlint rules", ""), ("dockerlint rules --format json", "")],
            [(ExitCode.Clean, "printed"), (ExitCode.Failure, "wrong usage")]) { format };
        command.SetAction(words =>
        {
            if (words.GetValue(format) == "json")
            {
                WriteJson(host.Output);
            }
            else
            {
                WriteText(host.Output, TextStyle.For(host, "auto", toFile: false, width: int.MaxValue), host.IsTerminal);
            }

            return ExitCode.Clean;
        });
        return command;
    }

    /// <param name="isCut">A line a rule on a terminal; whole sentences for everybody else.</param>
    private static void WriteText(TextWriter output, TextStyle style, bool isCut)
    {
        var rules = RuleFacts.All().ToList();
        var width = rules.Max(static rule => rule.Name.Length);
        foreach (var rule in rules)
        {
            var start = $"{rule.Id}  {rule.Name.PadRight(width)}  {rule.Severity,-7}  {(rule.HasFix ? "fix" : "   ")}  {Group(rule),-12}  ";
            var room = style.Width - start.Length;
            output.WriteLine(!isCut || rule.Summary.Length <= room ? start + rule.Summary
                : room < FewestOfSummary ? start.TrimEnd() : start + rule.Summary[..(room - 3)] + "...");
        }
    }

    private static string Group(RuleFacts rule) => RuleGroups.TagsOf(rule.Id).Last();

    private static void WriteJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        JsonOutput.WriteTool(json);
        json.WriteStartArray("rules");
        foreach (var rule in RuleFacts.All())
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("name", rule.Name);
            json.WriteString("severity", rule.Severity);
            json.WriteBoolean("fix", rule.HasFix);
            json.WriteString("reportedBy", rule.ReportedBy);
            json.WriteString("files", RuleGroups.FilesOf(rule.Id));
            json.WriteStartArray("tags");
            foreach (var tag in RuleGroups.TagsOf(rule.Id))
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
            json.WriteString("summary", rule.Summary);
            json.WriteString("help", rule.HelpLink);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
