using System.CommandLine;
using System.CommandLine.Completions;
using Dockerlint.Cli.Output;
using Dockerlint.Rules;

namespace Dockerlint.Cli.Commands;

/// <summary>The words of <c>check</c>.</summary>
internal sealed class CheckOptions
{
    public InputOptions Input { get; } = new();

    public Option<string> Format { get; } = Text("--format", "How to write the result", "text").AcceptOnlyFrom(OutputFormats.Names);

    public Option<string?> Output { get; } = new("--output")
    {
        Description = "Write the result to a file instead of the terminal", HelpName = "FILE",
    };

    public Option<string> FailOn { get; } = Text("--fail-on", "Exit with 1 when there is a finding of this severity or above", "warning")
        .AcceptOnlyFrom("error", "warning", "info", "never");

    public Option<string[]> Select { get; } = new("--select")
    {
        Description = "Only these rules: ids, beginnings of ids, or names", HelpName = "STOP2001,STOP3",
    };

    public Option<string[]> Ignore { get; } = new("--ignore") { Description = "Not these rules", HelpName = "STOP2001,STOP3" };

    public Option<bool> Fix { get; } = new("--fix") { Description = "Write the safe fixes into the files" };

    public Option<bool> UnsafeFixes { get; } = new("--unsafe-fixes")
    {
        Description = "With --fix or --diff: also fixes that change more than the defect",
    };

    public Option<bool> Diff { get; } = new("--diff") { Description = "Print what --fix would change, change nothing" };

    public Option<string?> Baseline { get; } = new("--baseline")
    {
        Description = "Show only findings that this file does not know", HelpName = "FILE",
    };

    public Option<bool> WriteBaseline { get; } = new("--write-baseline") { Description = "Write all findings into the --baseline file" };

    public Option<string> Color { get; } = Text("--color", "Colour the text; NO_COLOR is honoured", "auto").AcceptOnlyFrom("auto", "always", "never");

    public void AddTo(Command command)
    {
        Input.AddTo(command);
        Select.CompletionSources.Add(static _ => Catalog.All.Select(static rule => new CompletionItem(rule.Info.Id)));
        Ignore.CompletionSources.Add(static _ => Catalog.All.Select(static rule => new CompletionItem(rule.Info.Id)));
        foreach (var option in (Option[])[Format, Output, FailOn, Select, Ignore, Fix, UnsafeFixes, Diff, Baseline, WriteBaseline, Color])
        {
            command.Add(option);
        }
    }

    private static Option<string> Text(string name, string description, string otherwise) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise };
}
