using System.CommandLine;

namespace Dockerlint.Cli.Commands;

/// <summary>A command whose help ends with how it is typed and with what its exit code says.</summary>
/// <param name="examples">Whole lines for a shell, each with what it is for, in a few words or none.</param>
/// <param name="exitCodes">All that it ends with, but for the signals that the kernel ends it by.</param>
internal sealed class DocumentedCommand(
    string name, string description, (string Line, string What)[] examples, (int Code, string Meaning)[] exitCodes) : Command(name, description)
{
    public IReadOnlyList<(string Line, string What)> Examples => examples;

    public IReadOnlyList<(int Code, string Meaning)> ExitCodes => exitCodes;
}
