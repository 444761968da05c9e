using System.Runtime.InteropServices;

namespace Dockerlint.Cli.Output;

/// <summary>What a terminal says of itself. <see cref="Console"/> would change its mode before it answers.</summary>
internal static partial class Terminal
{
    private const int StandardOutput = 1;
    private const nuint GetWindowSize = 0x5413;
    private const int GetFlags = 3;
    private const int NonBlocking = 0x800;

    /// <summary>Of standard output; null where it is none, or the system is not asked (macOS: COLUMNS is).</summary>
    public static int? Columns()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.IsOutputRedirected ? null : Console.WindowWidth;
        }

        // struct winsize: rows, columns, and both in pixels.
        Span<ushort> size = stackalloc ushort[4];
        return OperatingSystem.IsLinux() && AskWindow(StandardOutput, GetWindowSize, ref size[0]) == 0 && size[1] > 0 ? size[1] : null;
    }

    /// <summary>A terminal that waits until it has taken all: with one that does not, only the console's own stream knows how to go on.</summary>
    public static bool TakesWholeWrites(int descriptor)
    {
        Span<ushort> size = stackalloc ushort[4];
        return OperatingSystem.IsLinux() && AskWindow(descriptor, GetWindowSize, ref size[0]) == 0
            && AskFlags(descriptor, GetFlags) is >= 0 and var flags && (flags & NonBlocking) == 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AskFlags(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AskWindow(int descriptor, nuint request, ref ushort size);
}
