using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Dockerlint.Cli.Commands;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli;

/// <summary>The library's help, as wide as the terminal, and below it the command's examples and exit codes.</summary>
internal sealed class CommandHelp(CommandHost host) : SynchronousCommandLineAction
{
    /// <summary>A longer list of values would take the room of the descriptions, and break within its words.</summary>
    private const int LongestValues = 26;

    // Its own default asks the console, which then switches the terminal's keypad.
    private readonly HelpAction _library = new() { MaxWidth = TextStyle.For(host, "never", toFile: false).Width };

    /// <summary>Of a command without the words that it needs, too.</summary>
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root, CommandHost host) => root.Options.OfType<HelpOption>().Single().Action = new CommandHelp(host);

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        foreach (var option in command.Options)
        {
            ShortenValues(option);
        }

        _library.Invoke(parseResult);
        if (command is DocumentedCommand { Examples: var examples, ExitCodes: var exitCodes })
        {
            WriteExamples(examples);
            WriteExitCodes(exitCodes);
        }

        return ExitCode.Clean;
    }

    /// <summary>Into the description, where lines can be broken.</summary>
    private static void ShortenValues(Option option)
    {
        if (option.HelpName is { Length: > LongestValues } values && values.Contains('|', StringComparison.Ordinal))
        {
            option.Description += ": " + values.Replace("|", ", ", StringComparison.Ordinal);
            option.HelpName = option.Name.TrimStart('-').ToUpperInvariant();
        }
    }

    private void WriteExamples(IReadOnlyList<(string Line, string What)> examples)
    {
        if (examples.Count == 0)
        {
            return;
        }

        host.Output.WriteLine("Examples:");
        var width = examples.Where(static example => example.What.Length > 0).Select(static example => example.Line.Length).DefaultIfEmpty().Max();
        foreach (var (line, what) in examples)
        {
            host.Output.WriteLine($"  {(what.Length > 0 ? line.PadRight(width) + "  " + what : line)}");
        }

        host.Output.WriteLine();
    }

    private void WriteExitCodes(IReadOnlyList<(int Code, string Meaning)> exitCodes)
    {
        host.Output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in exitCodes)
        {
            host.Output.WriteLine($"  {code,-3}  {meaning}");
        }

        host.Output.WriteLine();
    }
}
