using Dockerlint.Cli.Since;
using Dockerlint.Text;

namespace Dockerlint.Cli.Rendering;

/// <summary>A text that a program made of sources, and the way back.</summary>
internal interface IRendering
{
    /// <summary><c>helm template</c>.</summary>
    string Program { get; }

    SourceText Text { get; }

    /// <summary>Whether one of its sources is among these.</summary>
    bool IsMadeOf(ChangedFiles changed);

    /// <summary>Where a place of the text comes from.</summary>
    /// <param name="isCertain">False: only the file, or what is around the line.</param>
    SourceLocation Origin(SourceLocation place, out bool isCertain);
}
