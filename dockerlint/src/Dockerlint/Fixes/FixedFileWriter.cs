using System.Text;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Dockerlint.Text;

namespace Dockerlint.Cli.Fixes;

/// <summary>Writes a fixed file in the encoding it had, unless somebody has changed it meanwhile.</summary>
internal sealed class FixedFileWriter(RepositoryReader reader)
{
    /// <returns>Null: written; else why not.</returns>
    public string? Write(FixedFile file)
    {
        try
        {
            return TryWrite(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ReadFailure.Sentence(e);
        }
    }

    private string? TryWrite(FixedFile file)
    {
        if (reader.TryReadBytes(file.Before.Path, out var bytes, out var facts, out var real) is { } reason)
        {
            return reason;
        }

        if (facts.Links > 1)
        {
            return $"it has {facts.Links} names (hard links), of which a fix would change one";
        }

        if (!SourceDecoder.TryDecode(file.Before.Path, bytes, out var now, out _) || now!.Content != file.Before.Content)
        {
            return "it was changed meanwhile";
        }

        var encoding = EncodingOf(bytes);
        return OutputFile.Replace(real!, [.. encoding.GetPreamble(), .. encoding.GetBytes(file.After.Content)], facts, IsUnchanged)
            ? null
            : "it was changed meanwhile";

        bool IsUnchanged() => reader.TryReadBytes(file.Before.Path, out var again, out _, out var place) is null && place == real
            && again.AsSpan().SequenceEqual(bytes);
    }

    private static Encoding EncodingOf(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        [0xFF, 0xFE, 0, 0, ..] => new UTF32Encoding(bigEndian: false, byteOrderMark: true),
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };
}
