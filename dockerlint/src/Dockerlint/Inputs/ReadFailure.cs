namespace Dockerlint.Cli.Inputs;

/// <summary>Why a file could not be read, in words that do not depend on the platform.</summary>
internal static class ReadFailure
{
    public static string Sentence(Exception e) => e switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "no such file or folder",
        PathTooLongException => "the path is too long",
        IOException { HResult: LoopOfLinks or LoopOfLinksOnMacOS } => "a loop of symbolic links",
        IOException { HResult: NoSpace or NoSpaceOnWindows } => "no space left on the device",
        _ => FirstLine(e.Message),
    };

    private const int LoopOfLinks = 40;
    private const int LoopOfLinksOnMacOS = 62;
    private const int NoSpace = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    private static string FirstLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text;
}
