using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Dockerlint.Tests.Images;

/// <summary>An image made of nothing but what a test says, in every layout that engines and tools write.</summary>
internal sealed class TestImage
{
    private readonly List<byte[]> _layers = [];

    public string[] Entrypoint { get; init; } = [];

    public string[] Cmd { get; init; } = [];

    public string? StopSignal { get; init; }

    public string WorkDir { get; init; } = "";

    public string[] Env { get; init; } = ["PATH=/usr/local/bin:/usr/bin:/bin"];

    public string Tag { get; init; } = "web:1.0";

    public IReadOnlyList<byte[]> Layers => _layers;

    /// <summary>"link -&gt; target" and "link =&gt; target" are a symbolic and a hard link, a path with a slash at its end a folder.</summary>
    public TestImage Layer(params (string Path, string Content)[] files) => Layer(Tar(files));

    public TestImage Layer(byte[] tar)
    {
        _layers.Add(tar);
        return this;
    }

    public static byte[] Tar(params (string Path, string Content)[] files)
    {
        using var buffer = new MemoryStream();
        using (var tar = new TarWriter(buffer, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                tar.WriteEntry(Entry(path, content));
            }
        }

        return buffer.ToArray();
    }

    public static byte[] GZip(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return buffer.ToArray();
    }

    public static byte[] Zstd(byte[] content)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(content).ToArray();
    }

    public byte[] Configuration() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        os = "linux", architecture = "amd64", config = new { Entrypoint, Cmd, StopSignal, WorkingDir = WorkDir, Env, User = "app" },
        rootfs = new { type = "layers", diff_ids = _layers.Select(Digest) },
        history = _layers.Select((_, i) => new { created_by = $"COPY step {i + 1}" }),
    }));

    /// <summary>What docker save of engines before 25 writes.</summary>
    public byte[] DockerArchive(Func<byte[], byte[]>? pack = null)
    {
        var config = Configuration();
        var files = new List<(string, byte[])> { ("c.json", config) };
        for (var i = 0; i < _layers.Count; i++)
        {
            files.Add(($"l{i}/layer.tar", (pack ?? (static layer => layer))(_layers[i])));
        }

        files.Add(("manifest.json", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[]
        {
            new { Config = "c.json", RepoTags = new[] { Tag }, Layers = _layers.Select((_, i) => $"l{i}/layer.tar") },
        }))));
        return Archive(files);
    }

    /// <summary>What docker save of several images writes.</summary>
    public static byte[] Several(params TestImage[] images) => Archive([
        .. images.SelectMany(static (image, number) => image._layers.Select((layer, i) => ($"{number}-{i}/layer.tar", layer))
            .Append(($"{number}.json", image.Configuration()))),
        ("manifest.json", JsonSerializer.SerializeToUtf8Bytes(images.Select(static (image, number) => new
        {
            Config = $"{number}.json", RepoTags = new[] { $"{image.Tag}-again", image.Tag },
            Layers = image._layers.Select((_, i) => $"{number}-{i}/layer.tar"),
        }))),
    ]);

    /// <summary>An OCI layout's files.</summary>
    public List<(string Path, byte[] Content)> OciLayout(Func<byte[], byte[]>? pack = null, string tag = "1.0")
    {
        var layers = _layers.Select(pack ?? (static layer => layer)).ToList();
        var config = Configuration();
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2, mediaType = MediaType("manifest.v1+json"), config = Descriptor(config, "config.v1+json"),
            layers = layers.Select(static layer => Descriptor(layer, layer is [0x1f, ..] ? "layer.v1.tar+gzip" : "layer.v1.tar")),
        });
        var index = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            manifests = new[]
            {
                Descriptor(manifest, "manifest.v1+json", new Dictionary<string, string> { ["org.opencontainers.image.ref.name"] = tag }),
            },
        });
        return
        [
            ("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"u8.ToArray()), ("index.json", index),
            .. layers.Append(config).Append(manifest).Select(static blob => ("blobs/sha256/" + Digest(blob)[7..], blob))
                .DistinctBy(static blob => blob.Item1),
        ];
    }

    public static byte[] Archive(IEnumerable<(string Path, byte[] Content)> files)
    {
        using var buffer = new MemoryStream();
        using (var tar = new TarWriter(buffer, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
            }
        }

        return buffer.ToArray();
    }

    public static string Digest(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    private static string MediaType(string kind) => "application/vnd.oci.image." + kind;

    private static object Descriptor(byte[] blob, string kind, Dictionary<string, string>? annotations = null) =>
        new { mediaType = MediaType(kind), digest = Digest(blob), size = blob.Length, annotations };

    private static PaxTarEntry Entry(string path, string content)
    {
        foreach (var (arrow, type) in new[] { (" -> ", TarEntryType.SymbolicLink), (" => ", TarEntryType.HardLink) })
        {
            if (path.Contains(arrow, StringComparison.Ordinal))
            {
                var parts = path.Split(arrow);
                return new PaxTarEntry(type, parts[0]) { LinkName = parts[1] };
            }
        }

        return path.EndsWith('/') ? new PaxTarEntry(TarEntryType.Directory, path)
            : new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };
    }
}
