using System.Text;
using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>Here-documents that an instruction line announces, and their bodies below it.</summary>
internal sealed class HeredocReader(SourceText source, SourceLines lines, List<InputError> errors)
{
    // The delimiter words are lexed with the backslash whatever the escape directive says (parser.go, heredocsFromLine).
    private static BuilderLexer Lexer => new('\\');

    /// <param name="line">The whole instruction, keyword and flags included.</param>
    /// <param name="keywordSpan">Where an error is reported.</param>
    public IReadOnlyList<Heredoc> Read(string line, TextSpan keywordSpan)
    {
        // A line that cannot be lexed, say for an unmatched quote, has no heredocs; that is no error in the builder either.
        var words = Lexer.Split(line, keepQuotes: true, keepEscapes: true);
        List<Heredoc>? heredocs = null;
        for (var i = 0; i < (words?.Count ?? 0); i++)
        {
            if (TryParseDelimiter(words![i], out var name, out var expand, out var chomp))
            {
                (heredocs ??= []).Add(ReadBody(name, expand, chomp, keywordSpan, out var isTerminated));
                if (!isTerminated)
                {
                    break;
                }
            }
        }

        return heredocs ?? (IReadOnlyList<Heredoc>)[];
    }

    /// <summary><c>&lt;&lt;EOF</c>, <c>3&lt;&lt;-"EOF"</c> and so on.</summary>
    public static bool TryParseDelimiter(string word, out string name, out bool expand, out bool chomp)
    {
        name = string.Empty;
        expand = false;
        chomp = false;
        var i = 0;
        while (i < word.Length && word[i] is >= '0' and <= '9')
        {
            i++;
        }

        if (i + 2 > word.Length || word[i] != '<' || word[i + 1] != '<')
        {
            return false;
        }

        i += 2;
        chomp = i < word.Length && word[i] == '-';
        i += chomp ? 1 : 0;
        while (i < word.Length && word[i] is ' ' or '\t' or '\n' or '\f' or '\r')
        {
            i++;
        }

        var rest = word.Substring(i);
        var lexer = Lexer;
        if (rest.Length == 0 || Contains(rest, '<') || lexer.Split(rest, keepQuotes: false, keepEscapes: false) is not [var plain])
        {
            return false;
        }

        var raw = lexer.Split(rest, keepQuotes: true, keepEscapes: false) is [var only] ? only : plain;
        name = plain;
        expand = CountQuotes(plain) == CountQuotes(raw);
        return true;
    }

    private Heredoc ReadBody(string name, bool expand, bool chomp, TextSpan keywordSpan, out bool isTerminated)
    {
        isTerminated = true;
        var start = lines.Next;
        var end = start;
        while (lines.MoveNext())
        {
            if (IsTerminator(name, chomp))
            {
                return new Heredoc(name, expand, chomp, Content(start, end, chomp), TextSpan.FromBounds(start, end));
            }

            end = lines.Next;
        }

        isTerminated = false;
        errors.Add(InputError.At(source.At(keywordSpan), $"unterminated heredoc: no line is just {name}"));
        return new Heredoc(name, expand, chomp, Content(start, end, chomp), TextSpan.FromBounds(start, end));
    }

    private bool IsTerminator(string name, bool chomp)
    {
        var start = lines.Start;
        while (chomp && start < lines.End && lines.Content[start] == '\t')
        {
            start++;
        }

        return lines.End - start == name.Length && string.CompareOrdinal(lines.Content, start, name, 0, name.Length) == 0;
    }

    private string Content(int start, int end, bool chomp)
    {
        var text = lines.Content.Substring(start, end - start);
        if (!chomp || !Contains(text, '\t'))
        {
            return text;
        }

        var chomped = new StringBuilder(text.Length);
        var atLineStart = true;
        foreach (var c in text)
        {
            if (atLineStart && c == '\t')
            {
                continue;
            }

            atLineStart = c == '\n';
            chomped.Append(c);
        }

        return chomped.ToString();
    }

    private static bool Contains(string text, char c)
    {
        foreach (var candidate in text)
        {
            if (candidate == c)
            {
                return true;
            }
        }

        return false;
    }

    private static int CountQuotes(string text)
    {
        var count = 0;
        foreach (var c in text)
        {
            count += c is '\'' or '"' ? 1 : 0;
        }

        return count;
    }
}
