using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Dockerlint.Cli.Output;

/// <summary>
/// A file that takes another one's place when it is whole. At most one is there at a time, and a signal that ends the process removes it.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private static readonly Lock _gate = new();
    private static PosixSignalRegistration[]? _signals;
    private static string? _current;

    private readonly string _path;

    private TemporaryFile(string path, SafeFileHandle handle)
    {
        _path = path;
        Handle = handle;
    }

    public SafeFileHandle Handle { get; }

    /// <param name="folder">Where the file will be: a rename does not cross file systems. The name is short whatever the other one's is.</param>
    public static TemporaryFile In(string folder)
    {
        lock (_gate)
        {
            _signals ??= [
                .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(
                    static signal => PosixSignalRegistration.Create(signal, CleanUp))];
            var path = Path.Combine(folder, ".dockerlint-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
            var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
            _current = path;
            return new TemporaryFile(path, handle);
        }
    }

    /// <summary>To the disk, which takes long beside everything else.</summary>
    public void Flush() => RandomAccess.FlushToDisk(Handle);

    /// <summary>In the other file's place.</summary>
    public void Replace(string target)
    {
        Handle.Dispose();
        lock (_gate)
        {
            File.Move(_path, target, overwrite: true);
            _current = null;
        }
    }

    public void Dispose()
    {
        Handle.Dispose();
        lock (_gate)
        {
            if (_current == _path)
            {
                File.Delete(_path);
                _current = null;
            }
        }
    }

    /// <summary>Keeps the gate: the process ends by the signal, and nothing new may begin before it does.</summary>
    private static void CleanUp(PosixSignalContext context)
    {
        _gate.Enter();
        if (_current is { } path)
        {
            File.Delete(path);
        }
    }
}
