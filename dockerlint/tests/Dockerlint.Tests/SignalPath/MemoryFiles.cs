using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.Tests.SignalPath;

/// <summary>A build context in memory.</summary>
internal sealed class MemoryFiles(IReadOnlyDictionary<string, string> files) : IFileReader
{
    private readonly Dictionary<string, SourceText> _texts = files.ToDictionary(
        file => file.Key, file => new SourceText(file.Key, file.Value), StringComparer.Ordinal);

    public SourceText? TryRead(string path) => _texts.GetValueOrDefault(path);

    public IEnumerable<string> EnumerateFiles(string directory) =>
        _texts.Keys.Where(path => directory.Length == 0 || path.StartsWith(directory + "/", StringComparison.Ordinal));

    public bool Exists(string path) => _texts.ContainsKey(path);
}
