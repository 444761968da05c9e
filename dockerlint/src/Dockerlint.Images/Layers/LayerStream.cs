using System.IO.Compression;
using ZstdSharp;

namespace Dockerlint.Images.Layers;

#pragma warning disable CA2000 // Each unpacking stream is closed with the one around it, which is the caller's.
/// <summary>A layer's tar archive as a stream: unpacked where it is packed, counted against the bounds.</summary>
internal static class LayerStream
{
    /// <param name="packed">The blob, at its start; it is closed with what is returned.</param>
    public static Stream Open(Stream packed, ImageBounds bounds)
    {
        Span<byte> magic = stackalloc byte[4];
        var read = packed.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        if (!packed.CanSeek)
        {
            throw new InvalidOperationException("A blob is a file, or part of one.");
        }

        packed.Seek(-read, SeekOrigin.Current);
        return magic switch
        {
            [0x1f, 0x8b, ..] => new Counted(new GZipStream(packed, CompressionMode.Decompress), bounds),
            // A zstd frame, or a skippable one in front of it.
            [0x28, 0xb5, 0x2f, 0xfd] or [>= 0x50 and <= 0x5f, 0x2a, 0x4d, 0x18] =>
                new Counted(new DecompressionStream(packed, leaveOpen: false), bounds),
            [0xfd, (byte)'7', (byte)'z', (byte)'X'] => throw NotRead("xz"),
            [(byte)'B', (byte)'Z', (byte)'h', ..] => throw NotRead("bzip2"),
            _ => packed is PartStream { IsPacked: true } ? new Counted(packed, bounds) : packed,
        };
    }

    /// <summary>docker load takes these, too; registries have none of them.</summary>
    private static ImageException NotRead(string packing) =>
        new($"it is packed with {packing}, which is not read here; unpack it first ({packing} -d)");

    /// <summary>Whatever a damaged stream throws becomes the one sentence.</summary>
    private sealed class Counted(Stream inner, ImageBounds bounds) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            try
            {
                var read = inner.Read(buffer);
                bounds.Unpacked(read);
                return read;
            }
            catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException)
            {
                throw new ImageException("its compression is damaged", e);
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
