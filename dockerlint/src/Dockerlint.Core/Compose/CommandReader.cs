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

    public static IReadOnlyList<ComposeHook> ReadHooks(YamlNode? node) => node is null ? [] : ComposeFields.Items(node)
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
            .Select(static scalar => WordOf(scalar, scalar.IsNull ? string.Empty : scalar.Value))
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
        var location = scalar.LocationOf(word.Start, word.End - word.Start);
        return new ComposeWord(word.Value, location, VariableIn(word.Value, scalar.UnresolvedVariable))
        {
            Origin = isAsWritten && !Argument.StandsAt(location, word.Value) ? OriginIn(scalar, word.Start + quotes) : null,
        };
    }

    private static ComposeWord WordOf(YamlScalar scalar, string value) => new(value, scalar.Location, scalar.UnresolvedVariable)
    {
        Origin = Argument.StandsAt(scalar.Location, value) ? null : OriginIn(scalar, 0),
    };

    private static Func<TextSpan, SourceLocation> OriginIn(YamlScalar scalar, int start) =>
        span => scalar.LocationOf(start + span.Start, span.Length);

    /// <summary>Every variable without a value stands in the text as <c>${NAME}</c>.</summary>
    private static string? VariableIn(string word, string? firstUnresolved)
    {
        var start = firstUnresolved is null ? -1 : word.IndexOf("${", StringComparison.Ordinal);
        var end = start < 0 ? -1 : word.IndexOf('}', start);
        return end < 0 ? null : word.Substring(start + 2, end - start - 2);
    }
}
