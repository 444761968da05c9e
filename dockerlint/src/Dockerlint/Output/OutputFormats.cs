namespace Dockerlint.Cli.Output;

/// <summary>Every value of <c>--format</c>.</summary>
internal static class OutputFormats
{
    public static readonly string[] Names = ["text", "json", "sarif", "github", "msbuild", "junit", "gitlab"];

    public static IOutputFormat Create(string name, TextStyle style) => name switch
    {
        "json" => new JsonFormat(),
        "sarif" => new SarifFormat(),
        "github" => new GitHubFormat(),
        "msbuild" => new MSBuildFormat(),
        "junit" => new JUnitFormat(),
        "gitlab" => new GitLabFormat(),
        _ => new TextFormat(style),
    };
}
