namespace Dockerlint.Cli.Output;

/// <summary>Says of what the report does not speak.</summary>
internal static class UnreadKinds
{
    public static string Sentence(string kind, int count) => $"{PlainText.Counted(count, "object")} of kind {kind} not read";
}
