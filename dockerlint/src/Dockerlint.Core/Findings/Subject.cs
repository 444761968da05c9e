namespace Dockerlint.Findings;

/// <summary>What is judged, as a reader knows it.</summary>
/// <param name="Text">For findings: <c>final stage</c>, <c>service web</c>, <c>deployment/web container api</c>.</param>
/// <param name="Name">For a list of services: <c>web</c>, <c>deployment/web container api</c>; null for an image alone, which its file names.</param>
public sealed record Subject(string Text, string? Name)
{
    /// <summary>The namespace that the object names; null: none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The chart's template that it was rendered from; null: not known to come from one.</summary>
    public string? Template { get; init; }

    /// <summary>For people: with the template, where the place is one in a stream.</summary>
    public string Shown => Template is null ? Text : $"{Text}, {Template}";

    public static readonly Subject None = new("", null);

    public static readonly Subject FinalStage = new("final stage", null);

    public static readonly Subject Script = new("entrypoint script", null);

    /// <summary>A built image by its name.</summary>
    public static Subject Image(string name) => new($"image {name}", name);

    public static Subject Service(string name) => new($"service {name}", name);

    public static Subject Workload(string kind, string? name)
    {
        var text = $"{kind.ToLowerInvariant()}/{name ?? "?"}";
        return new Subject(text, text);
    }

    public Subject Container(string? name)
    {
        var text = name is null ? Text : $"{Text} container {name}";
        return this with { Text = text, Name = text };
    }

    /// <summary>A service or pod says how an image is run; the image alone does not.</summary>
    public bool IsMoreSpecificThan(Subject other) => Name is not null && other.Name is null;

    public override string ToString() => Text;
}
