using System.Text;

namespace Dockerlint.Cli.Output;

/// <summary>Standard output that the caller has closed: nothing is lost without a word.</summary>
internal sealed class ClosedWriter : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw new IOException("standard output is closed");
}
