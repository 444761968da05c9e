using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Dockerlint.Rules.Input;
using Dockerlint.Text;

namespace Dockerlint.Cli.Commands;

/// <summary>What a person should know whatever the format: inputs that could not be read, files that were not, and why nothing was found.</summary>
internal static class Diagnostics
{
    /// <summary>Beyond it the rest is counted: a log should stay one.</summary>
    private const int MaximumRefusals = 20;

    /// <summary>What was not checked, for a format that has no place for it.</summary>
    public static void Write(IEnumerable<UncheckedItem> items, CommandHost host)
    {
        foreach (var item in items)
        {
            host.Error.WriteLine(PlainText.Printable(LongWords.Cut(item.Sentence)));
        }
    }

    public static void Write(InputSet inputs, IReadOnlyList<InputError> errors, CommandHost host, RepositoryReader reader)
    {
        foreach (var error in errors)
        {
            var place = error.Position.Line > 0 ? $"{error.Path}:{error.Position.Line}:{error.Position.Column}" : error.Path;
            host.Error.WriteLine(PlainText.Printable($"{place}: error {UnreadableInput.Definition.Id}: {LongWords.Cut(error.Message)}"));
        }

        foreach (var file in inputs.Skipped)
        {
            host.Error.WriteLine(PlainText.Printable($"{file.Path}: {file.Reason}"));
        }

        foreach (var note in inputs.Notes)
        {
            host.Error.WriteLine(PlainText.Printable(note));
        }

        string[] refused = [.. reader.Refused];
        foreach (var sentence in refused.Take(MaximumRefusals))
        {
            host.Error.WriteLine(PlainText.Printable(sentence));
        }

        if (refused.Length > MaximumRefusals)
        {
            host.Error.WriteLine($"... and {PlainText.Counted(refused.Length - MaximumRefusals, "file")} more that were not read");
        }
    }
}
