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

    public Option<bool> Statistics { get; } = new("--statistics")
    {
        Description = "With --format text or concise: count the findings by rule instead of showing them",
    };

    public Option<string?> Since { get; } = new("--since")
    {
        Description = "Only findings of containers that a change since this revision touches; main... means since the branch left main",
        HelpName = "REV",
    };

    public Option<bool> Render { get; } = new("--render")
    {
        Description = "Check charts and kustomizations as helm template and kustomize build make them (runs these programs)",
    };

    public Option<bool> Strict { get; } = new("--strict")
    {
        Description = "Exit with 1 when a file was not checked: templates, kinds that are not read",
    };

    public Option<string?> Output { get; } = new("--output")
    {
        Description = "Write the result to a file; - is standard output", HelpName = "FILE",
    };

    public Option<string> FailOn { get; } = Text("--fail-on", "Exit with 1 when there is a finding of this severity or above", "warning")
        .AcceptOnlyFrom("error", "warning", "info", "never");

    public Option<string[]> Select { get; } = new("--select")
    {
        Description = "Only these rules: ids, beginnings of ids, or names", HelpName = "STOP2001,STOP3",
    };

    public Option<string[]> Ignore { get; } = new("--ignore") { Description = "Not these rules", HelpName = "STOP2001,STOP3" };

    public Option<string?> Preset { get; } = new Option<string?>("--preset")
    {
        Description = "Severity of every rule that .editorconfig does not set",
    }.AcceptOnlyFrom(Configuration.Preset.Names);

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

    public Option<string?> Until { get; } = new("--until")
    {
        Description = "With --write-baseline: the last day on which new entries count", HelpName = "2027-01-31",
    };

    public Option<string> Color { get; } = Text("--color", "Colour the text; NO_COLOR is honoured", "auto").AcceptOnlyFrom("auto", "always", "never");

    public void AddTo(Command command)
    {
        Input.AddTo(command);
        Select.CompletionSources.Add(static _ => Catalog.All.Select(static rule => new CompletionItem(rule.Info.Id)));
        Ignore.CompletionSources.Add(static _ => Catalog.All.Select(static rule => new CompletionItem(rule.Info.Id)));
        Option[] all =
        [
            Format, Statistics, Output, FailOn, Strict, Render, Since, Select, Ignore, Preset, Fix, UnsafeFixes, Diff, Baseline, WriteBaseline,
            Until, Color,
        ];
        foreach (var option in all)
        {
            command.Add(option);
        }
    }

    public bool IsFormatGiven(ParseResult words) => words.GetResult(Format) is { Implicit: false };

    private static Option<string> Text(string name, string description, string otherwise) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise };
}
