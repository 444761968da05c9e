using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>A Compose file with its documents, parsed once.</summary>
public sealed record ComposeSource(SourceText Text, IReadOnlyList<YamlDocument> Documents)
{
    /// <summary>Each is merged over all before it, so many of them would cost their square; real files have one.</summary>
    internal const int MaximumDocuments = 100;

    /// <summary>One document more than may be, for the message.</summary>
    public static ComposeSource Parse(SourceText text) => new(text, YamlParser.Parse(text).Take(MaximumDocuments + 1).ToList());
}
