namespace Dockerlint.Cli.Documentation;

/// <summary>What the first digits of an id say: for lists, and for readers of SARIF.</summary>
internal static class RuleGroups
{
    /// <summary>Which files a rule speaks about.</summary>
    public static string FilesOf(string id) => id[4] switch
    {
        '0' => "any",
        '1' => "C#",
        '2' => "Dockerfile, script, Compose, manifest",
        '3' => "Dockerfile, Compose, manifest",
        _ => "manifest, Compose",
    };

    public static IEnumerable<string> TagsOf(string id) => ["graceful-shutdown", "reliability", id[4] switch
    {
        '0' => "input",
        '1' => "csharp",
        '2' => "signal-path",
        '3' => "grace-period",
        _ => "lifecycle",
    }];
}
