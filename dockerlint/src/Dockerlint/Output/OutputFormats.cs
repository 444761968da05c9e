namespace Dockerlint.Cli.Output;

/// <summary>Every value of <c>--format</c>.</summary>
internal static class OutputFormats
{
    public static readonly string[] Names = ["text", "json"];

    public static IOutputFormat Create(string name, TextStyle style) => name switch
    {
        "json" => new JsonFormat(),
        _ => new TextFormat(style),
    };
}
