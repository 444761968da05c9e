using System.Buffers;
using System.Net;
using Dockerlint.Images.Archives;

namespace Dockerlint.Images.Registries;

/// <summary>An image's name as an address: which registry, which repository, which tag or digest.</summary>
internal sealed record RegistryReference(string Host, string Repository, string Version)
{
    private const string Hub = "docker.io";

    private static readonly SearchValues<char> _inRepository = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-/");
    private static readonly SearchValues<char> _inTag =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private static readonly SearchValues<char> _inHost = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:[]");

    /// <summary>Where its API is: Docker Hub's has a name of its own.</summary>
    public string ApiHost => Host == Hub ? "registry-1.docker.io" : Host;

    /// <summary>Under which <c>docker login</c> keeps its credentials.</summary>
    public string CredentialKey => Host == Hub ? "https://index.docker.io/v1/" : Host;

    public bool IsByDigest => OciLayout.IsDigest(Version);

    /// <summary>The engine speaks plain HTTP to this machine, too.</summary>
    public bool IsLoopback => IsLoopbackHost(Host);

    /// <summary>Null: no name that a registry could have.</summary>
    public static RegistryReference? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : text[..slash];
        var hasHost = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost";
        var host = hasHost ? first : Hub;
        var rest = hasHost ? text[(slash + 1)..] : text;
        var version = "latest";
        if (rest.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at)
        {
            version = rest[(at + 1)..];
            rest = rest[..at];
            if (!OciLayout.IsDigest(version))
            {
                return null;
            }
        }

        if (rest.LastIndexOf(':') is >= 0 and var colon)
        {
            version = version == "latest" ? rest[(colon + 1)..] : version;
            rest = rest[..colon];
        }

        host = host is "index.docker.io" or "registry-1.docker.io" ? Hub : host;
        rest = host == Hub && !rest.Contains('/', StringComparison.Ordinal) ? "library/" + rest : rest;
        var isValid = rest.Length is > 0 and <= 255 && !rest.AsSpan().ContainsAnyExcept(_inRepository)
            && !rest.Contains("//", StringComparison.Ordinal) && !rest.Contains("..", StringComparison.Ordinal)
            && rest[0] is not ('/' or '.') && rest[^1] != '/'
            && (OciLayout.IsDigest(version) || version.Length is > 0 and <= 128 && !version.AsSpan().ContainsAnyExcept(_inTag))
            && !host.AsSpan().ContainsAnyExcept(_inHost) && Uri.TryCreate($"https://{host}/", UriKind.Absolute, out _);
        return isValid ? new RegistryReference(host, rest, version) : null;
    }

    public static bool IsLoopbackHost(string host)
    {
        var name = Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var address) ? address.Host.Trim('[', ']') : "";
        return name == "localhost" || IPAddress.TryParse(name, out var ip) && IPAddress.IsLoopback(ip);
    }
}
