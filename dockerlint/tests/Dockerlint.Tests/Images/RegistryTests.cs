using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Dockerlint.Images.Registries;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Images;

/// <summary>docker://NAME and --images registry: what is asked, what is kept, and a sentence for everything that goes wrong.</summary>
public sealed class RegistryTests : IDisposable
{
    private const string Elf = "\u007fELF\0";

    private readonly WorkFolder _folder = new();
    private readonly FakeRegistry _registry = new();

    public RegistryTests()
    {
        _folder.Variables["XDG_CACHE_HOME"] = _folder.FullPath("cache");
        _folder.Variables["DOCKER_CONFIG"] = _folder.FullPath("docker");
        Directory.CreateDirectory(_folder.FullPath("docker"));
    }

    public void Dispose()
    {
        _registry.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("node", "docker.io", "library/node", "latest")]
    [InlineData("corp/web:1", "docker.io", "corp/web", "1")]
    [InlineData("docker.io/library/node:22", "docker.io", "library/node", "22")]
    [InlineData("localhost:5000/a/b:c", "localhost:5000", "a/b", "c")]
    [InlineData("ghcr.io/a/b", "ghcr.io", "a/b", "latest")]
    [InlineData("[::1]:5000/a", "[::1]:5000", "a", "latest")]
    public void Names_AreAddresses(string text, string host, string repository, string version)
    {
        var image = RegistryReference.Parse(text);
        Assert.Equal((host, repository, version), (image?.Host, image?.Repository, image?.Version));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("A/b")]
    [InlineData("web:1 2")]
    [InlineData("web@sha256:12")]
    [InlineData("evil.com@host/a/b")]
    [InlineData("a.b/x?y=z")]
    [InlineData("http://host/x")]
    public void OtherNames_AreNone(string text) => Assert.Null(RegistryReference.Parse(text));

    [Fact]
    public void Image_IsJudgedAndKept()
    {
        _registry.Add(Image(), pack: TestImage.GZip);

        Assert.Equal("KilledAfterGrace", Verdict());
        var asked = _registry.Requests.Count;
        Assert.Equal("KilledAfterGrace", Verdict());
        Assert.Equal(asked + 1, _registry.Requests.Count);
        Assert.Equal(2 + Image().Layers.Count, Directory.GetFiles(_folder.FullPath("cache/dockerlint/blobs")).Length);
    }

    [Fact]
    public void DamagedCache_IsFetchedAgain()
    {
        _registry.Add(Image());
        Verdict();
        foreach (var file in Directory.GetFiles(_folder.FullPath("cache/dockerlint/blobs")))
        {
            File.WriteAllText(file, "poison");
        }

        Assert.Equal("KilledAfterGrace", Verdict());
    }

    [Fact]
    public void Layers_AreFetchedFromTheTopAndOnlyThoseThatAreNeeded()
    {
        var image = new TestImage { Entrypoint = ["/usr/bin/nginx", "-g", "daemon off;"] }
            .Layer(("etc/unused", "x")).Layer(("usr/", ""), ("usr/bin/", ""), ("usr/bin/nginx", Elf)).Layer(("etc/nginx/nginx.conf", "x"));
        _registry.Add(image);
        Verdict();

        Assert.DoesNotContain(_registry.Requests, path => path.EndsWith(TestImage.Digest(image.Layers[0]), StringComparison.Ordinal));
        Assert.Contains(_registry.Requests, path => path.EndsWith(TestImage.Digest(image.Layers[1]), StringComparison.Ordinal));
    }

    [Fact]
    public void Index_TheOneForThisMachine()
    {
        var digest = _registry.Add(Image(), tag: "inner");
        _registry.Add("/v2/web/manifests/1.0", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            manifests = new object[]
            {
                new { digest = "sha256:" + new string('0', 64), platform = new { os = "windows", architecture = "amd64" } },
                new { digest, platform = new { os = "linux", architecture = "amd64" } },
                new { digest = "sha256:" + new string('1', 64), platform = new { os = "unknown", architecture = "unknown" } },
            },
        })));

        Assert.Equal("KilledAfterGrace", Verdict());
    }

    [Fact]
    public void ByDigest_TheManifestMustHaveIt()
    {
        var digest = _registry.Add(Image());
        Assert.Equal(0, Run($"docker://{_registry.Host}/web@{digest}", "--fail-on", "never").Code);

        var other = "sha256:" + new string('a', 64);
        _registry.Add($"/v2/web/manifests/{other}", Encoding.UTF8.GetBytes("{}"));
        Assert.Contains($"not {other}", Run($"docker://{_registry.Host}/web@{other}").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownImagesOfTheInput_AreLookedUpWhereTheOptionSaysSo()
    {
        _registry.Add(Image());
        _folder.Write("compose.yaml", $"services: {{web: {{image: '{_registry.Host}/web:1.0'}}}}\n")
            .Write("api/Dockerfile", $"FROM {_registry.Host}/web:1.0\nCOPY . /app\n");

        var without = _folder.Run("trace", ".", "--format", "json");
        Assert.DoesNotContain("KilledAfterGrace", without.Output, StringComparison.Ordinal);
        Assert.Empty(_registry.Requests);

        var with = _folder.Run("trace", ".", "--format", "json", "--images", "registry");
        Assert.Equal(0, with.Code);
        Assert.Equal(["KilledAfterGrace", "KilledAfterGrace"], JsonDocument.Parse(with.Output).RootElement.GetProperty("services").EnumerateArray()
            .Select(static service => service.GetProperty("verdict").GetString()));
        Assert.Single(_registry.Requests, static path => path.EndsWith("/manifests/1.0", StringComparison.Ordinal));
    }

    [Fact]
    public void BasicCredentials_OfTheConfigurationFile()
    {
        _registry.Add(Image());
        _registry.Intercept = context => context.Request.Headers["Authorization"] != "Basic dTpw" && Challenge(context, "Basic realm=\"r\"");
        Assert.Contains("does not let this user read web (401); docker login", Run(Given).Error, StringComparison.Ordinal);

        _folder.Write("docker/config.json", $"{{\"auths\": {{\"{_registry.Host}\": {{\"auth\": \"dTpw\"}}}}}}");
        Assert.Equal("KilledAfterGrace", Verdict());
    }

    [Fact]
    public void Token_OfTheServerThatTheRegistryNames()
    {
        _registry.Add(Image());
        _registry.Add("/token", "{\"token\": \"t1\"}"u8.ToArray());
        _registry.Intercept = context => context.Request.Url!.AbsolutePath == "/token"
            ? context.Request.Headers["Authorization"] != "Basic dTpw" && FakeRegistry.Answer(context, 403)
            : context.Request.Headers["Authorization"] != "Bearer t1"
                && Challenge(context, $"Bearer realm=\"http://{_registry.Host}/token\",service=\"s\",scope=\"x\"");
        Assert.Contains("gives no token for web (403)", Run(Given).Error, StringComparison.Ordinal);

        _folder.Write("docker/config.json", $"{{\"auths\": {{\"https://{_registry.Host}\": {{\"auth\": \"dTpw\"}}}}}}");
        Assert.Equal("KilledAfterGrace", Verdict());
    }

    [Fact]
    public void CredentialHelper_IsAskedByItsName()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _registry.Add(Image());
        _registry.Intercept = context => context.Request.Headers["Authorization"] != "Basic dTpw" && Challenge(context, "Basic realm=\"r\"");
        _folder.Write("docker/config.json", $"{{\"credHelpers\": {{\"{_registry.Host}\": \"dockerlint-test\"}}}}");
        _folder.Write("bin/docker-credential-dockerlint-test",
            $"#!/bin/sh\nread -r host || :\n[ \"$1 $host\" = 'get {_registry.Host}' ] && echo '{{\"Username\":\"u\",\"Secret\":\"p\"}}'\n");
        File.SetUnixFileMode(_folder.FullPath("bin/docker-credential-dockerlint-test"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            Environment.SetEnvironmentVariable("PATH", $"{_folder.FullPath("bin")}:{path}");
            Assert.Equal("KilledAfterGrace", Verdict());
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }

        _folder.Write("docker/config.json", "{\"credsStore\": \"../evil\"}");
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

        _registry.Add(Image());
        _registry.Intercept = context => context.Request.Headers["Authorization"] != "Basic dTpw" && Challenge(context, "Basic realm=\"r\"");
        _folder.Write("docker/config.json", "{\"credsStore\": \"test\"}");
        _folder.Write("bin/docker-credential-test", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(_folder.FullPath("bin/docker-credential-test"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = Environment.GetEnvironmentVariable("PATH");
        List<string> failures = [];
        try
        {
            Environment.SetEnvironmentVariable("PATH", $"{_folder.FullPath("bin")}:{path}");
            var credentials = new RegistryCredentials(_folder.FullPath("docker"), TimeSpan.FromSeconds(sentence.Contains("0.3") ? 0.3 : 30));
            using var images = Images(credentials, RegistryBounds.Default, failures);
            Assert.Equal(sentence.Length == 0, images.Find($"{_registry.Host}/web:1.0") is not null);
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
        _registry.Add(Image());
        _registry.Add("/token", "{\"token\": \"t1\"}"u8.ToArray());
        _registry.Intercept = context => context.Request.Url!.AbsolutePath != "/token" && context.Request.Headers["Authorization"] != "Bearer t1"
            && Challenge(context, $"Bearer realm=\"http://{_registry.Host}/token\",service=\"s\"");
        _folder.Write("docker/config.json", "{\"credsStore\": \"of-another-machine\"}");
        Assert.Equal("KilledAfterGrace", Verdict());

        _registry.Intercept = context => Challenge(context, "Basic realm=\"r\"");
        Assert.Contains(
            $"login {_registry.Host} may help; docker-credential-of-another-machine cannot be run (", Run(Given).Error, StringComparison.Ordinal);
    }

    /// <summary>It would see what goes to this machine without TLS, and could not reach it.</summary>
    [Fact]
    public void SystemsProxy_IsNotAskedForThisMachine()
    {
        _registry.Add(Image());
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
        _registry.Add(Image());
        _registry.Intercept = context => context.Request.Headers["Authorization"] != "Basic dTpw" && Challenge(context, "Basic realm=\"r\"");
        var written = key.Replace("HOST", _registry.Host, StringComparison.Ordinal);
        _folder.Write("docker/config.json", $"{{\"auths\": {{\"other.example\": {{}}, \"{written}\": {{\"auth\": \"dTpw\"}}}}}}");

        Assert.Equal("KilledAfterGrace", Verdict());
    }

    [Fact]
    public void Chart_IsNoImage()
    {
        _registry.Add("/v2/web/manifests/1.0", Encoding.UTF8.GetBytes(
            $"{{\"config\": {{\"mediaType\": \"application/vnd.cncf.helm.config.v1+json\", \"digest\": \"{TestImage.Digest([])}\"}}}}"));

        AssertFails("keeps no image there: application/vnd.cncf.helm.config.v1+json");
    }

    [Fact]
    public void CredentialsForATokenServerWithoutTls_StayHere()
    {
        _registry.Intercept = context => Challenge(context, "Bearer realm=\"http://example.com/token\",service=\"s\"");

        Assert.Contains("names no token server that can be trusted", Run(Given).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "does not let this user read web (401)")]
    [InlineData(403, "does not let this user read web (403)")]
    [InlineData(404, "has no web 1.0")]
    [InlineData(429, "answers too many requests (429)")]
    [InlineData(500, "answers 500 to the request for web")]
    [InlineData(503, "answers 503")]
    public void Refusal_OneSentenceAndTheRestIsChecked(int status, string sentence)
    {
        _registry.Intercept = context => FakeRegistry.Answer(context, status);
        _folder.Write("Dockerfile", WorkFolder.ShellForm).Write("api/Dockerfile", $"FROM {_registry.Host}/web:1.0\nCMD [\"nginx\"]\n");

        var run = _folder.Run(".", "--images", "registry");

        Assert.Equal(2, run.Code);
        Assert.StartsWith($"{_registry.Host}/web:1.0: error STOP0001: {_registry.Host} ", run.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Contains("STOP2001", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void WrongBytesOfALayer_AreNoLayer()
    {
        var image = Image();
        _registry.Add(image);
        _registry.Add($"/v2/web/blobs/{TestImage.Digest(image.Layers[^1])}", TestImage.Tar(("entry.sh", "#!/bin/sh\nexec nginx\n")));

        AssertFails("sent a blob whose digest is sha256:");
        Assert.DoesNotContain(Directory.GetFiles(_folder.FullPath("cache/dockerlint/blobs")),
            file => Path.GetFileName(file) == TestImage.Digest(image.Layers[^1])[7..] || Path.GetFileName(file)[0] == '.');
    }

    [Fact]
    public void TruncatedLayer_IsNoLayer()
    {
        var image = Image();
        _registry.Add(image);
        _registry.Intercept = context => context.Request.Url!.AbsolutePath.EndsWith(TestImage.Digest(image.Layers[^1]), StringComparison.Ordinal)
            && Truncated(context, image.Layers[^1]);

        AssertFails("cannot be asked: ");
    }

    [Fact]
    public void LayerThatIsNoTar_OneSentence()
    {
        var image = Image().Layer(Encoding.UTF8.GetBytes(new string('x', 4096)));
        _registry.Add(image);

        AssertFails("it is no tar archive");
    }

    [Fact]
    public void SilentBody_IsNotWaitedForForEver()
    {
        using var released = new ManualResetEventSlim();
        var image = Image();
        _registry.Add(image);
        _registry.Intercept = context =>
        {
            if (!context.Request.Url!.AbsolutePath.EndsWith(TestImage.Digest(image.Layers[^1]), StringComparison.Ordinal))
            {
                return false;
            }

            context.Response.ContentLength64 = image.Layers[^1].Length;
            context.Response.OutputStream.Write(image.Layers[^1], 0, 10);
            context.Response.OutputStream.Flush();
            released.Wait(TimeSpan.FromSeconds(30));
            context.Response.Abort();
            return true;
        };
        List<string> failures = [];
        using var images = Images(RegistryBounds.Default with { Silence = TimeSpan.FromMilliseconds(300) }, failures);

        Assert.Null(images.Read("p", $"{_registry.Host}/web:1.0").Files!.Find("/entry.sh"));
        Assert.Equal($"layer {TestImage.Digest(image.Layers[^1])}: {_registry.Host} was silent for 0.3 s", Assert.Single(failures));
        released.Set();
    }

    [Fact]
    public void LargeLayers_AreNotFetched()
    {
        _registry.Add(Image());
        List<string> failures = [];
        using var images = Images(RegistryBounds.Default with { Bytes = 1100 }, failures);

        Assert.Null(images.Read("p", $"{_registry.Host}/web:1.0").Files!.Find("/entry.sh"));
        Assert.Contains("which is not fetched", Assert.Single(failures), StringComparison.Ordinal);
    }

    [Fact]
    public void NobodyThere_OneSentence()
    {
        _registry.Dispose();

        AssertFails("cannot be asked: ");
    }

    [Theory]
    [InlineData("/blobs/")]
    [InlineData("/manifests/")]
    public void Redirect_IsFollowedWithoutCredentials(string what)
    {
        using var elsewhere = new FakeRegistry();
        var sent = new ConcurrentBag<string?>();
        var image = Image();
        _registry.Add(image);
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
        _registry.Add(image);
        _registry.Add(image, "mirror/web");
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
        _registry.Add(Image());
        elsewhere.Intercept = context => Challenge(context, challenge.Replace("HOST", elsewhere.Host, StringComparison.Ordinal));
        RequireLogin(context => context.Request.Url!.AbsolutePath.Contains("/blobs/", StringComparison.Ordinal) && Redirected(context, elsewhere));

        AssertFails($"{_registry.Host} leads to {elsewhere.Host} for web, which answers 401; what is kept for {_registry.Host} is not sent there");
        Assert.DoesNotContain("/token", elsewhere.Requests);
    }

    [Theory]
    [InlineData("http://registry.example/blob", "leads to http://registry.example for web; only https is followed")]
    [InlineData("file:///etc/passwd", "leads to file:// for web; only https is followed")]
    [InlineData("ftp://127.0.0.1/blob", "leads to ftp://127.0.0.1 for web; only https is followed")]
    [InlineData("/v2/web/blobs/again", "leads on and on for web; 5 redirects are followed")]
    [InlineData("http://127.0.0.1:1/blob", "127.0.0.1:1, to where")]
    [InlineData("", "leads elsewhere for web and does not say where")]
    public void RedirectThatLeadsNowhere_IsOneSentence(string location, string sentence)
    {
        _registry.Add(Image());
        _registry.Intercept = context =>
            context.Request.Url!.AbsolutePath.Contains("/blobs/", StringComparison.Ordinal) && Redirected(context, location);

        AssertFails(sentence);
        Assert.True(_registry.Requests.Count(static path => path.Contains("/blobs/", StringComparison.Ordinal)) <= 6);
    }

    [Theory]
    [InlineData("\"auth\": \"dTpw\"")]
    [InlineData("\"auth\": \"dTpw\", \"identitytoken\": \"refresh\"")]
    public void RedirectOfTheTokenServer_IsNotFollowed(string kept)
    {
        using var elsewhere = new FakeRegistry();
        _registry.Add(Image());
        _registry.Intercept = context => context.Request.Url!.AbsolutePath == "/token" ? Redirected(context, elsewhere)
            : Challenge(context, $"Bearer realm=\"http://{_registry.Host}/token\",service=\"s\"");
        _folder.Write("docker/config.json", $"{{\"auths\": {{\"{_registry.Host}\": {{{kept}}}}}}}");

        Assert.Contains("gives no token for web (307)", Run(Given).Error, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    /// <summary>The layer is on its way when the signal comes.</summary>
    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task Signal_LeavesNoUnfinishedBlob(string signal, int code)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "sh and its signals");
        using var released = new ManualResetEventSlim();
        var image = Image();
        _registry.Add(image);
        // What came before it is written under such a name too, for a moment.
        var halted = _folder.FullPath("halted");
        _registry.Intercept = context =>
        {
            if (!context.Request.Url!.AbsolutePath.EndsWith(TestImage.Digest(image.Layers[^1]), StringComparison.Ordinal))
            {
                return false;
            }

            File.WriteAllText(halted, "");
            return Halting(context, image.Layers[^1], released);
        };
        var blobs = _folder.FullPath("cache/dockerlint/blobs");
        var start = new System.Diagnostics.ProcessStartInfo("env", ["--default-signal", "bash", "-c",
            $"set -m; dotnet '{Path.Combine(AppContext.BaseDirectory, "dockerlint.dll")}' trace {Given} & pid=$!; n=0; "
                + $"until {{ [ -e '{halted}' ] && ls -A '{blobs}' 2>/dev/null | grep -q new-; }} || [ $n = 600 ]; do sleep 0.05; n=$((n+1)); done; "
                + $"ls -A '{blobs}' | grep -c new-; kill -{signal} $pid; wait $pid; echo $?"]) { RedirectStandardOutput = true };
        start.Environment["XDG_CACHE_HOME"] = _folder.FullPath("cache");
        start.Environment["DOCKER_CONFIG"] = _folder.FullPath("docker");
        using var process = System.Diagnostics.Process.Start(start)!;

        Assert.Equal($"1\n{code}\n", await process.StandardOutput.ReadToEndAsync());
        Assert.DoesNotContain(Directory.GetFiles(blobs), static file => Path.GetFileName(file)[0] == '.');
        released.Set();
    }

    private string Given => $"docker://{_registry.Host}/web:1.0";

    private static TestImage Image() => new TestImage { Entrypoint = ["/entry.sh"], Cmd = ["node", "server.js"], WorkDir = "/app" }
        .Layer(("bin/dash", Elf), ("bin/sh -> dash", ""), ("usr/local/bin/node", Elf), ("app/server.js", "require('http').createServer().listen(1)"))
        .Layer(("entry.sh", "#!/bin/sh\nnode server.js\n"));

    private RegistryImages Images(RegistryBounds bounds, List<string> failures) =>
        Images(new RegistryCredentials(_folder.FullPath("docker")), bounds, failures);

    private RegistryImages Images(RegistryCredentials credentials, RegistryBounds bounds, List<string> failures) => new(
        new RegistryClient(credentials, new BlobCache(null), bounds, _folder.FullPath("certs")), (_, sentence) => failures.Add(sentence));

    private void AssertFails(string sentence)
    {
        var run = Run(Given);
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("a defect of dockerlint", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    private CommandRun Run(params string[] words) => _folder.Run(words);

    private string? Verdict()
    {
        var run = Run("trace", "--format", "json", Given);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonDocument.Parse(run.Output).RootElement.GetProperty("services")[0].GetProperty("verdict").GetString();
    }

    private static bool Challenge(HttpListenerContext context, string challenge)
    {
        context.Response.Headers["WWW-Authenticate"] = challenge;
        return FakeRegistry.Answer(context, 401);
    }

    private static bool Redirected(HttpListenerContext context, FakeRegistry target) =>
        Redirected(context, $"http://{target.Host}{context.Request.Url!.PathAndQuery}");

    private static bool Redirected(HttpListenerContext context, string location)
    {
        context.Response.Headers["Location"] = location;
        return FakeRegistry.Answer(context, 307);
    }

    /// <summary>The registry lets in whom <c>docker login</c> has let in; what it answers then comes first.</summary>
    private void RequireLogin(Func<HttpListenerContext, bool> then)
    {
        _registry.Intercept = context =>
            context.Request.Headers["Authorization"] != "Basic dTpw" ? Challenge(context, "Basic realm=\"r\"") : then(context);
        _folder.Write("docker/config.json", $"{{\"auths\": {{\"{_registry.Host}\": {{\"auth\": \"dTpw\"}}}}}}");
    }

    private static bool Halting(HttpListenerContext context, byte[] content, ManualResetEventSlim released)
    {
        context.Response.ContentLength64 = content.Length;
        context.Response.OutputStream.Write(content, 0, 10);
        context.Response.OutputStream.Flush();
        released.Wait(TimeSpan.FromSeconds(60));
        context.Response.Abort();
        return true;
    }

    private static bool Truncated(HttpListenerContext context, byte[] content)
    {
        context.Response.ContentLength64 = content.Length;
        context.Response.OutputStream.Write(content, 0, 100);
        context.Response.OutputStream.Flush();
        context.Response.Abort();
        return true;
    }
}
