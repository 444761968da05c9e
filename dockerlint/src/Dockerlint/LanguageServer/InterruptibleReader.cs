using Dockerlint.Cli.Inputs;
using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.Cli.LanguageServer;

/// <summary>A run asks for files all the time: there it ends when nobody waits for it any more.</summary>
internal sealed class InterruptibleReader(RepositoryReader reader) : IFileReader
{
    public CancellationToken Token { get; set; }

    public SourceText? TryRead(string path)
    {
        Token.ThrowIfCancellationRequested();
        return reader.TryRead(path);
    }

    public IEnumerable<string> EnumerateFiles(string directory)
    {
        Token.ThrowIfCancellationRequested();
        return reader.EnumerateFiles(directory);
    }

    public bool Exists(string path) => reader.Exists(path);
}
