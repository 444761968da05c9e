using System.Collections.Concurrent;
using System.Net;
using Dockerlint.Images.Registries;

namespace Dockerlint.Tests.Images;

/// <summary>Who is asked for credentials, and to whom they go.</summary>
public sealed class RegistryCredentialTests : RegistryTest
{
    [Fact]
    public void BasicCredentials_OfTheConfigurationFile()
    {
        Registry.Add(Image());
        Registry.Intercept = context => context.Request.Headers["Authorization"] != "Basic dTpw" && Challenge(context, "Basic realm=\"r\"");
        Assert.Contains("does not let this user read web (401); docker login", Run(Given).Error, StringComparison.Ordinal);

        Folder.Write("docker/config.json", $"{{\"auths\": {{\"{Registry.Host}\": {{\"auth\": \"dTpw\"}}}}}}");
        Assert.Equal("KilledAfterGrace", Verdict());
    }

    [Fact]
    public void Token_OfTheServerThatTheRegistryNames()
    {
        Registry.Add(Image());
        Registry.Add("/token", "{\"token\": \"t1\"}"u8.ToArray());
        Registry.Intercept = context => context.Request.Url!.AbsolutePath == "/token"
            ? context.Request.Headers["Authorization"] != "Basic dTpw" && FakeRegistry.Answer(context, 403)
            : context.Request.Headers["Authorization"] != "Bearer t1"
                && Challenge(context, $"Bearer realm=\"http://{Registry.Host}/token\",service=\"s\",scope=\"x\"");
        Assert.Contains("gives no token for web (403)", Run(Given).Error, StringComparison.Ordinal);

        Folder.Write("docker/config.json", $"{{\"auths\": {{\"https://{Registry.Host}\": {{\"auth\": \"dTpw\"}}}}}}");
        Assert.Equal("KilledAfterGrace", Verdict());
    }

    [Fact]
    public void CredentialHelper_IsAskedByItsName()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Registry.Add(Image());
        Registry.Intercept = context => context.Request.Headers["Authorization"] != "Basic dTpw" && Challenge(context, "Basic realm=\"r\"");
        Folder.Write("docker/config.json", $"{{\"credHelpers\": {{\"{Registry.Host}\": \"dockerlint-test\"}}}}");
        Folder.Write("bin/docker-credential-dockerlint-test",
            $"#!/bin/sh\nread -r host || :\n[ \"$1 $host\" = 'get {Registry.Host}' ] && echo '{{\"Username\":\"u\",\"Secret\":\"p\"}}'\n");
        File.SetUnixFileMode(Folder.FullPath("bin/docker-credential-dockerlint-test"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            Environment.SetEnvironmentVariable("PATH", $"{Folder.FullPath("bin")}:{path}");
            Assert.Equal("KilledAfterGrace", Verdict());
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }

        Folder.Write("docker/config.json", "{\"credsStore\": \"../evil\"}");
        Assert.Contains("is no name of a credential helper", Run(Given).Error, StringComparison.Ordinal);
    }

    /// <summary>One that has nothing for a registry says so and ends, some without having read which one.</summary>
    [Theory]
    [InlineData("exit 1", "docker-credential-test gave none (exit code 1)")]
    [InlineData("echo credentials not found in native keychain; exit 1", "gave none (credentials not found in native keychain)")]
    [InlineData("cat >/dev/null; echo the keyring is locked >&2; exit 2", "gave none (the keyring is locked)")]
    [InlineData("cat >/dev/null; echo '{\"Secret\":\"p\"}'; exit 3", "gave none (exit code 3)")]
    [InlineData("cat >/dev/null; sleep 60 & sleep 60", "docker-credential-test did not answer within 0.3 s")]
    [InlineData("exec 0<&-; head -c 200000 /dev/zero | tr '\\0' x >&2; echo '{\"Username\":\"u\",\"Secret\":\"p\"}'", "")]
    public void CredentialHelperThatFails_IsNamed(string script, string sentence)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Registry.Add(Image());
        Registry.Intercept = context => context.Request.Headers["Authorization"] != "Basic dTpw" && Challenge(context, "Basic realm=\"r\"");
        Folder.Write("docker/config.json", "{\"credsStore\": \"test\"}");
        Folder.Write("bin/docker-credential-test", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(Folder.FullPath("bin/docker-credential-test"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = Environment.GetEnvironmentVariable("PATH");
        List<string> failures = [];
        try
        {
            Environment.SetEnvironmentVariable("PATH", $"{Folder.FullPath("bin")}:{path}");
            var credentials = new RegistryCredentials(Folder.FullPath("docker"), TimeSpan.FromSeconds(sentence.Contains("0.3") ? 0.3 : 30));
            using var images = Images(credentials, RegistryBounds.Default, failures);
            Assert.Equal(sentence.Length == 0, images.Find($"{Registry.Host}/web:1.0") is not null);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }

        Assert.EndsWith(sentence, string.Concat(failures), StringComparison.Ordinal);
    }

    /// <summary>A helper of another machine (Docker Desktop's, in WSL): what is public needs no credentials.</summary>
    [Fact]
    public void CredentialHelperThatCannotBeRun_LeavesItToTheRegistry()
    {
        Registry.Add(Image());
        Registry.Add("/token", "{\"token\": \"t1\"}"u8.ToArray());
        Registry.Intercept = context => context.Request.Url!.AbsolutePath != "/token" && context.Request.Headers["Authorization"] != "Bearer t1"
            && Challenge(context, $"Bearer realm=\"http://{Registry.Host}/token\",service=\"s\"");
        Folder.Write("docker/config.json", "{\"credsStore\": \"of-another-machine\"}");
        Assert.Equal("KilledAfterGrace", Verdict());

        Registry.Intercept = context => Challenge(context, "Basic realm=\"r\"");
        Assert.Contains(
            $"login {Registry.Host} may help; docker-credential-of-another-machine cannot be run (", Run(Given).Error, StringComparison.Ordinal);
    }

    /// <summary>It would see what goes to this machine without TLS, and could not reach it.</summary>
    [Fact]
    public void SystemsProxy_IsNotAskedForThisMachine()
    {
        Registry.Add(Image());
        var proxy = HttpClient.DefaultProxy;
        try
        {
            HttpClient.DefaultProxy = new WebProxy("http://127.0.0.1:1");
            Assert.Equal("KilledAfterGrace", Verdict());
        }
        finally
        {
            HttpClient.DefaultProxy = proxy;
        }
    }

    [Theory]
    [InlineData("https://HOST")]
    [InlineData("http://HOST/v1/")]
    [InlineData("HOST/v2/")]
    public void CredentialsUnderAnAddress_AreThoseOfItsHost(string key)
    {
        Registry.Add(Image());
        Registry.Intercept = context => context.Request.Headers["Authorization"] != "Basic dTpw" && Challenge(context, "Basic realm=\"r\"");
        var written = key.Replace("HOST", Registry.Host, StringComparison.Ordinal);
        Folder.Write("docker/config.json", $"{{\"auths\": {{\"other.example\": {{}}, \"{written}\": {{\"auth\": \"dTpw\"}}}}}}");

        Assert.Equal("KilledAfterGrace", Verdict());
    }

    [Fact]
    public void CredentialsForATokenServerWithoutTls_StayHere()
    {
        Registry.Intercept = context => Challenge(context, "Bearer realm=\"http://example.com/token\",service=\"s\"");

        Assert.Contains("names no token server that can be trusted", Run(Given).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/blobs/")]
    [InlineData("/manifests/")]
    public void Redirect_IsFollowedWithoutCredentials(string what)
    {
        using var elsewhere = new FakeRegistry();
        var sent = new ConcurrentBag<string?>();
        var image = Image();
        Registry.Add(image);
        elsewhere.Add(image);
        elsewhere.Intercept = context =>
        {
            sent.Add(context.Request.Headers["Authorization"]);
            return false;
        };
        RequireLogin(context => context.Request.Url!.AbsolutePath.Contains(what, StringComparison.Ordinal) && Redirected(context, elsewhere));

        Assert.Equal("KilledAfterGrace", Verdict());
        Assert.NotEmpty(sent);
        Assert.All(sent, Assert.Null);
    }

    [Fact]
    public void RedirectWithinTheRegistry_KeepsTheLogin()
    {
        var image = Image();
        Registry.Add(image);
        Registry.Add(image, "mirror/web");
        RequireLogin(static context => context.Request.Url!.AbsolutePath is var path && path.StartsWith("/v2/web/blobs/", StringComparison.Ordinal)
            && Redirected(context, path.Replace("/web/", "/mirror/web/", StringComparison.Ordinal)));

        Assert.Equal("KilledAfterGrace", Verdict());
    }

    /// <summary>Who is led to by the registry is not the registry: it could name a token server of its own.</summary>
    [Theory]
    [InlineData("Basic realm=\"r\"")]
    [InlineData("Bearer realm=\"http://HOST/token\",service=\"s\"")]
    public void LoginAskedWhereARedirectLeads_IsNotGiven(string challenge)
    {
        using var elsewhere = new FakeRegistry();
        Registry.Add(Image());
        elsewhere.Intercept = context => Challenge(context, challenge.Replace("HOST", elsewhere.Host, StringComparison.Ordinal));
        RequireLogin(context => context.Request.Url!.AbsolutePath.Contains("/blobs/", StringComparison.Ordinal) && Redirected(context, elsewhere));

        AssertFails($"{Registry.Host} leads to {elsewhere.Host} for web, which answers 401; what is kept for {Registry.Host} is not sent there");
        Assert.DoesNotContain("/token", elsewhere.Requests);
    }

    [Theory]
    [InlineData("\"auth\": \"dTpw\"")]
    [InlineData("\"auth\": \"dTpw\", \"identitytoken\": \"refresh\"")]
    public void RedirectOfTheTokenServer_IsNotFollowed(string kept)
    {
        using var elsewhere = new FakeRegistry();
        Registry.Add(Image());
        Registry.Intercept = context => context.Request.Url!.AbsolutePath == "/token" ? Redirected(context, elsewhere)
            : Challenge(context, $"Bearer realm=\"http://{Registry.Host}/token\",service=\"s\"");
        Folder.Write("docker/config.json", $"{{\"auths\": {{\"{Registry.Host}\": {{{kept}}}}}}}");

        Assert.Contains("gives no token for web (307)", Run(Given).Error, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }
}
