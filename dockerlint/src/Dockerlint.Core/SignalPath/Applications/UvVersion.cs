using Dockerlint.Containers;
using Dockerlint.Programs;

namespace Dockerlint.SignalPath.Applications;

/// <summary>The uv of an image: <c>uv run</c> passes SIGTERM on since 0.5 (astral-sh/uv#6724, #8761, #8933).</summary>
internal static class UvVersion
{
    private static readonly string[] _marks = ["astral-sh/uv:", "uv==", "astral.sh/uv/", "astral-sh/uv/releases/download/"];

    /// <summary>Null: not said, so a new one.</summary>
    public static bool? PassesSignalsOn(Container container)
    {
        if (container.Image is not { } image)
        {
            return null;
        }

        foreach (var text in image.Copies.Select(static copy => copy.FromStage ?? "").Concat(image.Runs.Select(static run => run.Arguments.Value))
            .Append(container.Base.Reference))
        {
            foreach (var mark in _marks)
            {
                if (text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at
                    && TagVersion.Of(text.Substring(at + mark.Length)) is { Minor: not int.MaxValue } version)
                {
                    return version.Major > 0 || version.Minor >= 5;
                }
            }
        }

        return null;
    }
}
