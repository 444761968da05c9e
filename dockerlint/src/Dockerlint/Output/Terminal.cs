using System.Runtime.InteropServices;

namespace Dockerlint.Cli.Output;

/// <summary>What a terminal says of itself. <see cref="Console"/> would change its mode before it answers.</summary>
internal static partial class Terminal
{
    private const int StandardOutput = 1;
    private const nuint GetWindowSize = 0x5413;

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

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AskWindow(int descriptor, nuint request, ref ushort size);
}
