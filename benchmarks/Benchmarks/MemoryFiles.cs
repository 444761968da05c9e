using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.Benchmarks;

/// <summary>Files that exist only here.</summary>
internal sealed class MemoryFiles(IReadOnlyDictionary<string, string> files) : IFileReader
{
    public SourceText? TryRead(string path) => files.TryGetValue(path, out var content) ? new SourceText(path, content) : null;

    public IEnumerable<string> EnumerateFiles(string directory) => files.Keys.Where(path => path.StartsWith(directory, StringComparison.Ordinal));

    public bool Exists(string path) => files.ContainsKey(path);
}
