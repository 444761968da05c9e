namespace Dockerlint.Cli.Documentation;

/// <summary>The pages of <c>docs/rules</c>, compiled in: <c>explain</c> needs no network.</summary>
internal static class RulePages
{
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
