namespace Dockerlint.Images.Layers;

/// <summary>A packed file as if it were not packed: to go back means to unpack it once more, from its start.</summary>
internal sealed class UnpackedFile(Stream packed, ImageBounds bounds) : Stream
{
    private readonly byte[] _skipped = new byte[64 << 10];
    private Stream? _unpacked;
    private long _reached;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_unpacked is null || Position < _reached)
        {
            _unpacked?.Dispose();
            _unpacked = LayerStream.Open(new PartStream(packed, 0, packed.Length), bounds);
            _reached = 0;
        }

        while (_reached < Position && _unpacked.Read(_skipped, 0, (int)Math.Min(Position - _reached, _skipped.Length)) is > 0 and var passed)
        {
            _reached += passed;
        }

        var read = _reached < Position ? 0 : _unpacked.Read(buffer);
        _reached += read;
        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => throw new NotSupportedException(),
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked?.Dispose();
            packed.Dispose();
        }

        base.Dispose(disposing);
    }
}
