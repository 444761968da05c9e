#pragma warning disable CA2000 // The streams last as long as the process.
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Microsoft.Win32.SafeHandles;

namespace Dockerlint.Cli;

/// <summary>
/// Streams that the caller may have closed (<c>2&gt;&amp;-</c>). Their numbers are taken, so that no file we open becomes one of them.
/// </summary>
internal static class StandardStreams
{
    private static readonly List<SafeFileHandle> _placeholders = [];

    private static bool[]? _open;

    /// <param name="descriptor">0, 1 or 2.</param>
    public static bool IsOpen(int descriptor) => (_open ??= Look())[descriptor];

    /// <summary>
    /// For a terminal not the console's own stream: with its first byte that switches the keypad (terminfo's smkx), and nothing switches it back.
    /// </summary>
    /// <param name="descriptor">1 or 2.</param>
    public static Stream Open(int descriptor) =>
        Terminal.TakesWholeWrites(descriptor) ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0)
        : descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();

    private static bool[] Look()
    {
        bool[] open = [true, true, true];
        for (var i = 0; i < open.Length && !OperatingSystem.IsWindows(); i++)
        {
            open[i] = NativeFile.FactsOf(i).Kind != FileKind.None;
            if (!open[i])
            {
                _placeholders.Add(File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
            }
        }

        return open;
    }
}
