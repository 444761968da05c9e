using Dockerlint.Cli;
using Dockerlint.Cli.Commands;

namespace Dockerlint.Tests.Cli;

/// <summary>What a user reads who asks the command itself. That the examples run: <see cref="Pages.DocumentedCommandTests"/>.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly WorkFolder _folder = new() { IsTerminal = true };

    public static TheoryData<string, int> Widths()
    {
        var rows = new TheoryData<string, int>();
        foreach (var command in Commands())
        {
            rows.Add(command.Name, 80);
            rows.Add(command.Name, 120);
            rows.Add(command.Name, 200);
        }

        return rows;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Of commands that need a word, too.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Help_FitsTheTerminalAndEndsWithTheExitCodes(string command, int columns)
    {
        _folder.Columns = columns;

        var help = _folder.Run(command, "--help");

        Assert.Equal((0, ""), (help.Code, help.Error));
        Assert.All(help.Output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= columns, line));
        Assert.Contains("\nExit codes:\n  0    ", help.Output, StringComparison.Ordinal);
        Assert.Equal(help.Output, _folder.Run("help", command).Output);
    }

    /// <summary>Only a server has nobody who types it.</summary>
    [Fact]
    public void Commands_AllHaveExamplesOfTheirOwn() => Assert.All(Commands(), static command =>
    {
        Assert.Equal(command.Name == "lsp", command.Examples.Count == 0);
        Assert.All(command.Examples, example => Assert.Contains(
            command.Name == "check" ? "dockerlint " : $"dockerlint {command.Name}", example.Line, StringComparison.Ordinal));
    });

    /// <summary>A list of values that leaves no room for what is said of it is written there.</summary>
    [Fact]
    public void Values_AreNeverBrokenWithinAWord()
    {
        _folder.Columns = 80;

        var help = string.Join(' ', _folder.Run("check", "--help").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains("--format <FORMAT> How to write the result: text, concise, json, sarif, github, msbuild, junit, gitlab [default: text]", help,
            StringComparison.Ordinal);
        Assert.Contains("--fail-on <error|warning|info|never>", help, StringComparison.Ordinal);
        Assert.Equal("dockerlint: --format needs text|concise|json|sarif|github|msbuild|junit|gitlab (dockerlint check --help)\n",
            _folder.Run("check", "--format").Error);
    }

    internal static DocumentedCommand[] Commands() => CommandLine.Commands(new CommandHost
    {
        WorkingDirectory = "/", Input = static () => Stream.Null, Output = TextWriter.Null, Error = TextWriter.Null,
    });
}
