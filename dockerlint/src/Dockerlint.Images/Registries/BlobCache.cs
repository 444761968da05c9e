using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dockerlint.Images.Registries;

/// <summary>Blobs of registries under the user's cache folder, by digest; what is read is verified each time.</summary>
/// <param name="folder">Null: nothing is kept.</param>
internal sealed class BlobCache(string? folder)
{
    private const long MaximumBytes = 2L << 30;

    private static readonly Lock _gate = new();
    private static readonly HashSet<string> _unfinished = new(StringComparer.Ordinal);
    private static PosixSignalRegistration[]? _signals;

    /// <summary>XDG's folder, the Mac's, Windows' local application data.</summary>
    public static BlobCache OfUser(Func<string, string?> variable)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var caches = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : variable("XDG_CACHE_HOME") is { Length: > 0 } set && Path.IsPathRooted(set) ? set
            : home.Length > 0 ? Path.Combine(home, ".cache") : "";
        return new BlobCache(caches.Length == 0 ? null : Path.Combine(caches, "dockerlint", "blobs"));
    }

    /// <summary>At its start; null: not there, or not what its name says.</summary>
    public FileStream? Find(string digest)
    {
        if (folder is null)
        {
            return null;
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 << 10);
            if ("sha256:" + Convert.ToHexStringLower(SHA256.HashData(file)) == digest)
            {
                file.Position = 0;
                return file;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        file?.Dispose();
        return null;
    }

    /// <summary>A file to write a blob into before anybody can find it; null: nothing can be kept.</summary>
    public FileStream? Begin()
    {
        if (folder is null)
        {
            return null;
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var name = Path.Combine(folder, $".new-{Guid.NewGuid():N}");
            lock (_gate)
            {
                _signals ??= [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(
                    static signal => PosixSignalRegistration.Create(signal, CleanUp))];
                var file = new FileStream(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 64 << 10);
                _unfinished.Add(name);
                return file;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The file, whole and verified, gets its name.</summary>
    public void Keep(FileStream file, string digest)
    {
        file.Flush();
        lock (_gate)
        {
            File.Move(file.Name, PathOf(digest), overwrite: true);
            _unfinished.Remove(file.Name);
        }

        Shrink();
    }

    public static void Discard(FileStream file)
    {
        try
        {
            file.Dispose();
        }
        catch (IOException)
        {
            // What it still held did not fit; the file is closed all the same.
        }

        lock (_gate)
        {
            File.Delete(file.Name);
            _unfinished.Remove(file.Name);
        }
    }

    /// <summary>Keeps the gate: the process ends by the signal, and nothing new may begin before it does.</summary>
    private static void CleanUp(PosixSignalContext context)
    {
        _gate.Enter();
        foreach (var name in _unfinished)
        {
            File.Delete(name);
        }
    }

    private string PathOf(string digest) => Path.Combine(folder!, digest[7..]);

    /// <summary>The least used go first.</summary>
    private void Shrink()
    {
        var files = new DirectoryInfo(folder!).GetFiles();
        var total = files.Sum(static file => file.Length);
        foreach (var file in files.OrderBy(static file => file.LastAccessTimeUtc).TakeWhile(_ => total > MaximumBytes))
        {
            total -= file.Length;
            file.Delete();
        }
    }
}
