namespace Dockerlint.Images;

/// <summary>An image name split into its parts, with the official library's spellings made one.</summary>
/// <param name="Repository">Without <c>docker.io/</c> and <c>library/</c>, lower case: <c>node</c>, <c>mcr.microsoft.com/dotnet/aspnet</c>.</param>
/// <param name="Tag">Lower case; empty where there is none.</param>
public readonly record struct ImageReference(string Repository, string Tag)
{
    private static readonly string[] _libraryPrefixes =
    [
        "docker.io/library/", "index.docker.io/library/", "registry-1.docker.io/library/", "public.ecr.aws/docker/library/",
        "mirror.gcr.io/library/", "library/", "docker.io/", "index.docker.io/",
    ];

    /// <summary>Docker Hub's namespaces of the official images, one for each architecture (docker-library/official-images, README).</summary>
    private static readonly string[] _architectures =
    [
        "amd64", "arm32v5", "arm32v6", "arm32v7", "arm64v8", "i386", "mips64le", "ppc64le", "riscv64", "s390x", "windows-amd64", "winamd64",
    ];

    /// <summary>A variable without a value decides it: <c>redis:${VERSION}-alpine</c>.</summary>
    public bool HasUnknownTag => Tag.IndexOf('$') >= 0;

    /// <summary>What is written of the tag beside its variables: <c>-alpine</c>.</summary>
    public string WrittenTag
    {
        get
        {
            var tag = Tag;
            while (tag.IndexOf('$') is >= 0 and var start)
            {
                var end = tag.IndexOf('}', start);
                tag = tag.Substring(0, start) + (end < 0 ? "" : tag.Substring(end + 1));
            }

            return tag;
        }
    }

    public static ImageReference Parse(string text)
    {
        var name = text.Trim();
        var digest = name.IndexOf('@');
        if (digest >= 0)
        {
            name = name.Substring(0, digest);
        }

        var colon = name.LastIndexOf(':');
        var tag = "";
        if (colon > name.LastIndexOf('/'))
        {
            tag = name.Substring(colon + 1);
            name = name.Substring(0, colon);
        }

        foreach (var prefix in _libraryPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                name = name.Substring(prefix.Length);
                break;
            }
        }

        name = name.ToLowerInvariant();
        var slash = name.IndexOf('/');
        if (slash > 0 && slash == name.LastIndexOf('/') && Array.IndexOf(_architectures, name.Substring(0, slash)) >= 0)
        {
            name = name.Substring(slash + 1);
        }

        return new ImageReference(name, tag.ToLowerInvariant());
    }

    public override string ToString() => Tag.Length == 0 ? Repository : $"{Repository}:{Tag}";
}
