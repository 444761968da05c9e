using System.Text;
using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Expands words as far as their variables are known; the rest becomes an argument of unknown value.</summary>
/// <param name="isTested">Of words that decide which way a script takes.</param>
internal sealed class WordExpansion(ShellInput input, TakenDefaults defaults, Func<TextSpan, SourceLocation?> locate, string text, bool isTested)
{
    /// <summary>Real command lines stay far below; a list that doubles itself does not.</summary>
    public const int MaximumArguments = 2000;

    public List<Argument> Expand(IReadOnlyList<ShellWord> words, int start, ShellState state)
    {
        var result = new List<Argument>(words.Count - start);
        for (var i = start; i < words.Count && result.Count < MaximumArguments; i++)
        {
            Append(words[i], state, result);
        }

        return result;
    }

    /// <summary>Null when unknown.</summary>
    public string? Value(ShellWord word, ShellState state) => Partly(word, state) is { } value && !UnknownPart.IsIn(value) ? value : null;

    /// <summary>With an <see cref="UnknownPart"/> for each that is not known; null when nothing is.</summary>
    public string? Partly(ShellWord word, ShellState state)
    {
        if (word.Constant is { } constant)
        {
            return constant;
        }

        var builder = new StringBuilder();
        AppendParts(builder, word.Parts, state);
        if (!input.Limit.Allows(word.Span.Length, builder.Length))
        {
            return null;
        }

        input.Limit.Add(word.Span.Length, builder.Length);
        var value = builder.ToString();
        return UnknownPart.IsIn(value) && UnknownPart.IsAllOf(value) ? null : value;
    }

    private void Append(ShellWord word, ShellState state, List<Argument> result)
    {
        var location = locate(word.Span);
        if (word.Constant is { } constant)
        {
            result.Add(new Argument(constant, constant, location));
            return;
        }

        if (word.IsAllArguments && state.Positional is { } positional && AllArgumentsFrom(word) is { } skip)
        {
            for (var i = skip; i < positional.Count; i++)
            {
                result.Add(positional[i]);
            }

            return;
        }

        if (ListName(word) is { } name && state.ListOf(name) is { } list)
        {
            result.AddRange(list.Take(MaximumArguments - result.Count));
            return;
        }

        var written = text.Substring(word.Span.Start, word.Span.Length);
        // $COMMAND: its words are known but for those that hold what is not.
        var isOneVariable = word.Parts is [ParameterPart];
        if (Partly(word, state) is not { } value || UnknownPart.IsIn(value) && !isOneVariable)
        {
            result.Add(new Argument(null, written, location));
            return;
        }

        if (word.IsQuoted)
        {
            result.Add(new Argument(value, written, location));
            return;
        }

        // An unquoted expansion is split at blanks, and an empty one vanishes.
        foreach (var field in value.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            result.Add(UnknownPart.IsIn(field) ? new Argument(null, UnknownPart.Shown(field), location)
                : new Argument(field, ProcessToken.IsIn(field) ? written : field, location));
        }
    }

    /// <summary><c>"${@:2}"</c> begins at the second argument; null for an offset that is not a number.</summary>
    private static int? AllArgumentsFrom(ShellWord word)
    {
        var part = word.Parts[0] is DoubleQuotedPart quoted ? quoted.Parts[0] : word.Parts[0];
        if (part is not ParameterPart { Operator: ":", Argument: { } offset })
        {
            return 0;
        }

        return int.TryParse(offset, out var number) && number >= 1 ? number - 1 : null;
    }

    /// <summary><c>"${command[@]}"</c>, all elements of an array and nothing else.</summary>
    private static string? ListName(ShellWord word)
    {
        var part = word.Parts.Count != 1 ? null : word.Parts[0] is DoubleQuotedPart { Parts: [var quoted] } ? quoted : word.Parts[0];
        return part is ParameterPart { Operator: "[", Argument: "@" } list ? list.Name : null;
    }

    private void AppendParts(StringBuilder builder, IReadOnlyList<WordPart> parts, ShellState state)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            switch (parts[i])
            {
                case LiteralPart literal:
                    builder.Append(literal.IsGlob ? UnknownPart.Of(literal.Value) : literal.Value);
                    break;
                case DoubleQuotedPart quoted:
                    AppendParts(builder, quoted.Parts, state);
                    break;
                case CommandSubstitutionPart substitution:
                    builder.Append(PathSubstitution.Evaluate(substitution, word => Value(word, state), isTested) ?? UnknownPart.Of("$(…)"));
                    break;
                case ParameterPart parameter:
                    var value = input.Limit.Allows(0, builder.Length) ? Parameter(parameter, state) : null;
                    builder.Append(value ?? UnknownPart.Of("$" + parameter.Name));
                    break;
                default:
                    builder.Append(UnknownPart.Of("…"));
                    break;
            }
        }
    }

    private string? Parameter(ParameterPart parameter, ShellState state)
    {
        var isSet = TryLookUp(parameter.Name, state, out var value);
        if (value is not null && UnknownPart.IsIn(value))
        {
            return parameter.Operator is null or ":-" or "-" or ":=" or "=" ? value : null;
        }

        var isKnown = !isSet || value is not null;
        switch (parameter.Operator)
        {
            case null:
                return isSet ? value : null;
            case ":-" or "-" or ":=" or "=":
                // A default is what runs unless somebody sets the variable.
                if (isSet && isKnown && (value!.Length > 0 || parameter.Operator is "-" or "="))
                {
                    return value;
                }

                return Default(parameter.Argument, state) is var text && text is "" && value is null ? EmptyDefault() : text;
            case "^^" or "^" or ",," or "," when value is not null && parameter.Argument is "":
                return Cased(value, parameter.Operator);
            case ":+" or "+":
                return !isSet ? null : isKnown ? value!.Length > 0 || parameter.Operator is "+" ? Plain(parameter.Argument) : "" : null;
            case "[" when parameter.Name is "BASH_SOURCE" && parameter.Argument is "0":
                return value;
            case "%" when value is not null && parameter.Argument is "/*":
            case "[" when value is not null && parameter.Name is "BASH_SOURCE" && parameter.Argument is "0]%/*":
                return PathSubstitution.Folder(value);
            case "#" when value is not null && parameter.Argument is "-":
                return value.StartsWith("-", StringComparison.Ordinal) ? value.Substring(1) : value;
            case "##" when value is not null && parameter.Argument is "*/":
                return value.Substring(value.LastIndexOf('/') + 1);
            default:
                return null;
        }
    }

    private string? EmptyDefault()
    {
        defaults.HasEmpty = true;
        return defaults.EmptyAreUnknown ? null : "";
    }

    /// <summary><c>${SCRIPTS:-$(dirname "$0")}</c></summary>
    private string? Default(string? text, ShellState state)
    {
        if (text is not ['$', ..] || !input.Limit.Allows(text.Length, 0))
        {
            return Plain(text);
        }

        // Each of nested ones is read anew.
        input.Limit.Add(0, text.Length);
        var script = ShellParser.Parse($"\"{text}\"", ShellDialect.Bash);
        return script is { Error: null, Body.Statements: [{ Command: SimpleCommand { Words: [var word] } }] } ? Value(word, state) : null;
    }

    private static string Cased(string value, string by) => (by, value) switch
    {
        (_, "") => "",
        ("^^", _) => value.ToUpperInvariant(),
        (",,", _) => value.ToLowerInvariant(),
        ("^", _) => char.ToUpperInvariant(value[0]) + value.Substring(1),
        _ => char.ToLowerInvariant(value[0]) + value.Substring(1),
    };

    private static string? Plain(string? text) => text is null || text.IndexOfAny(['$', '`', '"', '\'', '\\', '*']) >= 0 ? null : text;

    private bool TryLookUp(string name, ShellState state, out string? value)
    {
        value = null;
        // ${00} is $0, too.
        if (name is "BASH_SOURCE" || name.Length > 0 && name.All(static c => c == '0'))
        {
            value = input.Zero;
            return true;
        }

        if (name is "@" or "*")
        {
            // cmd="$@": one word of all of them.
            value = state.Positional is { } all && all.All(static word => word.Value is not null)
                ? string.Join(" ", all.Select(static word => word.Value)) : null;
            return true;
        }

        if (name is "$")
        {
            value = ProcessToken.Shell;
            return true;
        }

        if (name is "#")
        {
            value = state.Positional?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return true;
        }

        if (name.Length > 0 && char.IsDigit(name[0]) && int.TryParse(name, out var index))
        {
            if (state.Positional is null)
            {
                return true;
            }

            value = index <= state.Positional.Count ? state.Positional[index - 1].Value : "";
            return true;
        }

        if (state.TryGet(name, out value))
        {
            return true;
        }

        if (input.Environment.TryGetValue(name, out value))
        {
            defaults.HasTested |= isTested;
            value = isTested && defaults.TestedAreUnknown ? null : value;
            return true;
        }

        // Nothing was ever started in the background.
        value = name is "!" && state is { Stop: not null, Jobs: null } ? "" : null;
        return value is not null;
    }
}
