using System.Text;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli.Fixes;

/// <summary>Writes a fixed file in the encoding it had.</summary>
internal static class FixedFileWriter
{
    public static void Write(string fullPath, string content)
    {
        var encoding = EncodingOf(fullPath);
        OutputFile.Write(fullPath, [.. encoding.GetPreamble(), .. encoding.GetBytes(content)]);
    }

    private static Encoding EncodingOf(string fullPath)
    {
        Span<byte> mark = stackalloc byte[4];
        using var stream = new FileStream(fullPath, FileMode.Open, FileAccess.Read);
        int length = stream.ReadAtLeast(mark, 4, throwOnEndOfStream: false);
        return mark[..length] switch
        {
            [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            [0xFF, 0xFE, 0, 0] => new UTF32Encoding(bigEndian: false, byteOrderMark: true),
            [0, 0, 0xFE, 0xFF] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
            [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
    }
}
