using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dockerlint.Cli.Inputs;

/// <summary>What the platform knows of a file and .NET does not ask: its kind, before any read; its links and its owner.</summary>
internal static partial class NativeFile
{
    public const int NotFound = 2;
    public const int NotPermitted = 1;
    public const int AccessDenied = 13;
    public const int NotFolder = 20;

    /// <summary>ENXIO: a socket, or a device without anything behind it.</summary>
    public const int NoDevice = 6;

    private const int StatusSize = 256;
    private const int EmptyPath = 0x1000;
    private const int NoFollow = 0x100;
    private const int CurrentFolder = -100;
    private const uint BasicFields = 0x7ff;

    public static int LoopOfLinks => OperatingSystem.IsMacOS() ? 62 : 40;

    public static int NameTooLong => OperatingSystem.IsMacOS() ? 63 : 36;

    // O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC: nothing may wait for a writer, become our terminal, or be a link.
    private static int OpenFlags => OperatingSystem.IsMacOS() ? 0x4 | 0x20000 | 0x100 | 0x1000000
        : RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x800 | 0x100 | 0x8000 | 0x80000
        : 0x800 | 0x100 | 0x20000 | 0x80000;

    /// <summary>Opens for reading without waiting and without following a link in last place.</summary>
    /// <param name="error">An errno; 0 for none.</param>
    public static SafeFileHandle? Open(string path, out int error)
    {
        if (OperatingSystem.IsWindows())
        {
            return OpenOnWindows(path, out error);
        }

        var descriptor = Open(path, OpenFlags);
        error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    public static FileFacts Facts(SafeFileHandle handle) =>
        OperatingSystem.IsWindows()
            ? new FileFacts(FileKind.Regular, 1, 0, 0, 0, RandomAccess.GetLength(handle), 0, 0, 0)
            : FactsOf((int)handle.DangerousGetHandle());

    /// <summary>Of an open descriptor; <c>default</c> for a closed one. Not for Windows.</summary>
    public static FileFacts FactsOf(int descriptor)
    {
        Span<byte> status = stackalloc byte[StatusSize];
        if (OperatingSystem.IsLinux())
        {
            return Statx(descriptor, "", EmptyPath, BasicFields, ref MemoryMarshal.GetReference(status)) == 0 ? OfLinux(status) : default;
        }

        return MacStatus(descriptor, ref MemoryMarshal.GetReference(status)) == 0 ? OfMac(status) : default;
    }

    /// <summary>What stands at a path, a link not followed; <c>default</c> for nothing.</summary>
    public static FileFacts Facts(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            Span<byte> status = stackalloc byte[StatusSize];
            return Statx(CurrentFolder, path, NoFollow, BasicFields, ref MemoryMarshal.GetReference(status)) == 0 ? OfLinux(status) : default;
        }

        var isLink = new FileInfo(path).LinkTarget is not null;
        return !isLink && !Path.Exists(path) ? default
            : new FileFacts(isLink ? FileKind.Link : Directory.Exists(path) ? FileKind.Folder : FileKind.Regular, 1, 0, 0, 0, 0, 0, 0, 0);
    }

    /// <summary>False: the file keeps the owner it has.</summary>
    public static bool TryChangeOwner(SafeFileHandle handle, FileFacts like) =>
        ChangeOwner((int)handle.DangerousGetHandle(), like.User, like.Group) == 0;

    private static SafeFileHandle? OpenOnWindows(string path, out int error)
    {
        try
        {
            error = 0;
            return File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error = e switch
            {
                UnauthorizedAccessException => AccessDenied,
                FileNotFoundException or DirectoryNotFoundException => NotFound,
                _ => NoDevice,
            };
            return null;
        }
    }

    /// <summary>struct statx of the kernel: the same on every architecture (statx(2)).</summary>
    private static FileFacts OfLinux(ReadOnlySpan<byte> status)
    {
        uint mode = MemoryMarshal.Read<ushort>(status[28..]);
        return new FileFacts(KindOf(mode), MemoryMarshal.Read<uint>(status[16..]), MemoryMarshal.Read<uint>(status[20..]), MemoryMarshal.Read<uint>(
            status[24..]), mode & 0xfff,
            MemoryMarshal.Read<long>(status[40..]), MemoryMarshal.Read<long>(status[32..]), MemoryMarshal.Read<long>(status[112..]),
            MemoryMarshal.Read<int>(status[120..]));
    }

    /// <summary>struct stat of macOS with 64-bit inodes (stat(2)).</summary>
    private static FileFacts OfMac(ReadOnlySpan<byte> status)
    {
        uint mode = MemoryMarshal.Read<ushort>(status[4..]);
        return new FileFacts(KindOf(mode), MemoryMarshal.Read<ushort>(status[6..]), MemoryMarshal.Read<uint>(status[16..]), MemoryMarshal.Read<uint>(
            status[20..]), mode & 0xfff,
            MemoryMarshal.Read<long>(status[96..]), MemoryMarshal.Read<long>(status[8..]), MemoryMarshal.Read<long>(status[48..]),
            MemoryMarshal.Read<int>(status[56..]));
    }

    private static FileKind KindOf(uint mode) => (mode & 0xf000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0xa000 => FileKind.Link,
        0x1000 => FileKind.Pipe,
        0xc000 => FileKind.Socket,
        _ => FileKind.Device,
    };

    private static int MacStatus(int descriptor, ref byte status) =>
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? MacStatusArm(descriptor, ref status) : MacStatusIntel(descriptor, ref status);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "fchown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(int descriptor, uint user, uint group);

    [LibraryImport("libSystem", EntryPoint = "fstat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MacStatusArm(int descriptor, ref byte status);

    [LibraryImport("libSystem", EntryPoint = "fstat$INODE64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MacStatusIntel(int descriptor, ref byte status);
}
