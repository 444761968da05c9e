using System.Globalization;
using System.Text;

namespace Dockerlint.Cli.LanguageServer.Wire;

/// <summary>What the stream holds is no message, and where the next one begins cannot be told.</summary>
internal sealed class BrokenFramingException(string message) : Exception(message);

/// <summary>Messages of the base protocol: header lines, an empty line, and as many bytes as Content-Length says.</summary>
internal sealed class MessageReader(Stream stream)
{
    /// <summary>A file of the largest size that is checked, every character of it escaped, fits.</summary>
    public const int MaximumMegabytes = 64;

    private const int MaximumHeader = 8 << 10;
    private const string ContentLength = "Content-Length";

    private readonly byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;

    /// <summary>The body of the next message; null: the stream has ended.</summary>
    /// <param name="isTooLarge">It was passed over, and nothing of it is returned.</param>
    public byte[]? Read(out bool isTooLarge)
    {
        isTooLarge = false;
        if (ReadLength() is not { } length)
        {
            return null;
        }

        isTooLarge = length > (long)MaximumMegabytes << 20;
        var body = isTooLarge ? [] : new byte[length];
        for (long at = 0; at < length;)
        {
            if (_start == _end && !Fill())
            {
                return null;
            }

            var count = (int)Math.Min(_end - _start, length - at);
            if (!isTooLarge)
            {
                _buffer.AsSpan(_start, count).CopyTo(body.AsSpan((int)at));
            }

            _start += count;
            at += count;
        }

        return body;
    }

    private long? ReadLength()
    {
        long? length = null;
        var size = 0;
        while (ReadLine(ref size) is { } line)
        {
            if (line.Length == 0)
            {
                return length ?? throw new BrokenFramingException($"a message without {ContentLength}");
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                throw new BrokenFramingException("a line of a message's header without a colon");
            }

            if (line.AsSpan(0, colon).Trim().Equals(ContentLength, StringComparison.OrdinalIgnoreCase))
            {
                length = long.TryParse(line.AsSpan(colon + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
                    : throw new BrokenFramingException($"{ContentLength} is no number");
            }
        }

        return size == 0 ? null : throw new BrokenFramingException("the stream ends in a message's header");
    }

    /// <param name="size">Of the header so far.</param>
    private string? ReadLine(ref int size)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !Fill())
            {
                return null;
            }

            var c = _buffer[_start++];
            if (++size > MaximumHeader)
            {
                throw new BrokenFramingException("a message's header without an end");
            }

            if (c == '\n')
            {
                return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
            }

            line.Append((char)c);
        }
    }

    private bool Fill()
    {
        _start = 0;
        _end = stream.Read(_buffer, 0, _buffer.Length);
        return _end > 0;
    }
}
