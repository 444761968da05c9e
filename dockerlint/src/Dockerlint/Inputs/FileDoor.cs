using Microsoft.Win32.SafeHandles;

namespace Dockerlint.Cli.Inputs;

/// <summary>Why a file was not opened.</summary>
/// <param name="IsMissing">There is none, which many questions come to.</param>
/// <param name="IsNamed">A reader should learn of it even where the file is no input.</param>
internal readonly record struct Refusal(string Reason, bool IsMissing = false, bool IsNamed = false);

#pragma warning disable CA2000 // An opened handle is the caller's, who disposes it; the rule does not see through "is not { }".
/// <summary>Opens files: regular ones only, and only where the real path may be read.</summary>
internal sealed class FileDoor(RealPaths paths)
{
    private const int MaximumPath = 4096;
    private const int MaximumLinks = 40;

    /// <summary>Null: the path is none that a file could have.</summary>
    public static string? FullPath(string workingDirectory, string path, out Refusal refusal)
    {
        refusal = path.Contains('\0', StringComparison.Ordinal) ? new Refusal("a path cannot hold a NUL character")
            : path.Length == 0 ? new Refusal("an empty path")
            : path.Length > MaximumPath ? new Refusal("the path is too long")
            : default;
        return refusal.Reason is null ? Path.GetFullPath(path, workingDirectory) : null;
    }

    /// <param name="allows">Asked with the real path, before anything is opened.</param>
    public SafeFileHandle? Open(string fullPath, Func<string, bool> allows, out FileFacts facts, out Refusal refusal)
    {
        facts = default;
        refusal = new Refusal("no such file or folder", IsMissing: true);
        var at = fullPath;
        for (var links = 0; links <= MaximumLinks && at is not null; links++)
        {
            if (paths.InRealFolder(at) is not { } real)
            {
                return null;
            }

            if (!allows(real))
            {
                var isThere = NativeFile.Facts(real).Kind is not (FileKind.None or FileKind.Folder);
                refusal = isThere ? new Refusal("outside, not read (--allow-outside reads it)", IsNamed: true) : refusal;
                return null;
            }

            var handle = NativeFile.Open(real, out var error);
            if (handle is not null)
            {
                return Accepted(handle, out facts, out refusal);
            }

            if (error != NativeFile.LoopOfLinks)
            {
                refusal = OfError(error);
                return null;
            }

            at = RealPaths.Target(real);
        }

        refusal = at is null ? refusal : new Refusal("a loop of symbolic links", IsNamed: true);
        return null;
    }

    private static SafeFileHandle? Accepted(SafeFileHandle handle, out FileFacts facts, out Refusal refusal)
    {
        facts = NativeFile.Facts(handle);
        if (facts.WhyNotRead is not { } reason)
        {
            refusal = default;
            return handle;
        }

        handle.Dispose();
        refusal = new Refusal(reason, IsNamed: facts.Kind != FileKind.Folder);
        return null;
    }

    private static Refusal OfError(int error) => error switch
    {
        NativeFile.NotFound or NativeFile.NotFolder => new Refusal("no such file or folder", IsMissing: true),
        NativeFile.AccessDenied or NativeFile.NotPermitted => new Refusal("permission denied", IsNamed: true),
        NativeFile.NoDevice => new Refusal("a device or socket, not a file", IsNamed: true),
        _ when error == NativeFile.NameTooLong => new Refusal("the path is too long"),
        _ => new Refusal(System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error), IsNamed: true),
    };
}
