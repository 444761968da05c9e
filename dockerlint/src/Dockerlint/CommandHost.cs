using System.Text;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli;

/// <summary>What the process gives the command: streams, folder, environment. Tests give their own.</summary>
internal sealed class CommandHost
{
    /// <summary>Absolute; paths in the output are relative to it.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Opens standard input.</summary>
    public required Func<Stream> Input { get; init; }

    public required TextWriter Output { get; init; }

    /// <summary>Opens standard output for a protocol of bytes.</summary>
    public Func<Stream> OutputBytes { get; init; } = static () => Stream.Null;

    public required TextWriter Error { get; init; }

    public bool IsTerminal { get; init; }

    /// <summary>Somebody watches standard error: progress is for them, and for no log.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Of the terminal; null: there is none, or it does not say.</summary>
    public Func<int?> Columns { get; init; } = static () => null;

    /// <summary>Whether the reader of the output can show box drawing characters.</summary>
    public bool IsUnicode { get; init; } = true;

    /// <summary>In UTC.</summary>
    public Func<DateOnly> Today { get; init; } = static () => DateOnly.FromDateTime(DateTime.UtcNow);

    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Not <see cref="Console.Out"/>: its set-up costs more than a whole check.</summary>
    public static CommandHost OfProcess()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new CommandHost
        {
            WorkingDirectory = Environment.CurrentDirectory,
            Input = Console.OpenStandardInput,
            OutputBytes = Console.OpenStandardOutput,
            Output = StandardStreams.IsOpen(1) ? new StreamWriter(StandardStreams.Open(1), encoding, 4096) : new ClosedWriter(),
            Error = StandardStreams.IsOpen(2) ? new StreamWriter(StandardStreams.Open(2), encoding, 256) { AutoFlush = true } : TextWriter.Null,
            IsTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb",
            IsErrorTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb",
            IsUnicode = OutputIsUnicode(),
            Columns = Terminal.Columns,
            Variable = Environment.GetEnvironmentVariable,
        };
    }

    /// <summary>The folder that a path given by the user means.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);

    /// <summary>The same with both streams behind the door that all output passes.</summary>
    public CommandHost Guarded() => new()
    {
        WorkingDirectory = WorkingDirectory, Input = Input, OutputBytes = OutputBytes, Output = new GuardedWriter(Output),
        Error = new GuardedWriter(Error),
        IsTerminal = IsTerminal, IsErrorTerminal = IsErrorTerminal, IsUnicode = IsUnicode, Columns = Columns, Variable = Variable, Today = Today,
    };

    private static bool OutputIsUnicode()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.IsOutputRedirected || Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage;
        }

        var locale = FirstSet("LC_ALL", "LC_CTYPE", "LANG");
        return locale is null || locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase)
            || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }

    private static string? FirstSet(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
