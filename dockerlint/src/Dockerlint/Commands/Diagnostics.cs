using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Dockerlint.Rules.Input;
using Dockerlint.Text;

namespace Dockerlint.Cli.Commands;

/// <summary>What a person should know whatever the format: inputs that could not be read, and why nothing was found.</summary>
internal static class Diagnostics
{
    public static void Write(InputSet inputs, IReadOnlyList<InputError> errors, CommandHost host)
    {
        foreach (var error in errors)
        {
            string place = error.Position.Line > 0 ? $"{error.Path}:{error.Position.Line}:{error.Position.Column}" : error.Path;
            host.Error.WriteLine(PlainText.Printable($"{place}: error {UnreadableInput.Definition.Id}: {error.Message}"));
        }

        foreach (string note in inputs.Notes)
        {
            host.Error.WriteLine(PlainText.Printable(note));
        }
    }
}
