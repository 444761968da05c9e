using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>Text to documents: lazily, one after the other, each bounded in depth and size. Never throws on any input.</summary>
public static class YamlParser
{
    /// <summary>All documents of a stream; those that <paramref name="wanted"/> refuses by their top-level <c>kind</c> are not parsed and not returned.</summary>
    /// <param name="wanted">Gets the top-level <c>kind</c>, or null where a glance cannot tell; null: everything is wanted.</param>
    public static IEnumerable<YamlDocument> Parse(SourceText source, Func<string?, bool>? wanted = null) => throw new NotImplementedException(source.Path + wanted);
}
