namespace Dockerlint.Cli.Output;

/// <summary>What a terminal says of itself.</summary>
internal static class Terminal
{
    /// <summary>Asked only where text is written for one: it costs.</summary>
    public static int? Columns()
    {
        try
        {
            return Console.IsOutputRedirected ? null : Console.WindowWidth;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
