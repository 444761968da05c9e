using Dockerlint.Findings;

namespace Dockerlint.Cli.Output;

/// <summary>Colour and characters of text for people.</summary>
internal sealed record TextStyle(bool HasColor, bool IsUnicode)
{
    private const int Narrowest = 60;
    private const int Widest = 200;

    /// <summary>Columns of a line.</summary>
    public int Width { get; init; } = 100;

    /// <summary>The folder that paths are relative to, where the reader can follow links; null: he cannot.</summary>
    public string? LinkedFolder { get; init; }

    /// <summary>To a page.</summary>
    public string Link(string text, string address) => LinkedFolder is null ? text : $"\e]8;;{address}\e\\{text}\e]8;;\e\\";

    /// <summary>To a file.</summary>
    public string LinkToFile(string text, string path) => LinkedFolder is null ? text
        : Link(text, "file://" + string.Join('/', Path.GetFullPath(path, LinkedFolder).Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)));

    public string Bold(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    public string Red(string text) => Paint("1;31", text);

    public string Yellow(string text) => Paint("1;33", text);

    public string Blue(string text) => Paint("1;34", text);

    public string Green(string text) => Paint("32", text);

    public string Of(Severity severity) => Of(severity, SeverityNames.Of(severity));

    public string Of(Severity severity, string text) => severity switch
    {
        Severity.Error => Red(text),
        Severity.Warning => Yellow(text),
        _ => Blue(text),
    };

    private string Paint(string code, string text) => HasColor && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;

    /// <param name="when">auto, always or never.</param>
    /// <param name="width">Where there is no terminal.</param>
    public static TextStyle For(CommandHost host, string when, bool toFile, int width = 100)
    {
        var isTerminal = host.IsTerminal && !toFile;
        var columns = int.TryParse(host.Variable("COLUMNS"), out var set) && !toFile ? set : isTerminal ? host.Columns() : null;
        var hasColor = HasColorFor(host, when, toFile);
        return new TextStyle(hasColor, host.IsUnicode)
        {
            Width = columns is > 0 ? Math.Clamp(columns.Value, Narrowest, Widest) : width,
            LinkedFolder = isTerminal && hasColor && host.Variable("TERM") is not "linux" ? host.WorkingDirectory : null,
        };
    }

    /// <summary>Who refuses colours is heard before who demands them: no-color.org, then FORCE_COLOR and CLICOLOR_FORCE.</summary>
    private static bool HasColorFor(CommandHost host, string when, bool toFile)
    {
        if (when != "auto" || toFile || host.Variable("NO_COLOR") is { Length: > 0 })
        {
            return when == "always";
        }

        var isForced = host.Variable("FORCE_COLOR") is { Length: > 0 } force && force != "0"
            || host.Variable("CLICOLOR_FORCE") is { Length: > 0 } cli && cli != "0";
        return isForced || host.IsTerminal;
    }
}
