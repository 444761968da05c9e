namespace Dockerlint.Dockerfile;

/// <summary>The stages of a file by name; of several with one name the last. Most files have two, so few are compared one by one.</summary>
internal sealed class StageNames(List<Stage> stages)
{
    private const int Few = 8;

    private Dictionary<string, Stage>? _byName;

    /// <param name="name">Lower case.</param>
    public Stage? Find(string name)
    {
        if (stages.Count > Few)
        {
            return _byName!.TryGetValue(name, out var stage) ? stage : null;
        }

        for (var i = stages.Count - 1; i >= 0; i--)
        {
            if (string.Equals(stages[i].Name, name, StringComparison.Ordinal))
            {
                return stages[i];
            }
        }

        return null;
    }

    /// <summary>Puts a stage behind the others.</summary>
    public void Add(Stage stage)
    {
        stages.Add(stage);
        if (stages.Count <= Few)
        {
            return;
        }

        if (_byName is null)
        {
            _byName = new(StringComparer.Ordinal);
            stages.ForEach(Name);
        }
        else
        {
            Name(stage);
        }
    }

    private void Name(Stage stage)
    {
        if (stage.Name is { } name)
        {
            _byName![name] = stage;
        }
    }
}
