using System.Security.Cryptography;

namespace Dockerlint.Images.Registries;

/// <summary>Blobs of registries under the user's cache folder, by digest; what is read is verified each time.</summary>
/// <param name="folder">Null: nothing is kept.</param>
internal sealed class BlobCache(string? folder)
{
    private const long MaximumBytes = 2L << 30;

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
            return new FileStream(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 64 << 10);
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
        File.Move(file.Name, PathOf(digest), overwrite: true);
        Shrink();
    }

    public static void Discard(FileStream file)
    {
        file.Dispose();
        File.Delete(file.Name);
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
