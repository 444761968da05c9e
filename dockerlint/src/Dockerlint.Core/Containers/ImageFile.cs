using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>A file of the image whose text is at hand.</summary>
/// <param name="Locate">From offsets of <paramref name="Content"/> to the file that holds it.</param>
/// <param name="Copied">The instruction that brought it in.</param>
public sealed record ImageFile(string Path, string Content, Func<TextSpan, SourceLocation> Locate, SourceLocation Copied)
{
    /// <summary>Characters of a source or a configuration; nobody writes more by hand, and what is larger is a bundle or data.</summary>
    public const int MaximumSource = 1_000_000;

    /// <summary>What has to hold for it to be the one that is there.</summary>
    public string? Assumption { get; init; }
}
