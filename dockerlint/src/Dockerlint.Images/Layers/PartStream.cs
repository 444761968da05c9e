namespace Dockerlint.Images.Layers;

/// <summary>A part of a file as a stream of its own: a layer inside an archive.</summary>
internal sealed class PartStream(Stream whole, long start, long length) : Stream
{
    private long _at;

    /// <summary>To go back in it costs as much as in what is packed itself.</summary>
    public bool IsPacked { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _at; set => _at = value; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_at >= length)
        {
            return 0;
        }

        whole.Position = start + _at;
        var read = whole.Read(buffer[..(int)Math.Min(buffer.Length, length - _at)]);
        _at += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => _at = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _at + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
