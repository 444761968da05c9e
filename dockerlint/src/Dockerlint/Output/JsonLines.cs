using System.Buffers;
using System.Text;

namespace Dockerlint.Cli.Output;

/// <summary>A JSON document on its way out: it passes on by whole lines, so that a report of a hundred megabytes is never held as a whole.</summary>
internal sealed class JsonLines(TextWriter output) : IBufferWriter<byte>
{
    private const int Held = 1 << 16;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    public void Advance(int count)
    {
        _buffer.Advance(count);
        if (_buffer.WrittenCount < Held)
        {
            return;
        }

        // No string of JSON holds a line end: what has to be made harmless lies in one piece.
        var end = _buffer.WrittenSpan.LastIndexOf((byte)'\n') + 1;
        var rest = _buffer.WrittenSpan[end..].ToArray();
        PassOn(_buffer.WrittenSpan[..end]);
        _buffer.ResetWrittenCount();
        _buffer.Write(rest);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    public void End()
    {
        PassOn(_buffer.WrittenSpan);
        output.Write('\n');
    }

    private void PassOn(ReadOnlySpan<byte> lines) => output.Write(SafeText.Json(Encoding.UTF8.GetString(lines)));
}
