using System.Buffers.Text;
using System.Text;

namespace Dockerlint.Images.Layers;

internal enum TarKind
{
    File,
    Folder,
    SymbolicLink,
    HardLink,

    /// <summary>A device, a pipe: there, and without content.</summary>
    Other,
}

/// <param name="Name">As written.</param>
/// <param name="Offset">Of the content, from the start of the archive.</param>
internal readonly record struct TarEntry(string Name, TarKind Kind, string Link, long Size, long Offset);

/// <summary>
/// Reads the headers of a tar archive: ustar, pax and GNU. Ours and not the runtime's, which allocates what a header's size field says before it
/// has read anything of it; here nothing larger than <see cref="MaximumText"/> is ever held, and contents are skipped, by seeking where that works.
/// </summary>
internal sealed class TarReader(Stream stream)
{
    private const int Block = 512;

    /// <summary>Of a long name or a pax header.</summary>
    private const int MaximumText = 1 << 20;

    private readonly byte[] _header = new byte[Block];
    private byte[] _skipped = [];
    private long _at;
    private long _end;

    /// <summary>Null: the end.</summary>
    /// <exception cref="ImageException">It is no tar archive, or it is cut off.</exception>
    public TarEntry? Next()
    {
        string? name = null, link = null;
        long? size = null;
        while (true)
        {
            SkipTo(_end);
            if (!ReadHeader())
            {
                return null;
            }

            var written = Number(_header.AsSpan(124, 12));
            var type = _header[156];
            // Links, devices and folders have no content, whatever their size field says (as for Go's archive/tar, which engines use).
            var following = type is >= (byte)'1' and <= (byte)'6' ? 0
                : type is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K' ? written
                : size ?? written;
            _end = _at + (following + Block - 1) / Block * Block;
            switch (type)
            {
                case (byte)'L':
                    name = Text(written).TrimEnd('\0');
                    continue;
                case (byte)'K':
                    link = Text(written).TrimEnd('\0');
                    continue;
                case (byte)'x':
                    ReadPax(Bytes(written), ref name, ref link, ref size);
                    continue;
                case (byte)'g':
                    continue;
            }

            name ??= Name();
            return name.Length <= ImageBounds.MaximumPath
                ? new TarEntry(name, KindOf(type, name), link ?? Field(157, 100), following, _at)
                : throw new ImageException("a path in it is longer than any file system allows");
        }
    }

    private static TarKind KindOf(byte type, string name) => type switch
    {
        (byte)'5' => TarKind.Folder,
        (byte)'2' => TarKind.SymbolicLink,
        (byte)'1' => TarKind.HardLink,
        0 when name.EndsWith('/') => TarKind.Folder,
        0 or (byte)'0' or (byte)'7' => TarKind.File,
        _ => TarKind.Other,
    };

    /// <summary>False: the two empty blocks at the end, or no block at all where one could be.</summary>
    private bool ReadHeader()
    {
        var read = stream.ReadAtLeast(_header, Block, throwOnEndOfStream: false);
        _at += read;
        if (read == 0 || read == Block && !_header.AsSpan().ContainsAnyExcept((byte)0))
        {
            return false;
        }

        if (read < Block)
        {
            throw new ImageException("it is cut off");
        }

        long sum = 0;
        for (var i = 0; i < Block; i++)
        {
            sum += i is >= 148 and < 156 ? ' ' : _header[i];
        }

        return sum == Number(_header.AsSpan(148, 8)) ? true : throw new ImageException("it is no tar archive");
    }

    private void SkipTo(long position)
    {
        var count = position - _at;
        if (count <= 0)
        {
            return;
        }

        _at = position;
        if (stream.CanSeek)
        {
            if (stream.Position + count > stream.Length)
            {
                throw new ImageException("it is cut off");
            }

            stream.Seek(count, SeekOrigin.Current);
            return;
        }

        _skipped = _skipped.Length == 0 ? new byte[64 << 10] : _skipped;
        while (count > 0)
        {
            var read = stream.Read(_skipped, 0, (int)Math.Min(count, _skipped.Length));
            count -= read > 0 ? read : throw new ImageException("it is cut off");
        }
    }

    /// <summary>The content of the entry that <see cref="Next"/> has just returned.</summary>
    public byte[] Content(TarEntry entry) => Bytes(entry.Size);

    private byte[] Bytes(long size)
    {
        if (size > MaximumText)
        {
            throw new ImageException($"a header in it is larger than {MaximumText >> 20} MB");
        }

        var bytes = new byte[size];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _at += read;
        return read == bytes.Length ? bytes : throw new ImageException("it is cut off");
    }

    private string Text(long size) => Encoding.UTF8.GetString(Bytes(size));

    /// <summary>Records "LENGTH KEY=VALUE\n".</summary>
    private static void ReadPax(ReadOnlySpan<byte> records, ref string? name, ref string? link, ref long? size)
    {
        while (records.Length > 0)
        {
            if (!Utf8Parser.TryParse(records, out int length, out var digits) || length <= digits + 1 || length > records.Length)
            {
                throw new ImageException("a header in it is damaged");
            }

            var record = records[(digits + 1)..(length - 1)];
            records = records[length..];
            var equals = record.IndexOf((byte)'=');
            if (equals < 0)
            {
                continue;
            }

            var value = record[(equals + 1)..];
            switch (record[..equals])
            {
                case var key when key.SequenceEqual("path"u8):
                    name = Encoding.UTF8.GetString(value);
                    break;
                case var key when key.SequenceEqual("linkpath"u8):
                    link = Encoding.UTF8.GetString(value);
                    break;
                case var key when key.SequenceEqual("size"u8):
                    size = Utf8Parser.TryParse(value, out long bytes, out _) && bytes is >= 0 and < 1L << 55 ? bytes
                        : throw new ImageException("a size in it is damaged");
                    break;
            }
        }
    }

    private string Name()
    {
        var name = Field(0, 100);
        var isUstar = _header.AsSpan(257, 5).SequenceEqual("ustar"u8) && _header[262] == 0;
        return isUstar && Field(345, 155) is { Length: > 0 } prefix ? prefix + "/" + name : name;
    }

    private string Field(int start, int length)
    {
        var field = _header.AsSpan(start, length);
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>Octal, or GNU's base 256 with the highest bit set.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        long value = 0;
        if ((field[0] & 0x80) != 0)
        {
            foreach (var b in field[1..])
            {
                value = value >> 47 == 0 ? value << 8 | b : throw new ImageException("a size in it is damaged");
            }

            return value;
        }

        foreach (var b in field.Trim(" \0"u8))
        {
            value = b is >= (byte)'0' and <= (byte)'7' && value >> 58 == 0 ? value << 3 | (uint)(b - '0')
                : throw new ImageException("it is no tar archive");
        }

        return value;
    }
}
