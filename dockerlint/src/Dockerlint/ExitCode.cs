namespace Dockerlint.Cli;

internal static class ExitCode
{
    public const int Clean = 0;

    public const int Findings = 1;

    /// <summary>Wrong usage, or an input that could not be read.</summary>
    public const int Failure = 2;

    /// <summary>Ctrl+C: 128 + SIGINT, as shells say it.</summary>
    public const int Interrupted = 130;
}
