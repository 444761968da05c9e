using System.Buffers;
using System.Text;

namespace Dockerlint.Cli.Output;

/// <summary>
/// The door that everything written to a person or a log passes, line by line. What a format has cleaned passes unchanged; what it has
/// forgotten is made harmless here. Our own colours pass.
/// </summary>
internal sealed class GuardedWriter : TextWriter
{
    private const string Link = "\e]8;;";
    private const string EndOfLink = "\e\\";
    private const string Pages = "https://github.com/shutdown-toolkit/";

    private static readonly SearchValues<char> _inAddresses =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%:/");

    private static readonly string[] _colours = ["\e[0m", "\e[1m", "\e[2m", "\e[32m", "\e[1;31m", "\e[1;33m", "\e[1;34m"];

#pragma warning disable CA2213 // The inner writer is the caller's.
    private readonly TextWriter _inner;
#pragma warning restore CA2213
    private readonly StringBuilder _line = new();

    public GuardedWriter(TextWriter inner)
        : base(null)
    {
        _inner = inner;
        CoreNewLine = inner.NewLine.ToCharArray();
    }

    public override Encoding Encoding => _inner.Encoding;

    /// <summary>A line that is meant for the runner: everything in it but its beginning is guarded.</summary>
    public static void WriteCommand(TextWriter output, string line)
    {
        if (output is GuardedWriter guarded)
        {
            guarded.EndLine();
            guarded._inner.Write(Clean(line));
            guarded._inner.Write(guarded.CoreNewLine);
        }
        else
        {
            output.WriteLine(line);
        }
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var end = buffer.IndexOf('\n');
            if (end < 0)
            {
                _line.Append(buffer);
                return;
            }

            _line.Append(buffer[..end]);
            EndLine();
            _inner.Write('\n');
            buffer = buffer[(end + 1)..];
        }
    }

    public override void WriteLine(string? value)
    {
        Write(value.AsSpan());
        EndLine();
        _inner.Write(CoreNewLine);
    }

    public override void Flush()
    {
        EndLine();
        _inner.Flush();
    }

    /// <summary>The inner writer is the caller's, and so is its end; what is still here goes to it.</summary>
    protected override void Dispose(bool disposing)
    {
        EndLine();
        base.Dispose(disposing);
    }

    private void EndLine()
    {
        if (_line.Length > 0)
        {
            var line = _line.ToString();
            _line.Clear();
            _inner.Write(SafeText.BeginsCommand(line) ? Broken(Clean(line)) : Clean(line));
        }
    }

    /// <summary>A hyperlink's beginning or end (OSC 8) as we write it: to a rule's page or to a file.</summary>
    private static string? LinkAt(string line, int start)
    {
        if (string.CompareOrdinal(line, start, Link, 0, Link.Length) != 0
            || line.IndexOf(EndOfLink, start + Link.Length, StringComparison.Ordinal) is var end && end < 0)
        {
            return null;
        }

        var address = line.AsSpan(start + Link.Length, end - start - Link.Length);
        var isOurs = address.IsEmpty || address.StartsWith(Pages, StringComparison.Ordinal)
            || address.StartsWith("file:///", StringComparison.Ordinal);
        return isOurs && !address.ContainsAnyExcept(_inAddresses) ? line[start..(end + EndOfLink.Length)] : null;
    }

    private static string Broken(string line) => line.IndexOf("::", StringComparison.Ordinal) is >= 0 and var at ? line.Insert(at + 1, " ") : line;

    private static string Clean(string line)
    {
        var first = SafeText.IndexOfHostile(line);
        var endsInReturn = first == line.Length - 1 && line[first] == '\r';
        if ((first < 0 || endsInReturn) && !line.Contains("##[", StringComparison.Ordinal))
        {
            return line;
        }

        var result = new StringBuilder(line.Length);
        var start = 0;
        for (var escape = line.IndexOf('\e', StringComparison.Ordinal); escape >= 0; escape = line.IndexOf('\e', start))
        {
            var colour = Array.Find(_colours, colour => string.CompareOrdinal(line, escape, colour, 0, colour.Length) == 0)
                ?? LinkAt(line, escape) ?? " ";
            result.Append(SafeText.Field(line[start..escape])).Append(colour);
            start = escape + colour.Length;
        }

        return result.Append(SafeText.Field(line[start..])).ToString();
    }
}
