using System.Text;
using Dockerlint.Containers;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.SignalPath.Applications;

/// <summary>A package.json, or a tsconfig.json, which may have comments. JSON is read as the YAML it is, once for each file.</summary>
internal static class JsonFile
{
    private static readonly OncePerText<IReadOnlyList<YamlDocument>> _plain =
        new(static json => [.. YamlParser.Parse(new SourceText("", json)).Take(1)]);

    private static readonly OncePerText<IReadOnlyList<YamlDocument>> _commented =
        new(static json => [.. YamlParser.Parse(new SourceText("", WithoutComments(json))).Take(1)]);

    /// <summary>Null: it is no object.</summary>
    public static YamlMapping? Root(ImageFile file) => Root(file.Content);

    public static YamlMapping? Root(string json) => _plain.Of(json) is [var document, ..] ? document.RootMapping : null;

    /// <summary>The same where there may be comments; spans are not those of the file.</summary>
    public static YamlMapping? RootWithComments(ImageFile file) => _commented.Of(file.Content) is [var document, ..] ? document.RootMapping : null;

    private static string WithoutComments(string json)
    {
        var text = new StringBuilder(json.Length);
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            var next = i + 1 < json.Length ? json[i + 1] : '\0';
            if (inString && c == '\\')
            {
                text.Append(c).Append(next);
                i++;
            }
            else if (!inString && c == '/' && next is '/' or '*')
            {
                var end = next == '/' ? json.IndexOf('\n', i) : json.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? json.Length : next == '/' ? end - 1 : end + 1;
            }
            else
            {
                inString ^= c == '"';
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
