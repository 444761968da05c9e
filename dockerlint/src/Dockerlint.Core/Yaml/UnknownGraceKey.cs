using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>A key that was meant to set a grace period and is ignored by the platform: misspelt, foreign, or at the wrong level.</summary>
/// <param name="Key">As written.</param>
/// <param name="Location">Of the key.</param>
/// <param name="Place">Where it stands: <c>service web</c>, <c>container api</c>, <c>metadata</c>, <c>Deployment spec</c>, …</param>
/// <param name="RightKey">The key that exists.</param>
/// <param name="RightPlace">Where it belongs: <c>the service</c>, <c>spec.template.spec</c>, …</param>
/// <param name="Value">As written; null where it is not a single value.</param>
public sealed record UnknownGraceKey(string Key, SourceLocation Location, string Place, string RightKey, string RightPlace, string? Value)
{
    /// <summary>The key exists, only not here.</summary>
    public bool IsMisplaced => Key == RightKey;
}
