namespace Dockerlint.Tests.LanguageServer;

/// <summary>A pipe without an end of its buffer, that knows when its reader has read and handled everything.</summary>
internal sealed class ByteChannel : Stream
{
    private readonly object _lock = new();
    private readonly Queue<byte[]> _chunks = new();
    private int _at;
    private bool _isWaiting;
    private bool _isEnded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Its reader is back and waits for more.</summary>
    public void WaitUntilRead()
    {
        lock (_lock)
        {
            while (_chunks.Count > 0 || !_isWaiting)
            {
                Monitor.Wait(_lock);
            }
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _isEnded = true;
            Monitor.PulseAll(_lock);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        lock (_lock)
        {
            while (_chunks.Count == 0)
            {
                if (_isEnded)
                {
                    return 0;
                }

                _isWaiting = true;
                Monitor.PulseAll(_lock);
                Monitor.Wait(_lock);
                _isWaiting = false;
            }

            var chunk = _chunks.Peek();
            count = Math.Min(count, chunk.Length - _at);
            Array.Copy(chunk, _at, buffer, offset, count);
            _at += count;
            if (_at == chunk.Length)
            {
                _chunks.Dequeue();
                _at = 0;
            }

            return count;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length == 0)
        {
            return;
        }

        lock (_lock)
        {
            _chunks.Enqueue(buffer.ToArray());
            Monitor.PulseAll(_lock);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
