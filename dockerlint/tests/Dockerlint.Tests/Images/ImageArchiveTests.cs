using System.Buffers.Binary;
using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using Dockerlint.Images;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Images;

/// <summary>A built image judged whole, from what docker save, skopeo and umoci write.</summary>
public sealed class ImageArchiveTests : IDisposable
{
    private const string Server = "require('http').createServer(handle).listen(3000)\n";

    private const string Elf = "\u007fELF\0";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Layouts()
    {
        var rows = new TheoryData<string, string>();
        foreach (var layout in new[]
            {
                "docker-archive", "oci", "oci-archive", "docker-archive of a layout", "docker-archive behind gzip", "oci-archive behind zstd",
            })
        {
            foreach (var packing in new[] { "plain", "gzip", "zstd", "gzip by members", "zstd by frames" })
            {
                rows.Add(layout, packing);
            }
        }

        return rows;
    }

    /// <summary>Found by the fuzz (seed 1002365). Go's reader takes it, and so does an engine.</summary>
    [Fact]
    public void TextThatIsNoUnicode_IsReadAllTheSame()
    {
        byte[] json = [.. "{\"config\":{\"Cmd\":[\"a"u8, 0xFF, .. "\",\"\\ud800\"]}}"u8];

        Assert.Equal(["a\ufffd", "\\ud800"], ImageConfiguration.Parse(json).Cmd);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void EveryLayoutAndPacking_TheSameVerdictAndChain(string layout, string packing)
    {
        var image = new TestImage { Entrypoint = ["/entry.sh"], Cmd = ["node", "server.js"], WorkDir = "/app", StopSignal = "SIGINT" }
            .Layer(("bin/", ""), ("bin/dash", Elf), ("bin/sh -> dash", ""), ("usr/local/bin/node", Elf))
            .Layer(("entry.sh", "#!/bin/sh\nnode server.js\n"), ("app/server.js", Server));

        var service = Trace(Write(image, layout, packing));

        Assert.Equal(("KilledAfterGrace", "SIGINT", "entry.sh", "server.js"), (service.GetProperty("verdict").GetString(),
            service.GetProperty("stopSignal").GetString(), Word(service, 0, 0)[1..], Word(service, 1, 1)));
    }

    [Fact]
    public void Finding_NamesImageDigestAndLayer()
    {
        var image = new TestImage { Entrypoint = ["/entry.sh"] }.Layer(("bin/dash", Elf), ("bin/sh -> dash", "")).Layer(
            ("entry.sh", "#!/bin/sh\nsleep 1000\nexec nginx\n"), ("usr/bin/nginx", Elf)).Layer(("entry.sh", "#!/bin/sh\nnginx -g 'daemon off;'\n"));
        _folder.Write("web.tar", image.DockerArchive());

        var run = _folder.Run("docker-archive:web.tar", "--select", "STOP2004", "--format", "json");
        var finding = Assert.Single(JsonDocument.Parse(run.Output).RootElement.GetProperty("findings").EnumerateArray());

        Assert.Equal(1, run.Code);
        Assert.Equal(("docker-archive:web.tar!/entry.sh", 2, "image web:1.0"),
            (finding.GetProperty("path").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("subject").GetString()));
        var evidence = string.Join(
            '\n', finding.GetProperty("evidence").EnumerateArray().Select(static link => link.GetProperty("message").GetString()));
        Assert.Contains($"web:1.0 {TestImage.Digest(image.Configuration())} linux/amd64", evidence, StringComparison.Ordinal);
        Assert.Contains($"layer 3 of 3 {TestImage.Digest(image.Layers[2])}: COPY step 3", evidence, StringComparison.Ordinal);
        Assert.False(finding.TryGetProperty("fix", out _), "nothing can be written into an image");
    }

    /// <summary>A manifest of 40,000 names for one configuration took 1.4 s and 264 MB.</summary>
    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(1_001, 2)]
    public void ArchiveOfManyImages_IsReadUpToABoundAndSaysSo(int images, int code)
    {
        var named = string.Join(',', Enumerable.Range(0, images).Select(static i => $"{{\"Config\":\"c.json\",\"RepoTags\":[\"a:{i}\"]}}"));
        _folder.Write("web.tar", TestImage.Archive([("c.json", new TestImage { Cmd = ["nginx"] }.Configuration()),
            ("manifest.json", Encoding.UTF8.GetBytes($"[{named}]"))]));

        var run = _folder.Run("docker-archive:web.tar", "--fail-on", "never");

        Assert.Equal(code, run.Code);
        Assert.Equal(code == 2, (run.Output + run.Error).Contains(
            "it holds more than 1000 images, of which the first are read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bin/dash", "bin/sh -> dash", "KilledAfterGrace")]
    [InlineData("usr/bin/dash", "bin -> usr/bin|usr/bin/sh -> dash", "KilledAfterGrace")]
    [InlineData("bin/busybox", "bin/sh -> /bin/busybox", "Graceful")]
    [InlineData("bin/bash", "bin/sh -> ../../../../bin/bash", "Graceful")]
    [InlineData("bin/[", "bin/sh => bin/[", "Graceful")]
    [InlineData("bin/other", "", "FailsToStart")]
    public void WhichShellItReallyIs_DecidesTheShellForm(string program, string links, string verdict)
    {
        var files = new List<(string, string)> { (program, Elf + "x BusyBox v1.36.1 y"), ("usr/bin/nginx", Elf) };
        files.AddRange(links.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(static link => (link, "")));
        var image = new TestImage { Entrypoint = ["/bin/sh", "-c", "nginx -g 'daemon off;'"], StopSignal = "SIGQUIT" }.Layer([.. files]);

        Assert.Equal(verdict, Trace(Write(image, "docker-archive", "plain")).GetProperty("verdict").GetString());
    }

    [Fact]
    public void DeletedAndReplacedFiles_AreThoseOfTheUppermostLayer()
    {
        var image = new TestImage { Entrypoint = ["/a/run.sh"], StopSignal = "3" }
            .Layer(("bin/sh -> busybox", ""), ("bin/busybox", Elf), ("usr/bin/nginx", Elf), ("a/run.sh", "#!/bin/sh\nnginx\n"),
                ("b/run.sh", "#!/bin/sh\n"))
            .Layer(("a/.wh..wh..opq", ""), ("a/other", ""), ("b/.wh.run.sh", ""))
            .Layer(("a/run.sh -> ../b/run.sh", ""), ("b/run.sh", "#!/bin/sh\nexec nginx -g 'daemon off;'\n"));

        Assert.Equal("Graceful", Trace(Write(image, "docker-archive", "gzip")).GetProperty("verdict").GetString());

        var without = new TestImage { Entrypoint = ["/a/run.sh"] }
            .Layer(("bin/sh -> busybox", ""), ("bin/busybox", Elf), ("a/run.sh", "#!/bin/sh\nexec nginx\n")).Layer((".wh.a", ""));
        Assert.Equal("FailsToStart", Trace(Write(without, "docker-archive", "gzip")).GetProperty("verdict").GetString());
    }

    [Fact]
    public void SeveralImagesAndTags_EachIsJudged()
    {
        var image = new TestImage { Cmd = ["nginx", "-g", "daemon off;"] }.Layer(("usr/bin/nginx", Elf));
        foreach (var (path, content) in image.OciLayout(tag: "2"))
        {
            _folder.Write("layout/" + path, content);
        }

        Assert.Equal(0, _folder.Run("trace", "oci:layout").Code);
        Assert.Equal(0, _folder.Run("trace", "oci:layout:2").Code);
        Assert.Equal((2, "oci:layout:3: error STOP0001: index.json names no image 3\n"), Failure("oci:layout:3"));
    }

    [Theory]
    [InlineData("docker-archive:several.tar:corp/api:2", "corp/api:2", "Graceful")]
    [InlineData("docker-archive:several.tar:web:1.0", "web:1.0", "Unknown")]
    [InlineData("docker-archive:several.tar:web:latest", "", "several.tar:web:latest: error STOP0001: manifest.json names no image web:latest")]
    [InlineData("docker-archive:other.tar:web:1.0", "", "other.tar:web:1.0: error STOP0001: no such file or folder")]
    [InlineData("oci-archive:layout.tar:1.0", "1.0", "Unknown")]
    [InlineData("oci-archive:layout.tar:2.0", "", "layout.tar:2.0: error STOP0001: index.json names no image 2.0")]
    public void OneOfSeveralImages_IsNamedBehindTheFile(string given, string name, string verdict)
    {
        var web = new TestImage { Entrypoint = ["/usr/bin/perl"] }.Layer(("usr/bin/perl", Elf));
        var api = new TestImage { Entrypoint = ["/usr/bin/nginx", "-g", "daemon off;"], StopSignal = "SIGQUIT", Tag = "corp/api:2" }
            .Layer(("usr/bin/nginx", Elf));
        _folder.Write("several.tar", TestImage.Several(web, api));
        _folder.Write("layout.tar", TestImage.Archive(web.OciLayout()));

        if (name.Length == 0)
        {
            Assert.Equal(2, Failure(given).Code);
            Assert.EndsWith(verdict + "\n", Failure(given).Error, StringComparison.Ordinal);
        }
        else
        {
            var service = Trace(given);
            Assert.Equal((name, verdict), (service.GetProperty("name").GetString(), service.GetProperty("verdict").GetString()));
        }
    }

    /// <summary>As docker, skopeo and podman write names, and as a user says them.</summary>
    [Theory]
    [InlineData("web:latest", "web", true)]
    [InlineData("docker.io/library/web:2", "web:2", true)]
    [InlineData("docker.io/corp/web:2", "corp/web:2", true)]
    [InlineData("localhost/web:latest", "web", true)]
    [InlineData("localhost/corp/web:1", "corp/web:1", true)]
    [InlineData("web:2", "web", false)]
    [InlineData("ghcr.io/corp/web:2", "corp/web:2", false)]
    public void ImageOfAnArchive_IsNamedAsEnginesTakeNames(string written, string asked, bool fits)
    {
        var image = new TestImage { Entrypoint = ["/usr/bin/perl"], Tag = written }.Layer(("usr/bin/perl", Elf));
        _folder.Write("a.tar", image.DockerArchive());

        Assert.Equal(fits ? 0 : 2, _folder.Run("trace", "docker-archive:a.tar:" + asked).Code);
    }

    /// <summary>Beside an image an index names what belongs to it, and registries keep other things than images in the same form.</summary>
    [Theory]
    [InlineData("application/vnd.oci.image.config.v1+json", "application/vnd.dev.cosign.simplesigning.v1+json")]
    [InlineData("application/vnd.oci.image.config.v1+json", "application/vnd.in-toto+json")]
    [InlineData("application/vnd.cncf.helm.config.v1+json", "application/vnd.cncf.helm.chart.content.v1.tar+gzip")]
    public void SignaturesAttestationsAndCharts_AreNoImages(string config, string layer)
    {
        var image = new TestImage { Entrypoint = ["/usr/bin/perl"] }.Layer(("usr/bin/perl", Elf));
        var other = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2, config = new { mediaType = config, digest = TestImage.Digest([]) },
            layers = new[] { new { mediaType = layer, digest = TestImage.Digest([]) } },
        });
        var layout = image.OciLayout();
        foreach (var (path, content) in layout)
        {
            _folder.Write("layout/" + path, content);
        }

        _folder.Write($"layout/blobs/sha256/{TestImage.Digest(other)[7..]}", other);
        Write([Entry(layout[^1].Content, "1.0"), Entry(other, "extra")]);
        Assert.Equal("1.0", Trace("oci:layout").GetProperty("name").GetString());
        Write([Entry(other, "extra")]);
        Assert.Equal((2, $"oci:layout: error STOP0001: it holds no image: {(config.Contains("helm") ? config : layer)}\n"), Failure("oci:layout"));
        Write([Entry(other, null, "unknown"), Entry(layout[^1].Content, null, "linux")]);
        Assert.Equal("oci:layout", Trace("oci:layout").GetProperty("source").GetString());

        void Write(object[] manifests) =>
            _folder.Write("layout/index.json", JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, manifests }));

        static object Entry(byte[] manifest, string? tag, string os = "linux") => new
        {
            digest = TestImage.Digest(manifest), platform = new { os, architecture = os == "linux" ? "amd64" : "unknown" },
            annotations = tag is null ? null : new Dictionary<string, string> { ["org.opencontainers.image.ref.name"] = tag },
        };
    }

    [Fact]
    public void HardLink_KeepsTheFileThatItsLayerFound()
    {
        var image = new TestImage { Entrypoint = ["/bin/sh", "-c", "nginx -g 'daemon off;'"], StopSignal = "SIGQUIT" }
            .Layer(("bin/[", Elf + "BusyBox v1.36.1"), ("bin/sh => bin/[", ""), ("usr/bin/nginx", Elf)).Layer(("bin/[", "#!/bin/false\n"));

        Assert.Equal("Graceful", Trace(Write(image, "docker-archive", "gzip")).GetProperty("verdict").GetString());
    }

    /// <summary>By hand, docker 20.10: "exec /run.sh: no such file or directory", and with -e "Illegal option -".</summary>
    [Theory]
    [InlineData("#!/bin/sh\r\nexec nginx -g 'daemon off;'\r\n", "/run.sh", "FailsToStart")]
    [InlineData("#!/bin/sh -e\r\nexec nginx -g 'daemon off;'\r\n", "/run.sh", "FailsToStart")]
    [InlineData("#!/usr/bin/env sh\r\nexec nginx -g 'daemon off;'\r\n", "/run.sh", "FailsToStart")]
    [InlineData("#!/bin/sh\nexec nginx -g 'daemon off;'\n", "/run.sh", "Graceful")]
    [InlineData("#!/bin/sh\r\nexec nginx -g 'daemon off;' #\r\n", "/bin/sh /run.sh", "Graceful")]
    [InlineData("#!/bin/sh\nexec nginx -g 'daemon off;' #\r\n", "/run.sh", "Graceful")]
    public void ScriptOfWindows_FindsNoInterpreter(string script, string entrypoint, string verdict)
    {
        var image = new TestImage { Entrypoint = entrypoint.Split(' '), StopSignal = "SIGQUIT" }.Layer(
            ("bin/sh -> busybox", ""), ("bin/busybox", Elf), ("usr/bin/env", Elf), ("usr/bin/nginx", Elf), ("run.sh", script));

        Assert.Equal(verdict, Trace(Write(image, "docker-archive", "gzip")).GetProperty("verdict").GetString());
    }

    [Fact]
    public void LinksThatLeadRound_EndAsNoFile()
    {
        var image = new TestImage { Entrypoint = ["/a"] }.Layer(("a -> b", ""), ("b -> a", ""), ("c => c", ""), ("bin/sh -> /c", ""));

        Assert.Equal("FailsToStart", Trace(Write(image, "docker-archive", "plain")).GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("../../etc/passwd", "leads out of the image")]
    [InlineData("a/../../x", "leads out of the image")]
    public void NamesThatLeadOut_AreRefused(string name, string sentence) => AssertLayerFails(TestImage.Tar((name, "x")), sentence);

    [Fact]
    public void AbsoluteNames_AreInside()
    {
        var image = new TestImage { Entrypoint = ["/entry.sh"], StopSignal = "QUIT" }.Layer(
            ("/entry.sh", "#!/bin/sh\nexec nginx -g 'daemon off;'\n"), ("./bin/sh -> ash", ""), ("//bin//ash", Elf), ("usr/bin/nginx", Elf));

        Assert.Equal("Graceful", Trace(Write(image, "docker-archive", "plain")).GetProperty("verdict").GetString());
    }

    [Fact]
    public void DamagedLayers_OneSentenceEach()
    {
        var tar = TestImage.Tar(("entry.sh", new string('x', 4000)));
        AssertLayerFails(Encoding.ASCII.GetBytes(new string('x', 2048)), "it is no tar archive");
        AssertLayerFails([0xfd, .. "7zXZ"u8, .. new byte[600]], "it is packed with xz, which is not read here; unpack it first (xz -d)");
        AssertLayerFails([.. "BZh9"u8, .. new byte[600]], "it is packed with bzip2, which is not read here; unpack it first (bzip2 -d)");
        AssertLayerFails(tar[..1500], "it is cut off");
        AssertLayerFails(TestImage.GZip(tar)[..40], "");
        AssertLayerFails([0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3, 4, 5, 6, 7, 8], "");
        AssertLayerFails(WithSize(tar, "77777777777"), "it is cut off");
        AssertLayerFails(Huge('L'), "a header in it is larger than 1 MB");
        AssertLayerFails(Huge('x'), "a header in it is larger than 1 MB");
    }

    [Fact]
    public void DamagedArchives_OneSentenceAndTheRestIsChecked()
    {
        _folder.Write("Dockerfile", WorkFolder.ShellForm).Write("a.tar", "no tar at all").Write("b.tar", TestImage.GZip([1, 2, 3]))
            .Write("c.tar", TestImage.Archive([("x", [1])])).Write("d.tar", TestImage.Archive([("manifest.json", "[{}]"u8.ToArray())]))
            .Write("e.tar", TestImage.Archive([("manifest.json", "[{\"Config\":\"../x\"}]"u8.ToArray())]))
            .Write("f.tar", TestImage.Archive([("manifest.json", "{"u8.ToArray())]));

        var run = _folder.Run("Dockerfile", "docker-archive:a.tar", "docker-archive:b.tar", "docker-archive:c.tar", "docker-archive:d.tar",
            "docker-archive:e.tar", "docker-archive:f.tar", "docker-archive:nowhere.tar", "oci:nowhere", "docker-archive:");

        Assert.Equal(2, run.Code);
        Assert.Contains("STOP2001", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            """
            docker-archive:: error STOP0001: the name of a file is needed
            docker-archive:a.tar: error STOP0001: it is cut off
            docker-archive:b.tar: error STOP0001: it is cut off
            docker-archive:c.tar: error STOP0001: the archive has neither manifest.json nor index.json: it is not one of docker save
            docker-archive:d.tar: error STOP0001: manifest.json names no configuration
            docker-archive:e.tar: error STOP0001: the archive has no ../x
            docker-archive:f.tar: error STOP0001: manifest.json is no JSON
            docker-archive:nowhere.tar: error STOP0001: no such file or folder
            oci:nowhere: error STOP0001: index.json: no such file or folder

            """,
            run.Error);
    }

    [Fact]
    public void LayoutWithALinkOutOfItsFolder_IsNotFollowed()
    {
        _folder.Write("secret.json", "{}");
        Directory.CreateDirectory(_folder.FullPath("layout"));
        File.CreateSymbolicLink(_folder.FullPath("layout/index.json"), "../secret.json");

        Assert.Contains("index.json: outside, not read", Failure("oci:layout").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyFiles_AreBounded()
    {
        var bounds = new Dockerlint.Images.Layers.ImageBounds(maximumBytes: 4096, maximumEntries: 3);
        var tar = TestImage.Tar(("a", ""), ("b", ""), ("c", ""), ("d", ""));
        var many = Assert.Throws<Dockerlint.Images.ImageException>(
            () => new Dockerlint.Images.Layers.Layer("l", () => new MemoryStream(tar), bounds).Find("/d"));
        Assert.Equal("layer l: its layers have more than 3 files", many.Message);

        var bomb = TestImage.GZip(TestImage.Tar(("zeros", new string('0', 1 << 20))));
        var large = Assert.Throws<Dockerlint.Images.ImageException>(
            () => new Dockerlint.Images.Layers.Layer("l", () => new MemoryStream(bomb), new(maximumBytes: 1 << 16)).Find("/d"));
        Assert.Equal("layer l: its layers unpack to more than 0 MB", large.Message);
    }

    private void AssertLayerFails(byte[] layer, string sentence)
    {
        _folder.Write("bad.tar", new TestImage { Entrypoint = ["/entry.sh"] }.Layer(layer).DockerArchive());
        var (code, error) = Failure("docker-archive:bad.tar");

        Assert.Equal(2, code);
        Assert.StartsWith("docker-archive:bad.tar: error STOP0001: layer sha256:", error, StringComparison.Ordinal);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain("a defect of dockerlint", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    private (int Code, string Error) Failure(string given) => _folder.Run(given) is var run ? (run.Code, run.Error) : default;

    private string Write(TestImage image, string layout, string packing)
    {
        Func<byte[], byte[]> pack = packing switch
        {
            "gzip" => TestImage.GZip,
            "zstd" => TestImage.Zstd,
            // As estargz packs (a member for each file), and zstd:chunked (frames, and skippable ones that hold a table).
            "gzip by members" => static layer => [.. layer.Chunk(700).SelectMany(TestImage.GZip)],
            "zstd by frames" => static layer => [.. layer.Chunk(700).SelectMany(TestImage.Zstd), 0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3],
            _ => static layer => layer,
        };
        switch (layout)
        {
            case "docker-archive":
                _folder.Write("web.tar", image.DockerArchive(pack));
                return "docker-archive:web.tar";
            case "oci":
                foreach (var (path, content) in image.OciLayout(pack))
                {
                    _folder.Write("layout/" + path, content);
                }

                return "oci:layout:1.0";
            case "docker-archive behind gzip":
                _folder.Write("web.tar.gz", TestImage.GZip(image.DockerArchive(pack)));
                return "docker-archive:web.tar.gz";
            case "oci-archive behind zstd":
                _folder.Write("web.tar.zst", TestImage.Zstd(TestImage.Archive(image.OciLayout(pack))));
                return "oci-archive:web.tar.zst";
            default:
                _folder.Write("web.tar", TestImage.Archive(image.OciLayout(pack)));
                return (layout == "oci-archive" ? "oci-archive:" : "docker-archive:") + "web.tar";
        }
    }

    private JsonElement Trace(string given)
    {
        var run = _folder.Run("trace", "--format", "json", given);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return Assert.Single(JsonDocument.Parse(run.Output).RootElement.GetProperty("services").EnumerateArray());
    }

    private static string Word(JsonElement service, int hop, int word) =>
        service.GetProperty("path")[hop].GetProperty("argv")[word].GetString()!;

    /// <summary>A first header that claims a size.</summary>
    private static byte[] WithSize(byte[] tar, string octal)
    {
        var changed = (byte[])tar.Clone();
        var header = changed.AsSpan(IndexOfEntry(changed, "entry.sh"), 512);
        Encoding.ASCII.GetBytes(octal).CopyTo(header[124..]);
        return Signed(changed, header);
    }

    private static byte[] Huge(char type)
    {
        var header = new byte[1024];
        Encoding.ASCII.GetBytes("././@LongLink").CopyTo(header, 0);
        header[156] = (byte)type;
        header[124] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), 2_000_000_000);
        return Signed(header, header.AsSpan(0, 512));
    }

    private static byte[] Signed(byte[] tar, Span<byte> header)
    {
        header[148..156].Fill((byte)' ');
        var sum = 0;
        foreach (var b in header)
        {
            sum += b;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
        return tar;
    }

    private static int IndexOfEntry(byte[] tar, string name) => Enumerable.Range(0, tar.Length / 512)
        .First(block => tar.AsSpan(block * 512).StartsWith(Encoding.ASCII.GetBytes(name + "\0")) && (TarEntryType)tar[(block * 512) + 156]
            == TarEntryType.RegularFile) * 512;
}
