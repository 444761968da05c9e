using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;

namespace StopTiming.Tests;

/// <summary>An engine behind TLS, with the three files that docker's certificate folder holds.</summary>
public sealed class EngineTlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine-tls-");
    private readonly X509Certificate2 _authority = Authority("the user's own authority");
    private readonly X509Certificate2 _intermediate;
    private string? _asked;
    private WebApplication? _server;
    private int _port;

    public EngineTlsTests() => _intermediate = Authority("between", _authority);

    [Fact]
    public async Task CertificateOfTheUsersAuthority_IsTrustedAndOurOwnIsShown()
    {
        var (client, version) = await EngineConnection.OpenAsync(Endpoint("127.0.0.1"), default);

        using (client)
        {
            Assert.Equal("20.10.24", version);
            Assert.Equal("CN=the user", _asked);
        }
    }

    [Fact]
    public async Task CertificateForAnotherName_IsRefused() =>
        Assert.Equal("its certificate is not for localhost", await WhyNotAsync("localhost"));

    [Fact]
    public async Task CertificateOfAnotherAuthority_IsRefused()
    {
        using var other = Authority("somebody else");
        await File.WriteAllTextAsync(At("ca.pem"), other.ExportCertificatePem());

        Assert.Equal($"its certificate is not from an authority in {At("ca.pem")}, or has expired", await WhyNotAsync("127.0.0.1"));
    }

    [Fact]
    public async Task SkippedVerification_TakesAnyCertificate()
    {
        var (client, version) = await EngineConnection.OpenAsync(Endpoint("localhost") with { SkipVerify = true }, default);

        using (client)
        {
            Assert.Equal("20.10.24", version);
        }
    }

    /// <summary><c>docker context create … host=tcp://…,skip-tls-verify=true</c> keeps no files, and speaks TLS.</summary>
    [Fact]
    public async Task SkippedVerification_NeedsNoFiles()
    {
        var (client, version) = await EngineConnection.OpenAsync(Endpoint("localhost") with { Certificates = null, SkipVerify = true }, default);

        using (client)
        {
            Assert.Equal("20.10.24", version);
        }
    }

    /// <summary>As for Go's clients; it could not reach this machine.</summary>
    [Fact]
    public async Task SystemsProxy_IsNotAskedForThisMachine()
    {
        var proxy = HttpClient.DefaultProxy;
        try
        {
            HttpClient.DefaultProxy = new WebProxy("http://127.0.0.1:1");
            var (client, _) = await EngineConnection.OpenAsync(Endpoint("127.0.0.1"), default);
            client.Dispose();
        }
        finally
        {
            HttpClient.DefaultProxy = proxy;
        }
    }

    [Fact]
    public async Task BundleOfAuthorities_IsReadToItsEnd()
    {
        using var other = Authority("somebody else");
        await File.WriteAllTextAsync(At("ca.pem"), $"{other.ExportCertificatePem()}\n{_authority.ExportCertificatePem()}\n");

        var (client, _) = await EngineConnection.OpenAsync(Endpoint("127.0.0.1"), default);
        client.Dispose();
    }

    [Theory]
    [InlineData("ca.pem")]
    [InlineData("cert.pem")]
    [InlineData("key.pem")]
    public async Task FileThatIsNotThere_IsNamed(string file)
    {
        File.Delete(At(file));

        Assert.Equal($"{At(file)}, which the TLS of the test needs, cannot be read: there is no such file", await RefusalAsync());
    }

    [Fact]
    public async Task FolderThatIsNotThere_IsNamed()
    {
        var fault = await Assert.ThrowsAsync<StopTimingException>(
            () => EngineConnection.OpenAsync(Endpoint("127.0.0.1") with { Certificates = "/nowhere" }, default));

        Assert.Equal("/nowhere/ca.pem, which the TLS of the test needs, cannot be read: there is no such file", fault.Message);
    }

    [Theory]
    [InlineData("ca.pem")]
    [InlineData("cert.pem")]
    public async Task FileThatHoldsNoCertificate_IsNamed(string file)
    {
        await File.WriteAllTextAsync(At(file), "no certificate");

        Assert.StartsWith($"{At(file)}, which the TLS of the test needs, cannot be read: ", await RefusalAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task FileThatCannotBeOpened_IsNamed()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        // A link that leads in a circle cannot be opened by root either.
        File.Delete(At("ca.pem"));
        File.CreateSymbolicLink(At("ca.pem"), "ca.pem");

        Assert.StartsWith($"{At("ca.pem")}, which the TLS of the test needs, cannot be read: ", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContextWithoutAnAuthority_IsLeftToTheSystem()
    {
        File.Delete(At("ca.pem"));

        await Assert.ThrowsAsync<HttpRequestException>(
            () => EngineConnection.OpenAsync(Endpoint("127.0.0.1") with { NeedsAuthority = false }, default));
    }

    private async Task<string> WhyNotAsync(string host) => (await Assert.ThrowsAsync<HttpRequestException>(
        () => EngineConnection.OpenAsync(Endpoint(host), default))).GetBaseException().Message;

    public async Task InitializeAsync()
    {
        using var own = Issued("the user", name: null);
        await File.WriteAllTextAsync(At("ca.pem"), _authority.ExportCertificatePem());
        await File.WriteAllTextAsync(At("cert.pem"), own.ExportCertificatePem());
        await File.WriteAllTextAsync(At("key.pem"), own.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        using var issued = Issued("the engine", IPAddress.Loopback);
        var certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pfx), password: null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ServerCertificateChain = [_intermediate];
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (asked, _, errors) =>
            {
                _asked = asked.Subject;
                return errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateChainErrors;
            };
        })));
        _server = builder.Build();
        _server.Run(static context => context.Response.WriteAsync("""{"Version":"20.10.24","ApiVersion":"1.41"}"""));
        await _server.StartAsync();
        _port = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        _authority.Dispose();
        _intermediate.Dispose();
        _folder.Delete(recursive: true);
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? above = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        if (above is null)
        {
            return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        }

        using var issued = request.Create(
            above, DateTimeOffset.UtcNow.AddHours(-2), DateTimeOffset.UtcNow.AddHours(2), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    private X509Certificate2 Issued(string subject, IPAddress? name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (name is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(name);
            request.CertificateExtensions.Add(names.Build());
        }

        using var issued = request.Create(
            _intermediate, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    private EngineEndpoint Endpoint(string host) => new(new Uri($"tcp://{host}:{_port}"), "the test", _folder.FullName, NeedsAuthority: true);

    private async Task<string> RefusalAsync() =>
        (await Assert.ThrowsAsync<StopTimingException>(() => EngineConnection.OpenAsync(Endpoint("127.0.0.1"), default))).Message;

    private string At(string file) => Path.Combine(_folder.FullName, file);
}
