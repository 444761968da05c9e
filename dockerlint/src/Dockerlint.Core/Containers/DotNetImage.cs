using Dockerlint.Images;
using Dockerlint.Programs;

namespace Dockerlint.Containers;

/// <summary>Microsoft's images of .NET name its version in their tags (dotnet/dotnet-docker, documentation/supported-tags.md).</summary>
public static class DotNetImage
{
    private const string Repositories = "mcr.microsoft.com/dotnet/";

    /// <summary>10 for <c>mcr.microsoft.com/dotnet/aspnet:10.0-alpine</c>; null: another image, or its tag does not say.</summary>
    public static int? MajorOf(Container container) => ImageReference.Parse(container.Base.Reference) is { HasUnknownTag: false } image
        && image.Repository.StartsWith(Repositories, StringComparison.Ordinal) ? TagVersion.Of(image.Tag)?.Major : null;
}
