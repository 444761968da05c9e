using System.Buffers.Binary;
using System.IO.Compression;

namespace Dockerlint.Images.Assemblies;

/// <summary>
/// A .NET application published as a single file: its assemblies stand behind the host program, and a list of them
/// (dotnet/runtime, src/native/corehost/bundle: header.cpp, manifest.cpp, file_entry.cpp).
/// </summary>
internal sealed class SingleFileBundle
{
    private const int MaximumFiles = 10_000;
    private const string Configuration = ".runtimeconfig.json";

    /// <summary>The first version with the places of two files in its header, and the first whose files may be packed.</summary>
    private const uint WithPlaces = 2, WithPacking = 6;

    /// <summary>Five numbers of eight bytes: where two of the files are, and flags.</summary>
    private const int PlacesLength = 5 * sizeof(long);

    private readonly byte[] _program;
    private readonly Dictionary<string, (long Offset, long Size, long Packed)> _files = new(StringComparer.Ordinal);

    private SingleFileBundle(byte[] program) => _program = program;

    /// <summary>SHA-256 of ".net core bundle" and a line feed; before it stands where the list begins, 0 in a host that bundles nothing.</summary>
    public static ReadOnlySpan<byte> Signature =>
    [
        0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b, 0x93, 0x02, 0x14, 0xd7, 0xa0, 0x32,
        0x13, 0xf5, 0xb9, 0xe6, 0xef, 0xae, 0x33, 0x18, 0xee, 0x3b, 0x2d, 0xce, 0x24, 0xb3, 0x6a, 0xae,
    ];

    /// <summary>The application's assembly, whatever its program is called now; null: it has no runtime configuration.</summary>
    public string? Application => _files.Keys.Where(static name => name.EndsWith(Configuration, StringComparison.Ordinal))
        .Select(static name => name[..^Configuration.Length]).FirstOrDefault();

    /// <summary>Null: it bundles nothing, or is damaged.</summary>
    public static SingleFileBundle? Read(byte[] program)
    {
        var at = program.AsSpan().StartsWith("\u007fELF"u8) ? program.AsSpan().IndexOf(Signature) : -1;
        var header = at < sizeof(long) ? 0 : BinaryPrimitives.ReadInt64LittleEndian(program.AsSpan(at - sizeof(long)));
        if (header <= 0 || header >= program.Length)
        {
            return null;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(program) { Position = header });
            var bundle = new SingleFileBundle(program);
            return bundle.ReadList(reader) ? bundle : null;
        }
        catch (Exception damaged) when (damaged is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Null: there is none of that name, it is larger than that, or damaged.</summary>
    public byte[]? Read(string name, int maximumSize)
    {
        if (!_files.TryGetValue(name, out var file) || file.Size < 0 || file.Size > maximumSize || file.Packed < 0)
        {
            return null;
        }

        var stored = file.Packed > 0 ? file.Packed : file.Size;
        if (file.Offset < 0 || file.Offset > _program.Length || stored > _program.Length - file.Offset)
        {
            return null;
        }

        return file.Packed > 0 ? Unpacked(new MemoryStream(_program, (int)file.Offset, (int)stored), (int)file.Size)
            : _program.AsSpan((int)file.Offset, (int)stored).ToArray();
    }

    private static byte[]? Unpacked(Stream packed, int size)
    {
        try
        {
            using var unpacked = new DeflateStream(packed, CompressionMode.Decompress);
            var content = new byte[size];
            return unpacked.ReadAtLeast(content, size, throwOnEndOfStream: false) == size ? content : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private bool ReadList(BinaryReader reader)
    {
        var version = reader.ReadUInt32();
        reader.ReadUInt32();
        var count = reader.ReadInt32();
        reader.ReadString();
        if (count is < 0 or > MaximumFiles || version > WithPacking)
        {
            return false;
        }

        reader.BaseStream.Position += version >= WithPlaces ? PlacesLength : 0;
        for (var i = 0; i < count; i++)
        {
            var (offset, size, packed) = (reader.ReadInt64(), reader.ReadInt64(), version >= WithPacking ? reader.ReadInt64() : 0);
            reader.ReadByte();
            _files[reader.ReadString()] = (offset, size, packed);
        }

        return true;
    }
}
