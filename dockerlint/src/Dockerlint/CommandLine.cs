using System.CommandLine;
using System.CommandLine.Parsing;
using Dockerlint.Cli.Commands;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli;

/// <summary>From words to a command. A new command is one more line of <see cref="Commands"/>.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration _parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static int Run(string[] args, CommandHost given)
    {
        var host = given.Guarded();
        try
        {
            var code = Invoke(args, host);
            host.Output.Flush();
            host.Error.Flush();
            return code;
        }
        catch (UsageException e)
        {
            return Fail(host, e.Message);
        }
        catch (UnauthorizedAccessException)
        {
            // The runtime itself may hold something else under the number of a stream that the caller has closed.
            return Fail(host, "standard output is closed");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Whoever read the output has closed it, or a disk is full.
            return Fail(host, e.Message);
        }
        catch (Exception e)
        {
            return Fail(host, $"a defect of dockerlint itself, please report it: {e.GetType().Name}: {e.Message}");
        }
    }

    internal static DocumentedCommand[] Commands(CommandHost host) =>
    [
        CheckCommand.Create(host),
        TraceCommand.Create(host),
        ExplainCommand.Create(host),
        RulesCommand.Create(host),
        TimeCommand.Create(host),
        PsCommand.Create(host),
        LspCommand.Create(host),
        CompletionCommand.Create(host),
    ];

    private static int Invoke(string[] args, CommandHost host)
    {
        var root = new RootCommand("Will a container's application learn of the stop, handle it, and have the time it needs?");
        CommandHelp.AddTo(root, host);
        foreach (var command in Commands(host))
        {
            root.Add(command);
        }

        if (args is [var first, ..] && Suggestions.IsAsked(first))
        {
            return Suggestions.Write(first, args.Length > 1 ? args[1] : "", root, _parsing, host.Output);
        }

        var result = root.Parse(WithDefaultCommand(Words(args), root, host), _parsing);
        if (result.Errors.Count > 0)
        {
            throw new UsageException(Sentence(result));
        }

        return result.Invoke(
            new InvocationConfiguration
            {
                Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            });
    }

    /// <summary><c>help</c>, <c>help check</c> and <c>version</c> as most tools know them.</summary>
    private static string[] Words(string[] args) => args switch
    {
        ["help", .. var command] => [.. command, "--help"],
        ["version"] => ["--version"],
        _ => args,
    };

    private static string[] WithDefaultCommand(string[] args, RootCommand root, CommandHost host)
    {
        var isRoot = args is ["-h" or "--help" or "-?" or "--version", ..];
        if (isRoot || args.Length > 0 && IsCommand(args[0], root))
        {
            return args;
        }

        if (args is [var word, ..] && Nearest.To(word, root.Subcommands.Select(static command => command.Name)) is { } meant
            && !Path.Exists(host.FullPath(word)))
        {
            throw new UsageException($"{word}: no such command, file or folder; did you mean {meant}?");
        }

        return ["check", .. args];
    }

    internal static bool IsCommand(string word, RootCommand root) => root.Subcommands.Any(command => command.Name == word);

    private static string Sentence(ParseResult result)
    {
        var command = result.CommandResult.Command;
        var meant = result.UnmatchedTokens is [var word, ..] ? Nearest.To(word, command.Options.Select(static option => option.Name)) : null;
        var question = meant is null ? "" : $"; did you mean {meant}?";
        return $"{Reason(result, command)}{question} (dockerlint {command.Name} --help)";
    }

    /// <summary>In this command's words where the library knows only that a word is missing or too many.</summary>
    private static string Reason(ParseResult result, Command command) => result.UnmatchedTokens switch
    {
        [['-', ..] option, ..] => $"unknown option {option}",
        [var word, ..] => $"{command.Name} does not take {word}",
        _ when result.Errors[0].SymbolResult is OptionResult { Tokens.Count: 0, Option: var option } => $"{option.Name} needs {option.HelpName}",
        _ when Missing(result, command) is { } argument => $"{command.Name} needs {argument.HelpName ?? argument.Name}",
        // Several lines and tabs where a value is one of several.
        _ => string.Join(' ', result.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.'),
    };

    private static Argument? Missing(ParseResult result, Command command) => command.Arguments.FirstOrDefault(
        argument => argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is not { Tokens.Count: > 0 });

    private static int Fail(CommandHost host, string sentence)
    {
        try
        {
            host.Output.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Nobody reads it any more; the sentence says so.
        }

        try
        {
            host.Error.WriteLine("dockerlint: " + LongWords.Cut(sentence.ReplaceLineEndings(" ")));
            host.Error.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }

        return ExitCode.Failure;
    }
}
