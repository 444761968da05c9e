using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs;

/// <summary>Options of a command line, after its first word.</summary>
internal static class CallOptions
{
    public static bool HasWord(this IReadOnlyList<Argument> argv, string word)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (string.Equals(argv[i].Value, word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A letter in a bundle of short options: <c>-F</c>, <c>-nF</c>.</summary>
    public static bool HasFlag(this IReadOnlyList<Argument> argv, char flag)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is ['-', not '-', ..] word && word.IndexOf(flag) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// A program of subcommands, of which only some serve: <c>caddy fmt</c>, <c>vault status</c> are steps. Null where one of those is given, or
    /// none, or a word is not known.
    /// </summary>
    public static CommandWeight? StepUnless(this IReadOnlyList<Argument> argv, params string[] serving)
    {
        var hasSubcommand = false;
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is not { } word || Array.IndexOf(serving, word) >= 0)
            {
                return null;
            }

            hasSubcommand |= word is not ['-', ..];
        }

        return hasSubcommand ? CommandWeight.Step : null;
    }

    /// <summary><c>--option VALUE</c> or <c>--option=VALUE</c> is given.</summary>
    public static bool HasOption(this IReadOnlyList<Argument> argv, string option) => Option(argv, option) is not null;

    /// <summary>The value of an option with its place; null where the option is not given, a null text where its value is unknown.</summary>
    public static (string? Text, SourceLocation? Location)? Option(this IReadOnlyList<Argument> argv, string option)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is not { } word || !word.StartsWith(option, StringComparison.Ordinal))
            {
                continue;
            }

            if (word.Length == option.Length)
            {
                return i + 1 < argv.Count ? (argv[i + 1].Value, argv[i + 1].Location) : (null, argv[i].Location);
            }

            if (word[option.Length] == '=')
            {
                return (word.Substring(option.Length + 1), argv[i].Location);
            }
        }

        return null;
    }

    /// <summary>Seconds that an option gives; null where it is not given, an <see cref="Amount"/> without seconds where it is no number.</summary>
    public static Amount? Seconds(this IReadOnlyList<Argument> argv, string option, string source) => Option(argv, option) is not { } value ? null
        : new Amount(Durations.Number(value.Text), source, value.Location, IsDefault: false);
}
