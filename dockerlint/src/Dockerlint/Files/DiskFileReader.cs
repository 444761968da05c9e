using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.Cli.Files;

/// <summary>Reads from disk, each file once; nothing above a size that no hand-written file has.</summary>
internal sealed class DiskFileReader : IFileReader
{
    /// <summary>Bytes. Compose and Kubernetes inputs may be larger than anything an image's files are followed into.</summary>
    private const long MaximumSize = 4 << 20;

    private readonly Dictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);

    public SourceText? TryRead(string path)
    {
        if (!_texts.TryGetValue(path, out var text))
        {
            text = Read(path);
            _texts[path] = text;
        }

        return text;
    }

    public bool Exists(string path) => File.Exists(path);

    public IEnumerable<string> EnumerateFiles(string directory)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.Exists(directory.Length == 0 ? "." : directory)
            ? Directory.EnumerateFiles(directory.Length == 0 ? "." : directory, "*", options).Select(static path => path.Replace('\\', '/'))
            : [];
    }

    private static SourceText? Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length <= MaximumSize && SourceDecoder.TryDecode(path, File.ReadAllBytes(path), out var text, out _) ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
