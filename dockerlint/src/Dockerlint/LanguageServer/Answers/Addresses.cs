using Dockerlint.Cli.LanguageServer.Documents;

namespace Dockerlint.Cli.LanguageServer.Answers;

/// <summary>From the paths of one folder's findings to the addresses of the protocol: an open document has the editor's own.</summary>
internal sealed class Addresses(CheckedFolder folder, IReadOnlyDictionary<string, TextDocument> open)
{
    public string UriOf(string display) => UriOfFile(folder.FullPath(display));

    public string UriOfFile(string fullPath) => open.TryGetValue(fullPath, out var document) ? document.Uri : FileAddress.Of(fullPath);

    public TextDocument? OpenAt(string display) => open.GetValueOrDefault(folder.FullPath(display));
}
