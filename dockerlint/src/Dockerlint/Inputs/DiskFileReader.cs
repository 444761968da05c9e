using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.Cli.Inputs;

/// <summary>The files at hand, each read once. Paths are relative to the working directory or absolute, with <c>/</c>.</summary>
internal sealed class DiskFileReader(string workingDirectory) : IFileReader
{
    /// <summary>No hand-written file has it.</summary>
    public const int MaximumMegabytes = 8;

    private const int MaximumSize = MaximumMegabytes << 20;

    private readonly Dictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);

    public SourceText? TryRead(string path)
    {
        if (!_texts.TryGetValue(path, out var text))
        {
            text = Exists(path) && TryRead(path, out var read, out _) ? read : null;
            _texts[path] = text;
        }

        return text;
    }

    /// <summary>Reads an input; the error says why it is none.</summary>
    public bool TryRead(string path, out SourceText? text, out InputError? error)
    {
        try
        {
            using var stream = new FileStream(FullPath(path), new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete });
            return TryRead(path, stream, out text, out error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            text = null;
            error = new InputError(path, default, ReadFailure.Sentence(e));
            return false;
        }
    }

    public bool TryRead(string path, Stream stream, out SourceText? text, out InputError? error)
    {
        text = null;
        if (ReadBytes(stream) is not { } bytes)
        {
            error = new InputError(path, default, $"larger than {MaximumMegabytes} MB, which no hand-written file is");
            return false;
        }

        bool isText = SourceDecoder.TryDecode(path, bytes, out text, out error);
        _texts[path] = text;
        return isText;
    }

    /// <summary>What its path reads as from now on.</summary>
    public void Replace(SourceText text) => _texts[text.Path] = text;

    public bool Exists(string path) => _texts.TryGetValue(path, out var text) ? text is not null : File.Exists(FullPath(path));

    public IEnumerable<string> EnumerateFiles(string directory)
    {
        string full = FullPath(directory);
        if (!Directory.Exists(full))
        {
            return [];
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.ReparsePoint };
        string prefix = directory.Length == 0 ? "" : directory.TrimEnd('/') + "/";
        string[] files = Directory.GetFiles(full, "*", options);
        for (int i = 0; i < files.Length; i++)
        {
            files[i] = prefix + files[i][full.Length..].Replace('\\', '/').TrimStart('/');
        }

        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    public string FullPath(string path) => Path.GetFullPath(path, workingDirectory);

    /// <summary>Null: there is more than the maximum. Devices and pipes have no length of their own.</summary>
    private static byte[]? ReadBytes(Stream stream)
    {
        int expected = stream.CanSeek && stream.Length > 0 ? (int)Math.Min(stream.Length, MaximumSize + 1L) : 4096;
        if (expected > MaximumSize)
        {
            return null;
        }

        byte[] buffer = new byte[expected];
        int length = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
            length += read;
            if (length < buffer.Length || stream.CanSeek && length == stream.Length)
            {
                break;
            }

            if (length > MaximumSize)
            {
                return null;
            }

            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaximumSize + 1));
        }

        return length == buffer.Length ? buffer : buffer[..length];
    }
}
