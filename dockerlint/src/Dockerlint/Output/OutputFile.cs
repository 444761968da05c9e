namespace Dockerlint.Cli.Output;

/// <summary>A file that is there as a whole or not at all.</summary>
internal static class OutputFile
{
    public static void Write(string fullPath, ReadOnlySpan<byte> content)
    {
        string target = new FileInfo(fullPath) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? fullPath : fullPath;
        if (Path.Exists(target) && !IsRegular(target))
        {
            using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
            device.Write(content);
            return;
        }

        string folder = Path.GetDirectoryName(target)!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Pipes and devices (<c>/dev/stdout</c>) are written to, never replaced.</summary>
    private static bool IsRegular(string path) => !path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/proc/", StringComparison.Ordinal) && File.GetAttributes(path) is var attributes && (attributes & (FileAttributes.Device | FileAttributes.Directory)) == 0;
}
