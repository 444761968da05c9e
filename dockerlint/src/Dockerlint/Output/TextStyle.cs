namespace Dockerlint.Cli.Output;

/// <summary>Colour and characters of text for people.</summary>
internal sealed record TextStyle(bool HasColor, bool IsUnicode)
{
    public string Bold(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    public string Red(string text) => Paint("1;31", text);

    public string Yellow(string text) => Paint("1;33", text);

    public string Blue(string text) => Paint("1;34", text);

    public string Green(string text) => Paint("32", text);

    private string Paint(string code, string text) => HasColor && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;

    /// <param name="when">auto, always or never.</param>
    public static TextStyle For(CommandHost host, string when, bool toFile) => new(
        when == "always" || when == "auto" && !toFile && host.IsTerminal && string.IsNullOrEmpty(host.Variable("NO_COLOR")), host.IsUnicode);
}
