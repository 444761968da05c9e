namespace Dockerlint.Images;

/// <summary>What a tag or repository name says of the operating system below; a distribution's name in the tag decides its shell.</summary>
internal static class TagFamilies
{
    private static readonly string[] _debian =
    [
        "wheezy", "jessie", "stretch", "buster", "bullseye", "bookworm", "trixie", "sid", "debian", "slim",
        "xenial", "bionic", "focal", "jammy", "noble", "resolute", "ubuntu",
    ];

    private static readonly string[] _redHat =
    [
        "ubi7", "ubi8", "ubi9", "ubi10", "ubi", "rhel7", "rhel8", "rhel9", "centos7", "centos8", "centos", "fedora", "amazonlinux", "al2", "al2023",
        "oraclelinux7", "oraclelinux8", "oraclelinux9", "oracle", "oraclelinux", "rockylinux8", "rockylinux9", "rocky", "almalinux", "azurelinux",
        "azurelinux3.0", "mariner", "cbl-mariner2.0",
    ];

    private static readonly (string Ending, ShellKind Shell)[] _endings =
        [("-alpine", ShellKind.Ash), ("-debian", ShellKind.Dash), ("-ubuntu", ShellKind.Dash)];

    public static ShellKind Find(ImageReference image, out string word)
    {
        var tag = image.Tag;
        var repository = image.Repository;
        word = tag;
        if (repository.Contains("/windows") || tag.Contains("nanoserver") || tag.Contains("windows"))
        {
            return ShellKind.Windows;
        }

        if (IsShellless(image, out var undecided))
        {
            return undecided ? ShellKind.Unknown : ShellKind.None;
        }

        if (repository.StartsWith("registry.access.redhat.com/", StringComparison.Ordinal)
            || repository.StartsWith("registry.redhat.io/", StringComparison.Ordinal)
            || repository.StartsWith("public.ecr.aws/lambda/", StringComparison.Ordinal)
            || repository.StartsWith("public.ecr.aws/amazonlinux/", StringComparison.Ordinal)
            || repository.StartsWith("mcr.microsoft.com/azurelinux/", StringComparison.Ordinal)
            || repository.StartsWith("mcr.microsoft.com/openjdk/jdk", StringComparison.Ordinal) && tag.EndsWith("mariner", StringComparison.Ordinal))
        {
            word = repository;
            return repository.IndexOf("/ubi-micro", StringComparison.Ordinal) > 0 ? ShellKind.Unknown : ShellKind.Bash;
        }

        // "slim" decides only for the library's own images: others use the word freely, and a distribution's slim image is its own.
        var isLibrary = repository.IndexOf('/') < 0 && Array.IndexOf(_redHat, repository) < 0
            || repository.StartsWith("mcr.microsoft.com/dotnet/", StringComparison.Ordinal);
        return FindInTag(tag, isLibrary, ref word) is not ShellKind.Unknown and var shell ? shell : FindInName(repository, ref word);
    }

    /// <summary><c>azul/zulu-openjdk-alpine</c>: a distribution's name at the end of the repository's, where the tag names none.</summary>
    private static ShellKind FindInName(string repository, ref string word)
    {
        foreach (var (ending, shell) in _endings)
        {
            if (repository.EndsWith(ending, StringComparison.Ordinal))
            {
                word = repository;
                return shell;
            }
        }

        return ShellKind.Unknown;
    }

    private static ShellKind FindInTag(string tag, bool isLibrary, ref string word)
    {
        var start = 0;
        while (start < tag.Length)
        {
            var end = tag.IndexOf('-', start);
            end = end < 0 ? tag.Length : end;
            var part = tag.Substring(start, end - start);
            start = end + 1;
            if (part.StartsWith("alpine", StringComparison.Ordinal))
            {
                word = part;
                return ShellKind.Ash;
            }

            if (Array.IndexOf(_debian, TrimVersion(part)) >= 0 && (isLibrary || part != "slim"))
            {
                word = part;
                return ShellKind.Dash;
            }

            if (Array.IndexOf(_redHat, part) >= 0)
            {
                word = part;
                return ShellKind.Bash;
            }
        }

        return ShellKind.Unknown;
    }

    /// <summary>Chiseled, distroless and the like; the <c>debug</c> variants carry busybox.</summary>
    private static bool IsShellless(ImageReference image, out bool undecided)
    {
        var tag = image.Tag;
        // .NET's own add ICU and time zones, no shell (dotnet/dotnet-docker, documentation/image-variants.md).
        var isDotNet = image.Repository.StartsWith("mcr.microsoft.com/dotnet/", StringComparison.Ordinal);
        undecided = tag.Contains("extra") && !isDotNet || tag.Contains("debug")
            || tag.EndsWith("-dev", StringComparison.Ordinal);
        return image.Repository.StartsWith("gcr.io/distroless/", StringComparison.Ordinal)
            || tag.Contains("chiseled")
            || tag.Contains("distroless")
            || image.Repository.IndexOf("/azurelinux/distroless/", StringComparison.Ordinal) > 0;
    }

    /// <summary><c>ubuntu22.04</c>, <c>debian12</c>: the name without its version.</summary>
    private static string TrimVersion(string part)
    {
        var end = part.Length;
        while (end > 0 && (char.IsDigit(part[end - 1]) || part[end - 1] == '.'))
        {
            end--;
        }

        return part.Substring(0, end);
    }
}
