using Dockerlint.Cli.Inputs;

namespace Dockerlint.Cli.Output;

/// <summary>A file that is there as a whole or not at all. Pipes and devices are written to, never replaced.</summary>
internal static class OutputFile
{
    /// <param name="roots">A link that a repository holds must not lead the report out of it.</param>
    /// <exception cref="IOException">It cannot be written; the message says why.</exception>
    public static void Write(string fullPath, ReadOnlySpan<byte> content, ReadRoots roots)
    {
        if (IsDescriptor(fullPath))
        {
            WriteInto(fullPath, content);
            return;
        }

        var target = Target(fullPath, roots);
        var facts = NativeFile.Facts(target);
        switch (facts.Kind)
        {
            case FileKind.None or FileKind.Regular:
                Replace(target, content, facts, static () => true);
                break;
            case FileKind.Pipe or FileKind.Device:
                WriteInto(target, content);
                break;
            default:
                throw new IOException(facts.WhyNotRead);
        }
    }

    /// <summary>Writes a new file beside the old one, with its owner and mode, and puts it in its place.</summary>
    /// <param name="isStillTrue">Asked last, right before.</param>
    /// <returns>False: it was no longer true, and nothing was written.</returns>
    public static bool Replace(string target, ReadOnlySpan<byte> content, FileFacts old, Func<bool> isStillTrue)
    {
        using var file = TemporaryFile.In(Path.GetDirectoryName(target)!);
        RandomAccess.Write(file.Handle, content, 0);
        if (!OperatingSystem.IsWindows() && old.Kind == FileKind.Regular)
        {
            var own = NativeFile.Facts(file.Handle);
            if ((own.User, own.Group) != (old.User, old.Group) && OperatingSystem.IsLinux() && !NativeFile.TryChangeOwner(file.Handle, old))
            {
                throw new IOException("a new file in its place would have another owner");
            }

            File.SetUnixFileMode(file.Handle, (UnixFileMode)old.Mode);
        }

        file.Flush();
        if (!isStillTrue())
        {
            return false;
        }

        file.Replace(target);
        return true;
    }

    /// <summary><c>/dev/stdout</c> and what <c>&gt;(…)</c> becomes.</summary>
    private static bool IsDescriptor(string path) => path is "/dev/stdout" or "/dev/stderr" || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
        || path.StartsWith("/proc/self/fd/", StringComparison.Ordinal);

    private static string Target(string fullPath, ReadRoots roots)
    {
        var at = fullPath;
        for (var links = 0; links < 40 && at is not null; links++)
        {
            var folder = Path.GetDirectoryName(at) ?? throw new IOException("a folder, not a file");
            if (roots.Given(folder, out var repository) is not { } real)
            {
                throw Directory.Exists(folder)
                    ? new IOException("a link leads out of the repository (--allow-outside follows it)")
                    : new DirectoryNotFoundException();
            }

            var path = Path.Combine(real, Path.GetFileName(at));
            if (NativeFile.Facts(path).Kind != FileKind.Link)
            {
                return path;
            }

            at = RealPaths.Target(path);
            var leadsOut = repository is not null && at is not null && !ReadRoots.IsBelow(at, repository) && !roots.HasNoBounds;
            if (leadsOut || at is not null && at.Contains("/.git/", StringComparison.Ordinal))
            {
                throw new IOException("a link leads out of the repository (--allow-outside follows it)");
            }
        }

        throw new IOException("a loop of symbolic links");
    }

    private static void WriteInto(string path, ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(
            path, new FileStreamOptions
            {
                Mode = FileMode.Open, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0,
            });
        stream.Write(content);
    }
}
