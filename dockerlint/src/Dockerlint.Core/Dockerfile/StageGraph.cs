using System.Globalization;
using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>The build stages of a Dockerfile, each with the image it makes; stages only build on earlier ones, so there are no cycles.</summary>
public sealed class StageGraph
{
    private readonly StageNames _names;

    internal StageGraph(IReadOnlyList<Stage> stages, StageNames names, IReadOnlyList<InputError> inputErrors)
    {
        Stages = stages;
        _names = names;
        InputErrors = inputErrors;
    }

    public IReadOnlyList<Stage> Stages { get; }

    /// <summary>The last stage, which a build without a target makes; null in a file without FROM.</summary>
    public Stage? Final => Stages.Count == 0 ? null : Stages[Stages.Count - 1];

    /// <summary>What the builder refuses beyond the errors of the syntax.</summary>
    public IReadOnlyList<InputError> InputErrors { get; }

    public static StageGraph Build(DockerfileSyntax syntax, IReadOnlyDictionary<string, string>? buildArguments = null) =>
        new StageGraphBuilder(syntax, buildArguments).Build();

    /// <summary>A stage by name, in any case, or by its index; of several with one name the last.</summary>
    public Stage? Find(string nameOrIndex)
    {
        if (_names.Find(nameOrIndex.ToLowerInvariant()) is { } stage)
        {
            return stage;
        }

        return int.TryParse(nameOrIndex, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < Stages.Count
            ? Stages[index]
            : null;
    }
}
