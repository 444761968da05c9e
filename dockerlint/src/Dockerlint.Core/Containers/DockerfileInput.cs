using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>A parsed Dockerfile with its stages; made once per file.</summary>
public sealed class DockerfileInput
{
    // Few are built with arguments.
    private Dictionary<string, DockerfileInput>? _withArguments;

    private DockerfileInput(SourceText source, DockerfileSyntax syntax, StageGraph stages)
    {
        Source = source;
        Syntax = syntax;
        Stages = stages;
    }

    public SourceText Source { get; }

    public DockerfileSyntax Syntax { get; }

    public StageGraph Stages { get; }

    public static DockerfileInput Parse(SourceText source, IReadOnlyDictionary<string, string>? buildArguments = null)
    {
        var syntax = DockerfileParser.Parse(source);
        return new DockerfileInput(source, syntax, StageGraph.Build(syntax, buildArguments));
    }

    /// <summary>The same file built with other arguments; the same object for the same arguments.</summary>
    public DockerfileInput With(IReadOnlyDictionary<string, string> buildArguments)
    {
        if (buildArguments.Count == 0)
        {
            return this;
        }

        var words = string.Join("\0", buildArguments.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => pair.Key + "=" + pair.Value));
        lock (Syntax)
        {
            _withArguments ??= new(StringComparer.Ordinal);
            if (!_withArguments.TryGetValue(words, out var built))
            {
                _withArguments[words] = built = new DockerfileInput(Source, Syntax, StageGraph.Build(Syntax, buildArguments));
            }

            return built;
        }
    }
}
