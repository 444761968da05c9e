using Markdig.Syntax;

namespace ShutdownToolkit.Site;

/// <summary>One Markdown file and where it will stand.</summary>
/// <param name="Source">Its path in the repository.</param>
/// <param name="Address">Its path in the site.</param>
/// <param name="Anchors">What a link's <c>#…</c> may name.</param>
internal sealed record Page(string Source, string Address, string Title, MarkdownDocument Document, IReadOnlySet<string> Anchors);
