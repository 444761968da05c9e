using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using ShutdownToolkit.Containers.Inputs;
using CoreText = Dockerlint.Text.SourceText;

namespace ShutdownToolkit.Containers.Facts;

/// <summary>Places in the compilation's sources, as evidence names places.</summary>
internal sealed class SourcePlaces(PathNames names, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, CoreText> _texts = [];
    private readonly Dictionary<CoreText, SyntaxTree> _trees = [];

    /// <summary>Null: it is no source of this compilation.</summary>
    public SyntaxTree? TreeOf(CoreText text) => _trees.TryGetValue(text, out var tree) ? tree : null;

    public SourceLocation Of(SyntaxNode node) => Of(node.SyntaxTree, node.Span.Start, node.Span.Length);

    public SourceLocation Of(Location location) => Of(location.SourceTree!, location.SourceSpan.Start, location.SourceSpan.Length);

    /// <summary>Where the program begins: Main's name, or the first top-level statement.</summary>
    public SourceLocation? EntryPoint(Compilation compilation) =>
        compilation.GetEntryPoint(cancellation)?.Locations.FirstOrDefault() is { SourceTree: { } tree } location
            ? FirstLineOf(tree, location.SourceSpan.Start)
            : null;

    private SourceLocation FirstLineOf(SyntaxTree tree, int start) =>
        Of(tree, start, 0) is var place && place.Source.LineSpan(place.Line) is var line
            ? place with { Span = Dockerlint.Text.TextSpan.FromBounds(start, Math.Max(start, line.End)) }
            : place;

    private SourceLocation Of(SyntaxTree tree, int start, int length)
    {
        if (!_texts.TryGetValue(tree, out var text))
        {
            _texts[tree] = text = new CoreText(names.Short(tree.FilePath), tree.GetText(cancellation).ToString());
            _trees[text] = tree;
        }

        return new SourceLocation(text, new TextSpan(start, length));
    }
}
