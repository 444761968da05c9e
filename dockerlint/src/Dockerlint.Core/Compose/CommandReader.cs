using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary><c>command</c>, <c>entrypoint</c> and hooks' commands.</summary>
internal static class CommandReader
{
    /// <summary>Null: absent or <c>null</c>.</summary>
    public static ComposeCommand? Read(YamlNode? node) => node switch
    {
        null or YamlMapping => null,
        { IsNull: true } => null,
        YamlSequence sequence => ReadList(sequence),
        _ => ReadString((YamlScalar)node),
    };

    public static IReadOnlyList<ComposeHook> ReadHooks(YamlNode? node) => ComposeFields.Items(node)
        .OfType<YamlMapping>()
        .Select(static hook => new ComposeHook
        {
            Location = hook.Location,
            Command = Read(hook["command"]),
            User = ComposeFields.Text(hook, "user"),
            WorkingDir = ComposeFields.Text(hook, "working_dir"),
            Privileged = ComposeFields.IsTrue(hook, "privileged"),
        })
        .ToList();

    private static ComposeCommand ReadList(YamlSequence sequence)
    {
        var words = sequence.Items
            .OfType<YamlScalar>()
            .Select(static scalar => new ComposeWord(scalar.IsNull ? string.Empty : scalar.Value, scalar.Location, scalar.UnresolvedVariable)
            {
                Origin = span => scalar.LocationOf(span.Start, span.Length),
            })
            .ToList();
        return new ComposeCommand
        {
            Location = sequence.Location,
            IsString = false,
            Words = words,
            UnresolvedVariable = words.Find(static word => word.UnresolvedVariable is not null)?.UnresolvedVariable,
        };
    }

    private static ComposeCommand ReadString(YamlScalar scalar)
    {
        var split = ShellWords.Split(scalar.Value);
        return new ComposeCommand
        {
            Location = scalar.Location,
            IsString = true,
            Text = scalar.Value,
            Words = [.. split.Words.Select(word => WordOf(scalar, word))],
            Dropped = split.DroppedFrom is { } start
                ? new Located<string>(scalar.Value.Substring(start), scalar.LocationOf(start, scalar.Value.Length - start))
                : null,
            Error = split.Error,
            UnresolvedVariable = scalar.UnresolvedVariable,
        };
    }

    private static ComposeWord WordOf(YamlScalar scalar, ShellWordSpan word)
    {
        var quotes = (word.End - word.Start - word.Value.Length) / 2;
        var isAsWritten = word.End - word.Start == word.Value.Length + (2 * quotes) && quotes is 0 or 1
            && string.CompareOrdinal(scalar.Value, word.Start + quotes, word.Value, 0, word.Value.Length) == 0;
        return new ComposeWord(word.Value, scalar.LocationOf(word.Start, word.End - word.Start), VariableIn(word.Value, scalar.UnresolvedVariable))
        {
            Origin = isAsWritten ? span => scalar.LocationOf(word.Start + quotes + span.Start, span.Length) : null,
        };
    }

    /// <summary>Every variable without a value stands in the text as <c>${NAME}</c>.</summary>
    private static string? VariableIn(string word, string? firstUnresolved)
    {
        var start = firstUnresolved is null ? -1 : word.IndexOf("${", StringComparison.Ordinal);
        var end = start < 0 ? -1 : word.IndexOf('}', start);
        return end < 0 ? null : word.Substring(start + 2, end - start - 2);
    }
}
