using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dockerlint.Tests.Images;

/// <summary>Debian's docker-registry on this machine, with TLS by a certificate of the test and with a password.</summary>
internal sealed class DebianRegistry : IDisposable
{
    public const string User = "test", Password = "secret";

    // bcrypt, as registries want it: htpasswd -nbB test secret
    private const string PasswordFile = "test:$2y$05$yiy.m5XQfeD08dOXrHEXr.xiYgUu/zg1gw57hFkBvkPKMMLbr8tWW\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("registry-").FullName;
    private readonly Process _process;

    private DebianRegistry(string program, bool withPassword)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Host = $"localhost:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        WriteCertificates();
        File.WriteAllText(Path.Combine(_folder, "htpasswd"), PasswordFile);
        var auth = withPassword ? $"auth:\n  htpasswd:\n    realm: test\n    path: {_folder}/htpasswd\n" : "";
        File.WriteAllText(Path.Combine(_folder, "config.yml"),
            $"""
            version: 0.1
            log:
              level: error
              accesslog:
                disabled: true
            storage:
              filesystem:
                rootdirectory: {_folder}/data
            http:
              addr: {Host}
              tls:
                certificate: {_folder}/server.crt
                key: {_folder}/server.key

            """ + auth);
        _process = Process.Start(new ProcessStartInfo(program, ["serve", Path.Combine(_folder, "config.yml")])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
    }

    public string Host { get; }

    /// <summary>As docker's own certs.d.</summary>
    public string Certificates => Path.Combine(_folder, "certs.d");

    /// <summary>Null: it is not installed.</summary>
    public static async Task<DebianRegistry?> StartAsync(bool withPassword)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(static folder => Path.Combine(folder, "docker-registry"))
            .FirstOrDefault(File.Exists);
        if (program is null)
        {
            return null;
        }

        var registry = new DebianRegistry(program, withPassword);
        using var http = Client();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"https://{registry.Host}/v2/"));
                return registry;
            }
            catch (HttpRequestException) when (attempt < 200 && !registry._process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public async Task PushAsync(TestImage image, string repository, string tag, Func<byte[], byte[]>? pack = null)
    {
        using var http = Client();
        var layout = image.OciLayout(pack);
        foreach (var (path, content) in layout.Skip(2))
        {
            using var begun = await http.PostAsync(new Uri($"https://{Host}/v2/{repository}/blobs/uploads/"), null);
            begun.EnsureSuccessStatusCode();
            var place = new Uri(new Uri($"https://{Host}"), begun.Headers.Location!);
            using var body = new ByteArrayContent(content);
            using var done = await http.PutAsync(new Uri($"{place}{(place.Query.Length > 0 ? "&" : "?")}digest=sha256:{path[13..]}"), body);
            done.EnsureSuccessStatusCode();
        }

        using var manifest = new ByteArrayContent(layout[^1].Content);
        manifest.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.oci.image.manifest.v1+json");
        using var put = await http.PutAsync(new Uri($"https://{Host}/v2/{repository}/manifests/{tag}"), manifest);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static HttpClient Client()
    {
        // Another class sets the process's proxy for a moment.
        var http = new HttpClient(new HttpClientHandler
        {
            UseProxy = false, ServerCertificateCustomValidationCallback = static (_, _, _, _) => true,
        });
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        return http;
    }

    private void WriteCertificates()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        using var betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var between = new CertificateRequest("CN=between", betweenKey, HashAlgorithmName.SHA256);
        between.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issued = between.Create(authority, now.AddDays(-1), now.AddDays(2), [4, 3, 2, 1]);
        using var intermediate = issued.CopyWithPrivateKey(betweenKey);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        server.CertificateExtensions.Add(names.Build());
        using var certificate = server.Create(intermediate, now.AddDays(-1), now.AddDays(1), [1, 2, 3, 4]);
        Directory.CreateDirectory(Path.Combine(Certificates, Host));
        File.WriteAllText(Path.Combine(Certificates, Host, "ca.crt"), authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "server.crt"), $"{certificate.ExportCertificatePem()}\n{intermediate.ExportCertificatePem()}\n");
        File.WriteAllText(Path.Combine(_folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
