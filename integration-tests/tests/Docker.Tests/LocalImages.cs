using System.Text.RegularExpressions;

namespace Docker.Tests;

/// <summary>Dockerfiles name official images, so that the linter knows them; builds here get the images of scripts/base-images.</summary>
internal static partial class LocalImages
{
    /// <summary>Null: the Dockerfile's base image cannot be replaced.</summary>
    public static string? BaseOf(string dockerfile) => BaseImage().Match(dockerfile) is { Success: true } match ? For(match.Groups[1].Value) : null;

    private static string For(string official) => official.Split(':')[0] switch
    {
        "node" => TestEngine.Node,
        "python" => TestEngine.Python,
        "debian" => TestEngine.Dash,
        "mcr.microsoft.com/dotnet/aspnet" => TestEngine.AspNet,
        "mcr.microsoft.com/dotnet/runtime" => TestEngine.DotNet,
        _ => throw new ArgumentException($"scripts/base-images has nothing for {official}.", nameof(official)),
    };

    [GeneratedRegex(@"^ARG BASE_IMAGE=(\S+)", RegexOptions.Multiline)]
    private static partial Regex BaseImage();
}
