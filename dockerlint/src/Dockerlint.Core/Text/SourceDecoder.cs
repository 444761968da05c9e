using System.Text;

namespace Dockerlint.Text;

/// <summary>Bytes to text: UTF-8, and UTF-16/32 by their byte order mark. Everything else is an error with its line.</summary>
public static class SourceDecoder
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryDecode(string path, byte[] bytes, out SourceText? source, out InputError? error) =>
        TryDecode(path, bytes, bytes.Length, out source, out error);

    /// <param name="length">Of the bytes that count; a buffer may be larger.</param>
    public static bool TryDecode(string path, byte[] bytes, int length, out SourceText? source, out InputError? error)
    {
        source = null;
        error = null;
        try
        {
            var content = Decode(bytes, length);
            var nul = content.IndexOf('\0');
            if (nul >= 0)
            {
                error = new InputError(path, new SourceText(path, content).PositionAt(nul), "binary file: it contains a NUL character");
                return false;
            }

            source = new SourceText(path, content);
            return true;
        }
        catch (DecoderFallbackException e)
        {
            if (ByMark(bytes, length, throwOnInvalid: false, out var mark) is { } encoding)
            {
                error = new InputError(path, new LinePosition(LineOfFirstReplacement(encoding.GetString(bytes, mark, length - mark)), 1),
                    $"not {(encoding is UTF32Encoding ? "UTF-32" : "UTF-16")} text, which its byte order mark promises; save it as UTF-8");
                return false;
            }

            var line = LineOfFirstInvalidByte(bytes, length);
            error = new InputError(path,
                new LinePosition(line, 1), $"not UTF-8 text (byte 0x{(e.BytesUnknown is { Length: > 0 } b ? b[0] : 0):X2}); save it as UTF-8");
            return false;
        }
    }

    private static string Decode(byte[] bytes, int length)
    {
        if (length >= 3 && bytes is [0xEF, 0xBB, 0xBF, ..])
        {
            return _utf8.GetString(bytes, 3, length - 3);
        }

        return ByMark(bytes, length, throwOnInvalid: true, out var mark) is { } encoding ? encoding.GetString(bytes, mark, length - mark)
            : _utf8.GetString(bytes, 0, length);
    }

    /// <summary>UTF-16 or UTF-32, as the byte order mark says; null: it is neither.</summary>
    /// <param name="mark">The mark's length.</param>
    private static Encoding? ByMark(byte[] bytes, int length, bool throwOnInvalid, out int mark)
    {
        if (length >= 4 && bytes is [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..])
        {
            mark = 4;
            return new UTF32Encoding(bigEndian: bytes[0] == 0, byteOrderMark: true, throwOnInvalid);
        }

        mark = 2;
        return length >= 2 && bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
            ? new UnicodeEncoding(bigEndian: bytes[0] == 0xFE, byteOrderMark: true, throwOnInvalid)
            : null;
    }

    private static int LineOfFirstReplacement(string text)
    {
        var line = 1;
        foreach (var c in text)
        {
            if (c == '\uFFFD')
            {
                break;
            }

            line += c == '\n' ? 1 : 0;
        }

        return line;
    }

    private static int LineOfFirstInvalidByte(byte[] bytes, int length)
    {
        var line = 1;
        var start = 0;
        for (var i = 0; i <= length; i++)
        {
            if (i < length && bytes[i] != (byte)'\n')
            {
                continue;
            }

            try
            {
                _utf8.GetCharCount(bytes, start, i - start);
            }
            catch (DecoderFallbackException)
            {
                return line;
            }

            line++;
            start = i + 1;
        }

        return 1;
    }
}
