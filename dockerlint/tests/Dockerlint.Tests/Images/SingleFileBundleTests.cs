using System.IO.Compression;
using System.Text;
using Dockerlint.Images.Assemblies;
using Dockerlint.Stops;
using Microsoft.CodeAnalysis;

namespace Dockerlint.Tests.Images;

/// <summary>.NET applications published as a single file: read as if they were not.</summary>
public sealed class SingleFileBundleTests
{
    private const string Configuration = """{"runtimeOptions": {"tfm": "net10.0"}}""";

    private static readonly Lazy<byte[]> _console = new(static () =>
        AssemblyTests.Compile(AssemblyTests.Host + "while (true) await Task.Delay(9);", OptimizationLevel.Release));

    private static readonly Lazy<byte[]> _host = new(static () => AssemblyTests.Compile(
        AssemblyTests.Host + "await Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args).Build().RunAsync();",
        OptimizationLevel.Release));

    [Theory]
    [InlineData("/app/server", 6, false)]
    [InlineData("./server", 6, true)]
    [InlineData("server", 6, true)]
    [InlineData("/app/server", 2, false)]
    [InlineData("/app/server", 1, false)]
    public void Application_IsReadAsIfItWereUnbundled(string program, int version, bool packs)
    {
        Verdict Of(byte[] assembly) => AssemblyTests.Judge(
            new TestImage { Entrypoint = [program], WorkDir = "/app", Env = ["PATH=/app"] }.Layer(TestImage.Archive(
                [("app/server", Bundle(version, packs, ("Work.dll", assembly), ("Work.runtimeconfig.json", Bytes(Configuration))))]))).Route.Verdict;

        Assert.Equal((Verdict.KilledAfterGrace, Verdict.Graceful), (Of(_console.Value), Of(_host.Value)));
    }

    [Fact]
    public void HostThatBundlesNothing_IsNoBundle()
    {
        Assert.Null(SingleFileBundle.Read([.. "\u007fELF"u8, .. new byte[60], .. SingleFileBundle.Signature, .. new byte[60]]));
        Assert.Null(SingleFileBundle.Read([.. "\u007fELF"u8, .. SingleFileBundle.Signature]));
        Assert.Null(SingleFileBundle.Read([]));
    }

    [Fact]
    public void DamagedBundle_IsNoAnswerAndNoException()
    {
        foreach (var packs in new[] { false, true })
        {
            var content = Bundle(6, packs, ("Work.dll", new byte[300]), ("Work.runtimeconfig.json", Bytes(Configuration)));
            for (var i = 0; i < content.Length; i++)
            {
                foreach (var value in new byte[] { 0x00, 0x7f, 0x80, 0xff })
                {
                    var damaged = (byte[])content.Clone();
                    damaged[i] = value;
                    Read(damaged);
                }

                Read(content[..i]);
            }
        }

        static void Read(byte[] program)
        {
            if (SingleFileBundle.Read(program) is { } bundle)
            {
                Assert.True(bundle.Read("Work.dll", 1 << 20) is not { Length: > 1 << 20 });
                bundle.Read(bundle.Application + ".runtimeconfig.json", 1 << 20);
            }
        }
    }

    /// <summary>A few bytes that are said to be a large file.</summary>
    [Fact]
    public void Bomb_IsBounded()
    {
        var bundle = SingleFileBundle.Read(Bundle(6, packs: true, ("Work.dll", new byte[4 << 20]), ("Work.runtimeconfig.json", [])))!;
        Assert.Null(bundle.Read("Work.dll", 1 << 20));
        Assert.Equal(4 << 20, bundle.Read("Work.dll", 4 << 20)!.Length);
    }

    /// <summary>As the SDK's bundler writes it (Microsoft.NET.HostModel, Bundler.cs and Manifest.cs).</summary>
    private static byte[] Bundle(int version, bool packs, params (string Name, byte[] Content)[] files)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write([.. "\u007fELF"u8, .. new byte[60]]);
        var at = buffer.Position;
        writer.Write(0L);
        writer.Write(SingleFileBundle.Signature);
        var places = files.Select(file =>
        {
            var stored = packs ? Packed(file.Content) : file.Content;
            var place = (Offset: buffer.Position, Size: (long)file.Content.Length, Packed: packs ? stored.Length : 0L, file.Name);
            writer.Write(stored);
            return place;
        }).ToList();
        var header = buffer.Position;
        writer.Write(version);
        writer.Write(0);
        writer.Write(files.Length);
        writer.Write("an-id");
        writer.Write(new byte[version >= 2 ? 40 : 0]);
        foreach (var (offset, size, packed, name) in places)
        {
            writer.Write(offset);
            writer.Write(size);
            if (version >= 6)
            {
                writer.Write(packed);
            }

            writer.Write((byte)1);
            writer.Write(name);
        }

        buffer.Position = at;
        writer.Write(header);
        return buffer.ToArray();
    }

    private static byte[] Packed(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var packed = new DeflateStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(content);
        }

        return buffer.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
