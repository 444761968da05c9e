using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Dockerlint.Images.Archives;
using Dockerlint.Images.Layers;
using ShutdownToolkit.StopTiming.Engines;

namespace Dockerlint.Images.Registries;

#pragma warning disable CA2000 // Files of the cache are the reader's, who disposes them; the handler is the client's.
/// <summary>How much a run may ask of registries.</summary>
/// <param name="Silence">The longest wait for an answer or for the next bytes.</param>
/// <param name="Together">For all images of a run.</param>
/// <param name="Bytes">Of layers, together.</param>
internal sealed record RegistryBounds(TimeSpan Silence, TimeSpan Together, long Bytes)
{
    public static readonly RegistryBounds Default = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(120), 1L << 30);
}

/// <summary>The OCI distribution API, as far as reading needs it; every blob is checked against its digest.</summary>
internal sealed class RegistryClient : IDisposable
{
    private const string ManifestTypes = "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
        + "application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json";

    private const int MaximumInMemory = 64 << 20;

    private const int MaximumRedirects = 5;

    private readonly HttpClient _http;
    private readonly RegistryCredentials _credentials;
    private readonly BlobCache _cache;
    private readonly RegistryBounds _bounds;
    private readonly CancellationTokenSource _together;
    private readonly Dictionary<string, AuthenticationHeaderValue> _authorizations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _schemes = new(StringComparer.Ordinal);
    private long _received;

    /// <param name="certificates">Docker's folder of certificate authorities by registry (<c>HOST/*.crt</c>).</param>
    public RegistryClient(RegistryCredentials credentials, BlobCache cache, RegistryBounds bounds, string certificates)
    {
        _credentials = credentials;
        _cache = cache;
        _bounds = bounds;
        _together = new CancellationTokenSource(bounds.Together);
        _http = Client(bounds, certificates);
    }

    public void Dispose()
    {
        _http.Dispose();
        _together.Dispose();
    }

    private static HttpClient Client(RegistryBounds bounds, string certificates)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, ConnectTimeout = bounds.Silence, MaxResponseHeadersLength = 64, UseCookies = false,
            Proxy = ProxyBeyondLoopback.Instance,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Trust(certificates) },
        }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("dockerlint");
        return client;
    }

    /// <returns>The document and its digest.</returns>
    public (byte[] Json, string Digest) Manifest(RegistryReference image, string version)
    {
        if (OciLayout.IsDigest(version) && _cache.Find(version) is { } kept)
        {
            using (kept)
            {
                return (All(kept, kept.Length), version);
            }
        }

        using var answer = Get(image, $"manifests/{version}", ManifestTypes);
        var json = Document(image, answer);
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(json));
        var promised = OciLayout.IsDigest(version) ? version
            : answer.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.First() : digest;
        if (promised != digest)
        {
            throw new ImageException($"{image.Host} sent a manifest whose digest is {digest}, not {promised}");
        }

        Keep(json, digest);
        return (json, digest);
    }

    /// <summary>A blob as a file that can be read at any place.</summary>
    public Stream Blob(RegistryReference image, string digest)
    {
        if (_cache.Find(digest) is { } kept)
        {
            return kept;
        }

        if (_cache.Begin() is { } file)
        {
            var before = _received;
            try
            {
                Fetch(image, digest, file, long.MaxValue);
                _cache.Keep(file, digest);
                file.Position = 0;
                return file;
            }
            catch (Exception e) when (IsOfTheCache(e))
            {
                // A layer counts once, however often it had to be asked for.
                _received = before;
                BlobCache.Discard(file);
            }
            catch
            {
                BlobCache.Discard(file);
                throw;
            }
        }

        var memory = new MemoryStream();
        Fetch(image, digest, memory, MaximumInMemory);
        memory.Position = 0;
        return memory;
    }

    /// <summary>A full disk, say: what is small enough is read without the cache. What the network does is an ImageException.</summary>
    private static bool IsOfTheCache(Exception e) => e is IOException or UnauthorizedAccessException;

    private void Fetch(RegistryReference image, string digest, Stream target, long maximum)
    {
        using var answer = Get(image, $"blobs/{digest}", "*/*");
        using var body = Guarded(image.Host, () => answer.Content.ReadAsStream(_together.Token));
        Copy(image, digest, body, target, maximum, answer.Content.Headers.ContentLength);
    }

    private void Keep(byte[] json, string digest)
    {
        if (_cache.Begin() is not { } file)
        {
            return;
        }

        try
        {
            file.Write(json);
            _cache.Keep(file, digest);
            file.Dispose();
        }
        catch (Exception e) when (IsOfTheCache(e))
        {
            BlobCache.Discard(file);
        }
    }

    private void Copy(RegistryReference image, string digest, Stream body, Stream target, long maximum, long? length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 << 10];
        long count = 0;
        while (Read(image, body, buffer) is > 0 and var read)
        {
            count += read;
            if ((_received += read) > _bounds.Bytes || count > maximum)
            {
                throw new ImageException($"its layers are larger than {Math.Min(_bounds.Bytes, maximum) >> 20} MB, which is not fetched");
            }

            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }

        if (length is { } promised && count < promised)
        {
            throw new ImageException($"{image.Host} sent {count} of {promised} bytes of {digest}");
        }

        var sent = "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
        if (sent != digest)
        {
            throw new ImageException($"{image.Host} sent a blob whose digest is {sent}, not {digest}");
        }
    }

    /// <summary>One read, which may not be silent for too long.</summary>
    private int Read(RegistryReference image, Stream body, byte[] buffer) => Guarded(image.Host, () =>
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(_together.Token);
        silence.CancelAfter(_bounds.Silence);
        return body.ReadAsync(buffer, silence.Token).AsTask().GetAwaiter().GetResult();
    });

    private byte[] Document(RegistryReference image, HttpResponseMessage answer)
    {
        using var body = Guarded(image.Host, () => answer.Content.ReadAsStream(_together.Token));
        using var json = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (Read(image, body, buffer) is > 0 and var read)
        {
            json.Write(buffer, 0, read);
            if (json.Length > ImageBounds.MaximumDocument)
            {
                throw new ImageException($"{image.Host} sent a document larger than {ImageBounds.MaximumDocument >> 20} MB");
            }
        }

        return answer.Content.Headers.ContentLength is { } promised && json.Length < promised
            ? throw new ImageException($"{image.Host} sent {json.Length} of {promised} bytes of a document")
            : json.ToArray();
    }

    private HttpResponseMessage Get(RegistryReference image, string what, string accept)
    {
        var answer = Send(image, what, accept);
        if (answer.StatusCode == HttpStatusCode.Unauthorized && Authorize(image, answer))
        {
            answer.Dispose();
            answer = Send(image, what, accept);
        }

        var asked = answer.RequestMessage!.RequestUri!;
        answer = Followed(image, answer, accept);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            var elsewhere = answer.RequestMessage!.RequestUri!;
            throw new ImageException(answer.StatusCode switch
            {
                var status when elsewhere.Authority != asked.Authority => $"{image.Host} leads to {elsewhere.Authority} for {image.Repository}, "
                    + $"which answers {(int)status}; what is kept for {image.Host} is not sent there",
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                    $"{image.Host} does not let this user read {image.Repository} ({(int)answer.StatusCode}); {Advice(image)}",
                HttpStatusCode.NotFound => $"{image.Host} has no {image.Repository} {image.Version}",
                HttpStatusCode.TooManyRequests =>
                    $"{image.Host} answers too many requests (429){RetryAfter(answer)}; docker login may raise the limit",
                var status => $"{image.Host} answers {(int)status} to the request for {image.Repository}",
            });
        }
    }

    private string Advice(RegistryReference image) =>
        $"docker login {image.Host} may help" + (_credentials.RefusalOf(image.CredentialKey) is { } refusal ? "; " + refusal : "");

    private static string RetryAfter(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter?.Delta is { } delay ? $"; it can be asked again in {delay.TotalSeconds:0} s" : "";

    private HttpResponseMessage Send(RegistryReference image, string what, string accept)
    {
        if (_schemes.TryGetValue(image.Host, out var known))
        {
            return Send(image, known, what, accept);
        }

        try
        {
            var answer = Send(image, "https", what, accept);
            _schemes[image.Host] = "https";
            return answer;
        }
        catch (ImageException) when (image.IsLoopback)
        {
            var answer = Send(image, "http", what, accept);
            _schemes[image.Host] = "http";
            return answer;
        }
    }

    private HttpResponseMessage Send(RegistryReference image, string scheme, string what, string accept) => Guarded(image.Host, () =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{scheme}://{image.ApiHost}/v2/{image.Repository}/{what}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.Authorization = _authorizations.GetValueOrDefault(Scope(image));
        return Send(request);
    });

    private HttpResponseMessage Send(HttpRequestMessage request)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(_together.Token);
        silence.CancelAfter(_bounds.Silence);
        return _http.Send(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
    }

    /// <summary>
    /// Registries keep blobs elsewhere and say where. What lets us into the registry stays with it; from an encrypted connection no way leads to one
    /// that is not, and plain HTTP stays on this machine.
    /// </summary>
    private HttpResponseMessage Followed(RegistryReference image, HttpResponseMessage answer, string accept)
    {
        var authorization = answer.RequestMessage!.Headers.Authorization;
        var origin = answer.RequestMessage.RequestUri!;
        for (var count = 1; answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect; count++)
        {
            using var redirect = answer;
            var from = redirect.RequestMessage!.RequestUri!;
            if (count > MaximumRedirects)
            {
                throw new ImageException($"{image.Host} leads on and on for {image.Repository}; {MaximumRedirects} redirects are followed");
            }

            if (redirect.Headers.Location is not { } location || !Uri.TryCreate(from, location, out var to))
            {
                throw new ImageException($"{image.Host} leads elsewhere for {image.Repository} and does not say where");
            }

            if (to.Scheme != Uri.UriSchemeHttps && !(to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp && to.IsLoopback))
            {
                throw new ImageException($"{image.Host} leads to {to.Scheme}://{to.Authority} for {image.Repository}; only https is followed");
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, to);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            request.Headers.Authorization = to.Scheme == origin.Scheme && to.Authority == origin.Authority ? authorization : null;
            answer = Guarded($"{to.Authority}, to where {image.Host} leads,", () => Send(request));
        }

        return answer;
    }

    /// <summary>False: it asks for nothing that we could give.</summary>
    private bool Authorize(RegistryReference image, HttpResponseMessage refused)
    {
        var credentials = _credentials.Find(image.CredentialKey);
        foreach (var challenge in refused.Headers.WwwAuthenticate)
        {
            if (challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && credentials is { IdentityToken: null })
            {
                _authorizations[Scope(image)] = Basic(credentials);
                return true;
            }

            if (challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
                && Token(image, Challenge.Parse(challenge.Parameter ?? ""), credentials) is { } token)
            {
                _authorizations[Scope(image)] = new AuthenticationHeaderValue("Bearer", token);
                return true;
            }
        }

        return false;
    }

    /// <summary>The token server's answer (distribution spec, token authentication); credentials go over TLS or stay on this machine.</summary>
    private string? Token(RegistryReference image, Challenge challenge, Credentials? credentials)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm)
            || realm.Scheme != Uri.UriSchemeHttps && !(realm.Scheme == Uri.UriSchemeHttp && realm.IsLoopback))
        {
            throw new ImageException($"{image.Host} names no token server that can be trusted");
        }

        var query = $"service={Uri.EscapeDataString(challenge.Service)}&scope={Uri.EscapeDataString($"repository:{image.Repository}:pull")}";
        return Guarded(image.Host, () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{realm}{(realm.Query.Length > 0 ? "&" : "?")}{query}");
            if (credentials is { IdentityToken: { } refresh })
            {
                request.Method = HttpMethod.Post;
                request.RequestUri = realm;
                request.Content = new StringContent(
                    $"grant_type=refresh_token&client_id=dockerlint&{query}&refresh_token={Uri.EscapeDataString(refresh)}", Encoding.UTF8,
                    "application/x-www-form-urlencoded");
            }
            else if (credentials is not null)
            {
                request.Headers.Authorization = Basic(credentials);
            }

            using var answer = Send(request);
            if (!answer.IsSuccessStatusCode)
            {
                throw new ImageException(
                    $"{realm.Host} gives no token for {image.Repository} ({(int)answer.StatusCode}); {Advice(image)}");
            }

            using var json = JsonDocument.Parse(Document(image, answer));
            return ImageConfiguration.Text(json.RootElement, "token") ?? ImageConfiguration.Text(json.RootElement, "access_token");
        });
    }

    private static AuthenticationHeaderValue Basic(Credentials credentials) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Password}")));

    private static string Scope(RegistryReference image) => $"{image.Host}/{image.Repository}";

    /// <summary>Whatever goes wrong on the way is one sentence.</summary>
    private T Guarded<T>(string host, Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (OperationCanceledException e)
        {
            throw new ImageException(_together.IsCancellationRequested
                ? $"the registries were asked for {_bounds.Together.TotalSeconds:0} s, and no more is waited for"
                : $"{host} was silent for {_bounds.Silence.TotalSeconds:0.#} s", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ImageException($"{host} cannot be asked: {e.GetBaseException().Message}", e);
        }
        catch (JsonException e)
        {
            throw new ImageException($"{host} sent no JSON", e);
        }
    }

    private static byte[] All(Stream stream, long length)
    {
        var content = new byte[Math.Min(length, ImageBounds.MaximumDocument)];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>Of the system, and those that Docker keeps for this registry.</summary>
    private static RemoteCertificateValidationCallback Trust(string folder) => (sender, certificate, shown, errors) =>
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        var authorities = new X509Certificate2Collection();
        foreach (var file in Directory.Exists(folder) && sender is SslStream { TargetHostName: { } host }
            ? Directory.EnumerateDirectories(folder).Where(registry => IsOf(registry, host))
                .SelectMany(static registry => Directory.EnumerateFiles(registry, "*.crt")) : [])
        {
            authorities.AddRange(Load(file));
        }

        return authorities.Count > 0 && OwnAuthorities.Trust(authorities, certificate, shown, errors);
    };

    private static X509Certificate2Collection Load(string file)
    {
        try
        {
            return OwnAuthorities.Load(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{file} cannot be read: {e.Message}", e);
        }
    }

    private static bool IsOf(string folder, string host) =>
        Path.GetFileName(folder) is var name && (name == host || name.StartsWith(host + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary><c>realm="https://…",service="…"</c></summary>
    private sealed record Challenge(string Realm, string Service)
    {
        public static Challenge Parse(string parameters) => new(Value(parameters, "realm"), Value(parameters, "service"));

        private static string Value(string parameters, string name)
        {
            var start = parameters.IndexOf(name + "=\"", StringComparison.OrdinalIgnoreCase);
            var from = start + name.Length + 2;
            var end = start < 0 ? -1 : parameters.IndexOf('"', from);
            return end < 0 ? "" : parameters[from..end];
        }
    }
}
