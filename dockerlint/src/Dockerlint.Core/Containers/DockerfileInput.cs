using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>A parsed Dockerfile with its stages; made once per file.</summary>
public sealed class DockerfileInput
{
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

    /// <summary>The same file built with other arguments.</summary>
    public DockerfileInput With(IReadOnlyDictionary<string, string> buildArguments) =>
        buildArguments.Count == 0 ? this : new DockerfileInput(Source, Syntax, StageGraph.Build(Syntax, buildArguments));
}
