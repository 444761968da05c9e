using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Suppression;

/// <summary>Finds the ignore comments of a file, each with the lines it speaks about.</summary>
public static class IgnoreComments
{
    public static IReadOnlyList<IgnoreComment> Of(SourceText source, SourceKind kind)
    {
        if (!IgnoreSyntax.MayOccurIn(source.Content))
        {
            return [];
        }

        var found = new List<IgnoreComment>();
        if (kind == SourceKind.Dockerfile)
        {
            new DockerfileComments(source, DockerfileParser.Parse(source)).AddTo(found);
        }
        else
        {
            LineComments.AddTo(found, source, 1, source.LineCount, isYaml: kind == SourceKind.Yaml);
        }

        return found;
    }
}
