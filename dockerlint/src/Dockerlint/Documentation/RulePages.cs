namespace Dockerlint.Cli.Documentation;

/// <summary>The pages of <c>docs/rules</c>, compiled in: <c>explain</c> needs no network.</summary>
internal static class RulePages
{
    /// <summary>Every rule with a page, those of the analyzers too, in order.</summary>
    public static IReadOnlyList<string> Ids => _ids.Value;

    private static readonly Lazy<string[]> _ids = new(static () =>
    [
        .. typeof(RulePages).Assembly.GetManifestResourceNames().Where(static name => name.StartsWith("rules/STOP", StringComparison.Ordinal))
            .Select(static name => Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal),
    ]);

    public static string? Find(string ruleId)
    {
        using var stream = typeof(RulePages).Assembly.GetManifestResourceStream($"rules/{ruleId}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
