using Dockerlint.Containers;
using Dockerlint.Text;
using Microsoft.Win32.SafeHandles;

namespace Dockerlint.Cli.Inputs;

#pragma warning disable CA2000 // An opened handle is the caller's, who disposes it; the rule does not see through "is not { }".
/// <summary>
/// The one place through which files are read. Only regular files, asked of the opened handle; only inside the roots, with links
/// resolved; of bounded size, one by one and together. Never throws: what is not read is named with its reason.
/// Paths are relative to the working directory or absolute, with <c>/</c>.
/// </summary>
internal sealed class RepositoryReader : IFileReader
{
    /// <summary>No hand-written file has it.</summary>
    public const int MaximumMegabytes = 8;

    private const int MaximumSize = MaximumMegabytes << 20;

    /// <summary>Of a stream, which only the user can have opened: <c>kubectl get -A -o json</c> writes 10 kB and more for each workload.</summary>
    private const int MaximumStreamMegabytes = 512;

    /// <summary>Of everything that is read beside the inputs.</summary>
    private const long MaximumBesideMegabytes = 256;

    /// <summary>Texts are kept up to it, in UTF-16 units; what comes later is read again when it is asked for again.</summary>
    private const long MaximumKept = 32L << 20;

    private readonly Lock _lock = new();
    private readonly string _workingDirectory;
    private readonly FileDoor _door;
    private readonly Dictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _refused = new(StringComparer.Ordinal);

    [ThreadStatic]
    private static byte[]? _buffer;

    private HashSet<string>? _asked;

    private long _readBeside;
    private long _kept;

    /// <param name="allowOutside">Whether files outside of the roots may be read.</param>
    public RepositoryReader(string workingDirectory, bool allowOutside = false)
    {
        _workingDirectory = workingDirectory;
        Roots = new ReadRoots(Paths) { HasNoBounds = allowOutside };
        _door = new FileDoor(Paths);
        Listing = new FolderListing(Paths);
    }

    public string WorkingDirectory => _workingDirectory;

    public RealPaths Paths { get; } = new();

    public ReadRoots Roots { get; }

    /// <summary>Not for several threads at once, as <see cref="EnumerateFiles"/> is.</summary>
    public FolderListing Listing { get; }

    /// <summary>A sentence for each file that an input leads to and that is not read: which, and why.</summary>
    public IEnumerable<string> Refused => _refused.Select(static refused => $"{refused.Key}: {refused.Value}");

    /// <summary>From now on <see cref="WasAsked"/> can tell what the inputs lead to.</summary>
    public void KeepAsked() => _asked = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether something asked for this file, which need not exist.</summary>
    public bool WasAsked(string fullPath) => _asked?.Contains(fullPath) == true;

    public SourceText? TryRead(string path)
    {
        lock (_lock)
        {
            _asked?.Add(FullPath(path));
            if (_texts.TryGetValue(path, out var text))
            {
                return text;
            }

            if (_readBeside >> 20 >= MaximumBesideMegabytes)
            {
                _refused.TryAdd(path, $"not read: more than {MaximumBesideMegabytes} MB were read beside the inputs");
                return null;
            }

        }

        var isRead = Read(path, out var content, out _, out var refusal);
        lock (_lock)
        {
            if (_texts.TryGetValue(path, out var text))
            {
                return text;
            }

            text = content;
            if (isRead)
            {
                _readBeside += text!.Content.Length;
                _kept += text.Content.Length;
            }
            else if (refusal.IsNamed)
            {
                _refused.TryAdd(path, refusal.Reason);
            }

            if (text is null || _kept < MaximumKept)
            {
                _texts[path] = text;
            }

            return text;
        }
    }

    /// <summary>Reads an input, which is not kept; the error says why it is none.</summary>
    public bool TryRead(string path, out SourceText? text, out InputError? error) =>
        Read(path, out text, out error, out _);

    /// <summary>Reads an input from a stream, the user's own.</summary>
    public static bool TryRead(string path, Stream stream, out SourceText? text, out InputError? error)
    {
        var isText = Decode(path, Fill(0, MaximumStreamMegabytes << 20, stream.Read), MaximumStreamMegabytes, out text, out error);
        if (_buffer!.Length > MaximumSize + 1)
        {
            _buffer = null;
        }

        return isText;
    }

    /// <summary>
    /// Reads a file that configures (<c>.gitignore</c>, <c>.editorconfig</c>) and of which nothing is ever shown. It may lie above the
    /// roots, where it is the user's own; a link in its place must stay inside them.
    /// </summary>
    /// <param name="reason">Null with no content: there is no such file.</param>
    public string? TryReadConfiguration(string fullPath, out string? reason)
    {
        var own = Paths.InRealFolder(fullPath);
        reason = null;
        if (own is null)
        {
            return null;
        }

        if (_door.Open(fullPath, real => real == own || Roots.Contains(real), out var facts, out var refusal) is not { } handle)
        {
            reason = refusal.IsMissing ? null : refusal.Reason;
            return null;
        }

        using (handle)
        {
            var isText = Decode(fullPath, Fill(handle, facts), MaximumMegabytes, out var text, out var error);
            reason = error?.Message;
            return isText ? text!.Content : null;
        }
    }

    /// <summary>The path of the file that a path leads to, links resolved; the path itself where it is none, or leads to nothing.</summary>
    public string RealName(string path) => FullPath(path) is var full && Paths.Of(full) is { } real && real != full
        && Paths.OfFolder(_workingDirectory) is { } here
        ? InputFinder.DisplayPath(here, real, !Path.IsPathRooted(path)) : path;

    /// <summary>The bytes that are there now, for a comparison.</summary>
    /// <param name="real">Where they are, links resolved.</param>
    /// <returns>Null: read; else why not.</returns>
    public string? TryReadBytes(string path, out byte[] bytes, out FileFacts facts, out string? real)
    {
        bytes = [];
        facts = default;
        real = null;
        if (FileDoor.FullPath(_workingDirectory, path, out var refusal) is not { } full || Paths.Of(full) is not { } place
            || _door.Open(place, Roots.Contains, out facts, out refusal) is not { } handle)
        {
            return refusal.Reason ?? "no such file or folder";
        }

        using (handle)
        {
            var length = Fill(handle, facts);
            bytes = length is >= 0 and <= MaximumSize ? _buffer.AsSpan(0, length).ToArray() : [];
            real = place;
            return length is >= 0 and <= MaximumSize ? null : "it cannot be read";
        }
    }

    /// <summary>A file of the user's own, named on the command line: wherever it lies, but regular and bounded.</summary>
    /// <returns>Null: not read.</returns>
    public byte[]? TryReadOwn(string fullPath, int maximumSize, out string? reason)
    {
        reason = null;
        if (_door.Open(fullPath, static _ => true, out var facts, out var refusal) is not { } handle)
        {
            reason = refusal.Reason;
            return null;
        }

        using (handle)
        {
            reason = facts.Size > maximumSize ? $"larger than {maximumSize >> 20} MB" : null;
            var bytes = reason is null ? new byte[facts.Size] : [];
            var length = 0;
            while (length < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(length), length) is > 0 and var count)
            {
                length += count;
            }

            return reason is null ? bytes[..length] : null;
        }
    }

    /// <summary>The same as a stream that stays open: an archive is larger than anything that is kept.</summary>
    /// <param name="folder">Where the real path must lie; null: anywhere.</param>
    public FileStream? TryOpenOwn(string fullPath, string? folder, out string? reason)
    {
        lock (_lock)
        {
            var below = folder is null ? null : Paths.OfFolder(folder);
            Refusal refusal = default;
            if (folder is not null && below is null
                || _door.Open(fullPath, real => below is null || ReadRoots.IsBelow(real, below), out _, out refusal) is not { } handle)
            {
                reason = refusal.Reason ?? "no such file or folder";
                return null;
            }

            reason = null;
            return new FileStream(handle, FileAccess.Read, bufferSize: 0);
        }
    }

    /// <summary>Keeps an input, or what became of one: its path reads as this text from now on.</summary>
    public void Replace(SourceText text)
    {
        lock (_lock)
        {
            _texts[text.Path] = text;
        }
    }

    public bool Exists(string path)
    {
        lock (_lock)
        {
            return _texts.TryGetValue(path, out var text) ? text is not null
                : FileDoor.FullPath(_workingDirectory, path, out _) is { } full && Paths.Of(full) is { } real && Roots.Contains(real)
                    && File.Exists(real);
        }
    }

    public IEnumerable<string> EnumerateFiles(string directory)
    {
        lock (_lock)
        {
            return FileDoor.FullPath(_workingDirectory, directory.Length == 0 ? "." : directory, out _) is { } full
                && Paths.OfFolder(full) is { } real && Roots.Contains(real)
                ? Listing.Below(real, directory.Length == 0 ? "" : directory.TrimEnd('/') + "/")
                : [];
        }
    }

    /// <summary>Of a name that no file can have the name itself.</summary>
    public string FullPath(string path) => path.Contains('\0', StringComparison.Ordinal) ? path : Path.GetFullPath(path, _workingDirectory);

    private bool Read(string path, out SourceText? text, out InputError? error, out Refusal refusal)
    {
        text = null;
        error = null;
        if (FileDoor.FullPath(_workingDirectory, path, out refusal) is { } full
            && _door.Open(full, Roots.Contains, out var facts, out refusal) is { } handle)
        {
            using (handle)
            {
                return Decode(path, Fill(handle, facts), MaximumMegabytes, out text, out error);
            }
        }

        // What cannot be decoded becomes this character, and the name with it is no file's.
        error = new InputError(path, default, refusal.IsMissing && path.Contains('\uFFFD', StringComparison.Ordinal)
            ? "its name is not UTF-8; it cannot be read" : refusal.Reason);
        return false;
    }

    private static bool Decode(string path, int length, int megabytes, out SourceText? text, out InputError? error)
    {
        text = null;
        var most = megabytes > MaximumMegabytes ? "is the most that is read of a stream" : "no hand-written file is";
        error = length > megabytes << 20 ? new InputError(path, default, $"larger than {megabytes} MB, which {most}")
            : length < 0 ? new InputError(path, default, "it cannot be read")
            : null;
        return error is null && SourceDecoder.TryDecode(path, _buffer!, length, out text, out error);
    }

    private static int Fill(SafeFileHandle handle, FileFacts facts)
    {
        long at = 0;
        return facts.Size > MaximumSize ? MaximumSize + 1 : Fill((int)facts.Size, MaximumSize, span =>
        {
            var read = RandomAccess.Read(handle, span, at);
            at += read;
            return read;
        });
    }

    /// <summary>Reads into the buffer, which all reads of a thread share; one byte more than the maximum is enough to know.</summary>
    /// <param name="expected">0: not known, as for what the kernel makes up.</param>
    /// <returns>-1: the reading failed.</returns>
    private static int Fill(int expected, int maximum, ReadInto read)
    {
        var length = 0;
        _buffer ??= new byte[16 * 1024];
        try
        {
            while (length <= maximum)
            {
                if (length == _buffer.Length || _buffer.Length < expected)
                {
                    Array.Resize(ref _buffer, Math.Min(Math.Max(_buffer.Length * 2, expected + 1), maximum + 1));
                }

                var count = read(_buffer.AsSpan(length));
                length += count;
                if (count == 0 || length == expected)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return -1;
        }

        return length;
    }

    private delegate int ReadInto(Span<byte> buffer);
}
