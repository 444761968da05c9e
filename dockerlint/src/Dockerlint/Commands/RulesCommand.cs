using System.CommandLine;
using Dockerlint.Cli.Output;
using Dockerlint.Rules;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint rules</c></summary>
internal static class RulesCommand
{
    public static Command Create(CommandHost host)
    {
        var format = new Option<string>("--format") { Description = "How to write the list", DefaultValueFactory = _ => "text" }
            .AcceptOnlyFrom("text", "json");
        var command = new Command("rules", "List the rules") { format };
        command.SetAction(words =>
        {
            if (words.GetValue(format) == "json")
            {
                WriteJson(host.Output);
            }
            else
            {
                WriteText(host.Output);
            }

            return ExitCode.Clean;
        });
        return command;
    }

    private static void WriteText(TextWriter output)
    {
        var width = Catalog.All.Max(static rule => rule.Info.Name.Length);
        foreach (var rule in Catalog.All)
        {
            output.WriteLine(
                $"{rule.Info.Id}  {rule.Info.Name.PadRight(width)}  {SeverityNames.Of(rule.Info.DefaultSeverity),-7}  {rule.Info.Summary}");
        }
    }

    private static void WriteJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        JsonOutput.WriteTool(json);
        json.WriteStartArray("rules");
        foreach (var rule in Catalog.All)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Info.Id);
            json.WriteString("name", rule.Info.Name);
            json.WriteString("severity", SeverityNames.Of(rule.Info.DefaultSeverity));
            json.WriteString("summary", rule.Info.Summary);
            json.WriteString("help", rule.Info.HelpLink);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
