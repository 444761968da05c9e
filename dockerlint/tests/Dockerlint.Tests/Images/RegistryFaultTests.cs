using System.Text;
using Dockerlint.Images.Registries;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Images;

/// <summary>A sentence for everything that goes wrong with a registry, and nothing half done is left.</summary>
public sealed class RegistryFaultTests : RegistryTest
{
    [Fact]
    public void Chart_IsNoImage()
    {
        Registry.Add("/v2/web/manifests/1.0", Encoding.UTF8.GetBytes(
            $"{{\"config\": {{\"mediaType\": \"application/vnd.cncf.helm.config.v1+json\", \"digest\": \"{TestImage.Digest([])}\"}}}}"));

        AssertFails("keeps no image there: application/vnd.cncf.helm.config.v1+json");
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
        Registry.Intercept = context => FakeRegistry.Answer(context, status);
        Folder.Write("Dockerfile", WorkFolder.ShellForm).Write("api/Dockerfile", $"FROM {Registry.Host}/web:1.0\nCMD [\"nginx\"]\n");

        var run = Folder.Run(".", "--images", "registry");

        Assert.Equal(2, run.Code);
        Assert.StartsWith($"{Registry.Host}/web:1.0: error STOP0001: {Registry.Host} ", run.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Contains("STOP2001", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void WrongBytesOfALayer_AreNoLayer()
    {
        var image = Image();
        Registry.Add(image);
        Registry.Add($"/v2/web/blobs/{TestImage.Digest(image.Layers[^1])}", TestImage.Tar(("entry.sh", "#!/bin/sh\nexec nginx\n")));

        AssertFails("sent a blob whose digest is sha256:");
        Assert.DoesNotContain(Directory.GetFiles(Folder.FullPath("cache/dockerlint/blobs")),
            file => Path.GetFileName(file) == TestImage.Digest(image.Layers[^1])[7..] || Path.GetFileName(file)[0] == '.');
    }

    [Fact]
    public void TruncatedLayer_IsNoLayer()
    {
        var image = Image();
        Registry.Add(image);
        Registry.Intercept = context => context.Request.Url!.AbsolutePath.EndsWith(TestImage.Digest(image.Layers[^1]), StringComparison.Ordinal)
            && Truncated(context, image.Layers[^1]);

        AssertFails("cannot be asked: ");
    }

    [Fact]
    public void LayerThatIsNoTar_OneSentence()
    {
        var image = Image().Layer(Encoding.UTF8.GetBytes(new string('x', 4096)));
        Registry.Add(image);

        AssertFails("it is no tar archive");
    }

    [Fact]
    public void SilentBody_IsNotWaitedForForEver()
    {
        using var released = new ManualResetEventSlim();
        var image = Image();
        Registry.Add(image);
        Registry.Intercept = context =>
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
        using var images = Images(RegistryBounds.Default with { Silence = TimeSpan.FromSeconds(3) }, failures);

        Assert.Null(images.Read("p", $"{Registry.Host}/web:1.0").Files!.Find("/entry.sh"));
        Assert.Equal($"layer {TestImage.Digest(image.Layers[^1])}: {Registry.Host} was silent for 3 s", Assert.Single(failures));
        released.Set();
    }

    [Fact]
    public void LargeLayers_AreNotFetched()
    {
        Registry.Add(Image());
        List<string> failures = [];
        using var images = Images(RegistryBounds.Default with { Bytes = 1100 }, failures);

        Assert.Null(images.Read("p", $"{Registry.Host}/web:1.0").Files!.Find("/entry.sh"));
        Assert.Contains("which is not fetched", Assert.Single(failures), StringComparison.Ordinal);
    }

    [Fact]
    public void NobodyThere_OneSentence()
    {
        Registry.Dispose();

        AssertFails("cannot be asked: ");
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
        Registry.Add(Image());
        Registry.Intercept = context =>
            context.Request.Url!.AbsolutePath.Contains("/blobs/", StringComparison.Ordinal) && Redirected(context, location);

        AssertFails(sentence);
        Assert.True(Registry.Requests.Count(static path => path.Contains("/blobs/", StringComparison.Ordinal)) <= 6);
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
        Registry.Add(image);
        // What came before it is written under such a name too, for a moment.
        var halted = Folder.FullPath("halted");
        Registry.Intercept = context =>
        {
            if (!context.Request.Url!.AbsolutePath.EndsWith(TestImage.Digest(image.Layers[^1]), StringComparison.Ordinal))
            {
                return false;
            }

            File.WriteAllText(halted, "");
            return Halting(context, image.Layers[^1], released);
        };
        var blobs = Folder.FullPath("cache/dockerlint/blobs");
        var start = new System.Diagnostics.ProcessStartInfo("env", ["--default-signal", "bash", "-c",
            $"set -m; dotnet '{Path.Combine(AppContext.BaseDirectory, "dockerlint.dll")}' trace {Given} & pid=$!; n=0; "
                + $"until {{ [ -e '{halted}' ] && ls -A '{blobs}' 2>/dev/null | grep -q new-; }} || [ $n = 600 ]; do sleep 0.05; n=$((n+1)); done; "
                + $"ls -A '{blobs}' | grep -c new-; kill -{signal} $pid; wait $pid; echo $?"]) { RedirectStandardOutput = true };
        start.Environment["XDG_CACHE_HOME"] = Folder.FullPath("cache");
        start.Environment["DOCKER_CONFIG"] = Folder.FullPath("docker");
        using var process = System.Diagnostics.Process.Start(start)!;

        Assert.Equal($"1\n{code}\n", await process.StandardOutput.ReadToEndAsync());
        Assert.DoesNotContain(Directory.GetFiles(blobs), static file => Path.GetFileName(file)[0] == '.');
        released.Set();
    }
}
