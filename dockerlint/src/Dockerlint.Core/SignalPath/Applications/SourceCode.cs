using System.Collections.Concurrent;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>The code of a source file of the C family: comments, strings and characters are blanks, so that offsets stay.</summary>
internal sealed class SourceCode(string text)
{
    private static readonly OncePerText<SourceCode> _cFamily = new(static source => new SourceCode(Blanked(source, isRust: false)));

    private static readonly OncePerText<SourceCode> _rust = new(static source => new SourceCode(Blanked(source, isRust: true)));

    /// <summary>Words that were asked for, and where they are.</summary>
    private readonly ConcurrentDictionary<string, int> _words = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, int> _texts = new(StringComparer.Ordinal);

    public string Text => text;

    public static SourceCode Of(string source, bool isRust) => (isRust ? _rust : _cFamily).Of(source);

    /// <summary>The place of a whole word; -1 where there is none.</summary>
    public int IndexOfWord(string word) => _words.GetOrAdd(word, FindWord);

    public bool HasWord(string word) => IndexOfWord(word) >= 0;

    /// <summary>The place of a text; -1 where it is not there.</summary>
    public int IndexOf(string word) => _texts.GetOrAdd(word, one => text.IndexOf(one, StringComparison.Ordinal));

    public bool Has(string word) => IndexOf(word) >= 0;

    private static string Blanked(string source, bool isRust)
    {
        var code = source.ToCharArray();
        var i = 0;
        while (i < code.Length)
        {
            var end = code[i] switch
            {
                '/' when Next(source, i) == '/' => EndOfLine(source, i),
                '/' when Next(source, i) == '*' => EndOfComment(source, i, isRust),
                '"' => EndOfString(source, i),
                '`' when !isRust => Until(source, i + 1, "`"),
                'r' when isRust && Next(source, i) is '#' or '"' && (i == 0 || !IsWord(source[i - 1])) => EndOfRawString(source, i),
                '\'' => EndOfCharacter(source, i, isRust),
                _ => i + 1,
            };
            if (end > i + 1)
            {
                Blank(code, i, end);
            }

            i = Math.Max(end, i + 1);
        }

        return new string(code);
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private int FindWord(string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsWord(text[at - 1])) && (at + word.Length == text.Length || !IsWord(text[at + word.Length])))
            {
                return at;
            }
        }

        return -1;
    }

    private static char Next(string source, int i) => i + 1 < source.Length ? source[i + 1] : '\0';

    private static void Blank(char[] code, int start, int end)
    {
        for (var i = start; i < end && i < code.Length; i++)
        {
            code[i] = code[i] is '\n' or '\r' ? code[i] : ' ';
        }
    }

    private static int EndOfLine(string source, int start) => source.IndexOf('\n', start) is >= 0 and var end ? end : source.Length;

    private static int Until(string source, int start, string mark) =>
        source.IndexOf(mark, Math.Min(start, source.Length), StringComparison.Ordinal) is >= 0 and var end ? end + mark.Length : source.Length;

    /// <summary>Rust's comments nest.</summary>
    private static int EndOfComment(string source, int start, bool nests)
    {
        var depth = 0;
        for (var i = start; i + 1 < source.Length; i++)
        {
            if (source[i] == '/' && source[i + 1] == '*' && (nests || depth == 0))
            {
                depth++;
                i++;
            }
            else if (source[i] == '*' && source[i + 1] == '/')
            {
                i++;
                if (--depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return source.Length;
    }

    private static int EndOfString(string source, int start)
    {
        for (var i = start + 1; i < source.Length; i++)
        {
            if (source[i] == '\\')
            {
                i++;
            }
            else if (source[i] == '"')
            {
                return i + 1;
            }
        }

        return source.Length;
    }

    private static int EndOfRawString(string source, int start)
    {
        var hashes = start + 1;
        while (hashes < source.Length && source[hashes] == '#')
        {
            hashes++;
        }

        return hashes < source.Length && source[hashes] == '"'
            ? Until(source, hashes + 1, "\"" + new string('#', hashes - start - 1))
            : start + 1;
    }

    /// <summary>In Rust a lifetime begins with the same mark.</summary>
    private static int EndOfCharacter(string source, int start, bool isRust)
    {
        var i = start + 1;
        if (i < source.Length && source[i] == '\\')
        {
            i++;
        }
        else if (isRust && !(i + 1 < source.Length && source[i + 1] == '\''))
        {
            return start + 1;
        }

        for (var end = i + 1; end < source.Length && end < i + 12 && source[end] != '\n'; end++)
        {
            if (source[end] == '\'')
            {
                return end + 1;
            }
        }

        return start + 1;
    }
}
