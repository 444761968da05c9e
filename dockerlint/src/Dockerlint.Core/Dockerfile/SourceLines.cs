using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>Walks a file line by line, as bufio.Scanner does for the builder.</summary>
internal sealed class SourceLines(SourceText source, List<InputError> errors)
{
    /// <summary>moby/buildkit frontend/dockerfile/parser/parser.go, handleScannerError: bufio.MaxScanTokenSize - 1 bytes.</summary>
    private const int MaxLineBytes = 65535;

    private int _next;

    public string Content { get; } = source.Content;

    public int Start { get; private set; }

    /// <summary>Behind the last character that is no line end.</summary>
    public int End { get; private set; }

    /// <summary>Behind the line end.</summary>
    public int Next => _next;

    public bool MoveNext()
    {
        if (_next >= Content.Length)
        {
            return false;
        }

        Start = _next;
        var newline = Content.IndexOf('\n', Start);
        var end = newline < 0 ? Content.Length : newline;
        _next = newline < 0 ? Content.Length : newline + 1;
        if ((end - Start) * 3L > MaxLineBytes && Utf8Length(Start, end) > MaxLineBytes)
        {
            errors.Add(InputError.At(source.At(new TextSpan(Start, 0)), "dockerfile line greater than max allowed size of 65535"));
        }

        while (end > Start && Content[end - 1] == '\r')
        {
            end--;
        }

        End = end;
        return true;
    }

    /// <summary>The first character of the line that is not white space, or its end.</summary>
    public int FirstNonBlank()
    {
        var i = Start;
        while (i < End && char.IsWhiteSpace(Content[i]))
        {
            i++;
        }

        return i;
    }

    private long Utf8Length(int start, int end)
    {
        long bytes = 0;
        for (var i = start; i < end; i++)
        {
            var c = Content[i];
            bytes += c < 0x80 ? 1 : c < 0x800 || char.IsSurrogate(c) ? 2 : 3;
        }

        return bytes;
    }
}
