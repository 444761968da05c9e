namespace Dockerlint.JavaScript;

/// <summary>A word, a number, a sign, or a string without its quotes.</summary>
internal readonly record struct TypeScriptToken(string Text, int Start, int End, bool IsString)
{
    public bool IsWord => !IsString && Text.Length > 0 && (char.IsLetter(Text[0]) || Text[0] is '_' or '$');

    /// <summary>Null where a string, a comment or a template has no end.</summary>
    public static List<TypeScriptToken>? All(string source)
    {
        var tokens = new List<TypeScriptToken>();
        var braces = new Stack<bool>();
        var i = 0;
        while (i < source.Length)
        {
            var c = source[i];
            var start = i;
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            if (c == '/' && Next(source, i) is '/' or '*')
            {
                i = source[i + 1] == '/' ? Until(source, i, "\n") : Until(source, i + 2, "*/");
            }
            else if (c is '"' or '\'')
            {
                i = EndOfString(source, i);
                if (i > 0)
                {
                    tokens.Add(new TypeScriptToken(source[(start + 1)..(i - 1)], start, i, IsString: true));
                }
            }
            else if (c == '`' || c == '}' && braces.TryPeek(out var isTemplate) && isTemplate)
            {
                if (c == '}')
                {
                    braces.Pop();
                }

                i = EndOfTemplatePart(source, i + 1, out var opens);
                if (opens)
                {
                    braces.Push(true);
                }
                else if (i > 0 && c == '`')
                {
                    tokens.Add(new TypeScriptToken(source[(start + 1)..(i - 1)], start, i, IsString: true));
                }
            }
            else if (c == '/' && BeginsRegularExpression(tokens))
            {
                i = EndOfRegularExpression(source, i);
            }
            else if (char.IsLetterOrDigit(c) || c is '_' or '$')
            {
                while (i < source.Length && (char.IsLetterOrDigit(source[i]) || source[i] is '_' or '$'))
                {
                    i++;
                }

                tokens.Add(new TypeScriptToken(source[start..i], start, i, IsString: false));
            }
            else
            {
                i += c == '=' && Next(source, i) == '>' ? 2 : 1;
                tokens.Add(new TypeScriptToken(source[start..i], start, i, IsString: false));
                if (c == '{')
                {
                    braces.Push(false);
                }
                else if (c == '}')
                {
                    braces.TryPop(out _);
                }
            }

            if (i <= start)
            {
                return null;
            }
        }

        return tokens;
    }

    private static char Next(string source, int i) => i + 1 < source.Length ? source[i + 1] : '\0';

    private static int Until(string source, int start, string end)
    {
        var at = source.IndexOf(end, Math.Min(start, source.Length), StringComparison.Ordinal);
        return at >= 0 ? at + end.Length : end == "\n" ? source.Length : -1;
    }

    private static int EndOfString(string source, int start)
    {
        for (var i = start + 1; i < source.Length && source[i] != '\n'; i++)
        {
            if (source[i] == '\\')
            {
                i++;
            }
            else if (source[i] == source[start])
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static int EndOfTemplatePart(string source, int start, out bool opens)
    {
        opens = false;
        for (var i = start; i < source.Length; i++)
        {
            if (source[i] == '\\')
            {
                i++;
            }
            else if (source[i] == '`')
            {
                return i + 1;
            }
            else if (source[i] == '$' && Next(source, i) == '{')
            {
                opens = true;
                return i + 2;
            }
        }

        return -1;
    }

    private static bool BeginsRegularExpression(List<TypeScriptToken> tokens) => tokens.Count == 0
        || tokens[^1] is { IsString: false } last && (last.Text is "return" or "typeof" or "case" or "in" or "of" || last.Text is [var sign]
            && "(,=:[!&|?{};+-*%~^<>".Contains(sign, StringComparison.Ordinal));

    private static int EndOfRegularExpression(string source, int start)
    {
        var inClass = false;
        for (var i = start + 1; i < source.Length && source[i] != '\n'; i++)
        {
            switch (source[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '/' when !inClass:
                    return i + 1;
            }
        }

        return -1;
    }
}
