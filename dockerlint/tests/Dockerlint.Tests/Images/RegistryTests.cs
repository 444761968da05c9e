using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dockerlint.Images.Registries;

namespace Dockerlint.Tests.Images;

/// <summary>docker://NAME and --images registry: what is asked and what is kept.</summary>
public sealed class RegistryTests : RegistryTest
{
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
        Registry.Add(Image(), pack: TestImage.GZip);

        Assert.Equal("KilledAfterGrace", Verdict());
        var asked = Registry.Requests.Count;
        Assert.Equal("KilledAfterGrace", Verdict());
        Assert.Equal(asked + 1, Registry.Requests.Count);
        Assert.Equal(2 + Image().Layers.Count, Directory.GetFiles(Folder.FullPath("cache/dockerlint/blobs")).Length);
    }

    [Fact]
    public void DamagedCache_IsFetchedAgain()
    {
        Registry.Add(Image());
        Verdict();
        foreach (var file in Directory.GetFiles(Folder.FullPath("cache/dockerlint/blobs")))
        {
            File.WriteAllText(file, "poison");
        }

        Assert.Equal("KilledAfterGrace", Verdict());
    }

    [SkippableFact]
    public void FullCacheDisk_IsReadWithout()
    {
        var cache = Folder.FullPath("cache");
        Directory.CreateDirectory(cache);
        Skip.IfNot(Run("mount", "-t", "tmpfs", "-o", "size=16k", "none", cache), "needs the right to mount");
        try
        {
            File.WriteAllBytes(Path.Combine(cache, "full"), new byte[8 << 10]);
            Registry.Add(Image().Layer(("usr/share/noise", Convert.ToBase64String(RandomNumberGenerator.GetBytes(64 << 10)))));

            Assert.Equal("KilledAfterGrace", Verdict());
            Assert.DoesNotContain(Directory.GetFiles(cache, "*", SearchOption.AllDirectories), static path => path.Contains(".new-"));

            // What had to be asked for twice counts once against what may be fetched: the layer has 90 kB.
            List<string> failures = [];
            using var images = new RegistryImages(
                new RegistryClient(
                    new RegistryCredentials(Folder.FullPath("docker")), new BlobCache(cache), RegistryBounds.Default with { Bytes = 120 << 10 },
                    Folder.FullPath("certs")),
                (_, sentence) => failures.Add(sentence));
            Assert.NotNull(images.Read("p", $"{Registry.Host}/web:1.0").Files!.Find("/usr/share/noise"));
            Assert.Empty(failures);
        }
        finally
        {
            Run("umount", cache);
        }

        static bool Run(string program, params string[] words)
        {
            using var process = Process.Start(program, words);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }

    [Fact]
    public void Layers_AreFetchedFromTheTopAndOnlyThoseThatAreNeeded()
    {
        var image = new TestImage { Entrypoint = ["/usr/bin/nginx", "-g", "daemon off;"] }
            .Layer(("etc/unused", "x")).Layer(("usr/", ""), ("usr/bin/", ""), ("usr/bin/nginx", Elf)).Layer(("etc/nginx/nginx.conf", "x"));
        Registry.Add(image);
        Verdict();

        Assert.DoesNotContain(Registry.Requests, path => path.EndsWith(TestImage.Digest(image.Layers[0]), StringComparison.Ordinal));
        Assert.Contains(Registry.Requests, path => path.EndsWith(TestImage.Digest(image.Layers[1]), StringComparison.Ordinal));
    }

    [Fact]
    public void Index_TheOneForThisMachine()
    {
        var digest = Registry.Add(Image(), tag: "inner");
        Registry.Add("/v2/web/manifests/1.0", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
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
        var digest = Registry.Add(Image());
        Assert.Equal(0, Run($"docker://{Registry.Host}/web@{digest}", "--fail-on", "never").Code);

        var other = "sha256:" + new string('a', 64);
        Registry.Add($"/v2/web/manifests/{other}", Encoding.UTF8.GetBytes("{}"));
        Assert.Contains($"not {other}", Run($"docker://{Registry.Host}/web@{other}").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownImagesOfTheInput_AreLookedUpWhereTheOptionSaysSo()
    {
        Registry.Add(Image());
        Folder.Write("compose.yaml", $"services: {{web: {{image: '{Registry.Host}/web:1.0'}}}}\n")
            .Write("api/Dockerfile", $"FROM {Registry.Host}/web:1.0\nCOPY . /app\n");

        var without = Folder.Run("trace", ".", "--format", "json");
        Assert.DoesNotContain("KilledAfterGrace", without.Output, StringComparison.Ordinal);
        Assert.Empty(Registry.Requests);

        var with = Folder.Run("trace", ".", "--format", "json", "--images", "registry");
        Assert.Equal(0, with.Code);
        Assert.Equal(["KilledAfterGrace", "KilledAfterGrace"], JsonDocument.Parse(with.Output).RootElement.GetProperty("services").EnumerateArray()
            .Select(static service => service.GetProperty("verdict").GetString()));
        Assert.Single(Registry.Requests, static path => path.EndsWith("/manifests/1.0", StringComparison.Ordinal));
    }
}
