using System.Text;

namespace Dockerlint.Text;

/// <summary>Bytes to text: UTF-8, and UTF-16/32 by their byte order mark. Everything else is an error with its line.</summary>
public static class SourceDecoder
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryDecode(string path, byte[] bytes, out SourceText? source, out InputError? error)
    {
        source = null;
        error = null;
        try
        {
            string content = Decode(bytes);
            int nul = content.IndexOf('\0');
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
            int line = LineOfFirstInvalidByte(bytes);
            error = new InputError(path, new LinePosition(line, 1), $"not UTF-8 text (byte 0x{(e.BytesUnknown is { Length: > 0 } b ? b[0] : 0):X2}); save it as UTF-8");
            return false;
        }
    }

    private static string Decode(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Utf8.GetString(bytes, 3, bytes.Length - 3),
        [0xFF, 0xFE, 0, 0, ..] => new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true).GetString(bytes, 4, bytes.Length - 4),
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true).GetString(bytes, 4, bytes.Length - 4),
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes, 2, bytes.Length - 2),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes, 2, bytes.Length - 2),
        _ => Utf8.GetString(bytes),
    };

    private static int LineOfFirstInvalidByte(byte[] bytes)
    {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= bytes.Length; i++)
        {
            if (i < bytes.Length && bytes[i] != (byte)'\n')
            {
                continue;
            }

            try
            {
                Utf8.GetCharCount(bytes, start, i - start);
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
