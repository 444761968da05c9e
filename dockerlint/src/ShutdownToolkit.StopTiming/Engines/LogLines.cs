using System.Text;
using Docker.DotNet;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>The lines of a stream in which the engine mixes standard output and error; bounded in length.</summary>
internal static class LogLines
{
    private const int LineLimit = 8 * 1024;

    /// <param name="take">A line without its end, and whether it is of standard error.</param>
    public static async Task ReadAsync(MultiplexedStream stream, Action<string, bool> take, CancellationToken cancellation)
    {
        var (output, error) = (new Lines(line => take(line, false)), new Lines(line => take(line, true)));
        var buffer = new byte[16 * 1024];
        while (true)
        {
            MultiplexedStream.ReadResult read;
            try
            {
                read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellation);
            }
            catch (EndOfStreamException)
            {
                // The container ended in the middle of a frame.
                break;
            }

            if (read.EOF)
            {
                break;
            }

            (read.Target == MultiplexedStream.TargetStream.StandardError ? error : output).Add(buffer.AsSpan(0, read.Count));
        }

        output.End();
        error.End();
    }

    private sealed class Lines(Action<string> take)
    {
        private readonly byte[] _line = new byte[LineLimit];
        private int _length;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            foreach (var value in bytes)
            {
                if (value == (byte)'\n')
                {
                    Take();
                }
                else if (_length < LineLimit)
                {
                    _line[_length++] = value;
                }
            }
        }

        public void End()
        {
            if (_length > 0)
            {
                Take();
            }
        }

        private void Take()
        {
            take(Encoding.UTF8.GetString(_line, 0, _length));
            _length = 0;
        }
    }
}
