using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>Text to documents: lazily, one after the other, each bounded in depth and size. Never throws on any input.</summary>
public static class YamlParser
{
    /// <summary>All documents of a stream; those that <paramref name="wanted"/> refuses by their top-level
    /// <c>kind</c> are not parsed and not returned.</summary>
    /// <param name="wanted">
    /// Gets the top-level <c>kind</c>: empty where the document has none, null where a glance cannot tell. Null: everything is wanted.
    /// </param>
    /// <param name="takesMarks">A template's marks that stand for one value each are values, as they are written.</param>
    public static IEnumerable<YamlDocument> Parse(SourceText source, Func<string?, bool>? wanted = null, bool takesMarks = false)
    {
        if (YamlItems.Of(source.Content) is { } items)
        {
            foreach (var item in items)
            {
                if (wanted?.Invoke(null) is not false)
                {
                    yield return YamlItems.Read(source, item);
                }
            }

            yield break;
        }

        foreach (var span in DocumentBoundaries.Of(source.Content))
        {
            if (wanted is not null && !wanted(TopLevelKind.Of(source.Content, span)))
            {
                continue;
            }

            var document = JsonTree.Read(source, span) ?? new TreeBuilder(source, span).Build();
            if (takesMarks && document.Template is not null && ValueMarks.Plain(source.Content, span) is { } plain
                && new TreeBuilder(source, span, plain).Build() is { Template: null, Errors.Count: 0 } read)
            {
                document = read;
            }

            if (document.Root is not null || document.Errors.Count > 0 || document.Template is not null || document.Comments.Count > 0)
            {
                yield return document;
            }
        }
    }
}
