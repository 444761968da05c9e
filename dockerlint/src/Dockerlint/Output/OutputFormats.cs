namespace Dockerlint.Cli.Output;

/// <summary>Every value of <c>--format</c>.</summary>
internal static class OutputFormats
{
    public static readonly string[] Names = ["text", "concise", "json", "sarif", "github", "msbuild", "junit", "gitlab"];

    /// <summary>In the place of text, by an option of its own.</summary>
    public const string Statistics = "statistics";

    public static IOutputFormat Create(string name, TextStyle style) => name switch
    {
        "concise" => new ConciseFormat(style),
        Statistics => new StatisticsFormat(style),
        "json" => new JsonFormat(),
        "sarif" => new SarifFormat(),
        "github" => new GitHubFormat(),
        "msbuild" => new MSBuildFormat(),
        "junit" => new JUnitFormat(),
        "gitlab" => new GitLabFormat(),
        _ => new TextFormat(style),
    };
}
