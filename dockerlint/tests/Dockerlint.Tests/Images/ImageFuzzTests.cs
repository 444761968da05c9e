using System.Collections.Concurrent;
using Dockerlint.Images;
using Xunit.Abstractions;

namespace Dockerlint.Tests.Images;

#pragma warning disable CA5394 // seeded, so that a failure repeats
/// <summary>
/// Damaged images, layer by layer, through the whole reader: one sentence at most, none takes long or much. <c>scripts/fuzz</c> runs more of them.
/// </summary>
public class ImageFuzzTests(ITestOutputHelper output)
{
    private const long MaximumAllocated = 200 << 20;

    private const int Block = 512;

    /// <summary>Each takes as long as five of the other fuzz tests' inputs.</summary>
    private static readonly int _inputs = Number("FUZZ_INPUTS", 50_000) / 5;

    private static readonly int _firstSeed = Number("FUZZ_SEED", 0);

    private static readonly TimeSpan _bound = Environment.GetEnvironmentVariable("FUZZ_INPUTS") is null ? NoHang.Bound : TimeSpan.FromSeconds(2);

    private static readonly Func<byte[], byte[]>[] _packings = [static layer => layer, TestImage.GZip, TestImage.Zstd];

    private static readonly byte[][] _layers =
    [
        TestImage.Tar(("bin/", ""), ("bin/dash", "\u007fELF\0"), ("bin/sh -> dash", ""), ("usr/bin/nginx", "\u007fELF\0"),
            ("a/run.sh", "#!/bin/sh\nnginx\n")),
        TestImage.Tar(("entry.sh", "#!/bin/sh\nexec \"$@\"\n"), ("app/server.js", "process.on('SIGTERM', () => {})\n"), ("hard => entry.sh", "")),
        TestImage.Tar(("a/.wh..wh..opq", ""), (".wh.bin", ""), ("b -> ../../../etc", ""), (new string('n', 300), "long"), ("a/b/c -> /a", "")),
    ];

    [Fact]
    public void DamagedImages_OneSentenceAtMost()
    {
        var failures = new ConcurrentBag<string>();
        Parallel.For(_firstSeed, _firstSeed + _inputs, index =>
        {
            var archive = Damaged(new Random(index));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var work = new OwnWork();
            try
            {
                Look(archive);
            }
            catch (ImageException)
            {
            }
            catch (Exception e)
            {
                failures.Add($"seed {index}: {e.GetType().Name}: {e.Message}\n{e.StackTrace}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var elapsed = work.Elapsed;
            if (elapsed > _bound || allocated > MaximumAllocated)
            {
                failures.Add($"seed {index}: {elapsed}, {allocated >> 20} MB");
            }
        });

        output.WriteLine($"{_inputs} images, {failures.Count} failures");
        Assert.True(failures.IsEmpty, $"{failures.Count} failures, the first:\n{failures.FirstOrDefault()}");
    }

    /// <summary>Every file that the judgement would ask for, and the ones that lead round and out.</summary>
    private static void Look(byte[] archive)
    {
        foreach (var image in new ImageInputs(new OneFile(archive)).Read("docker-archive:x.tar", static _ => { }))
        {
            foreach (var path in new[] { "/entry.sh", "/bin/sh", "/a/run.sh", "/b/passwd", "/hard", "/a/b/c/b/c/run.sh", "/app/server.js" })
            {
                if (image.Files?.Find(path) is { } entry)
                {
                    image.Files.Read(entry, 1 << 20);
                }
            }
        }
    }

    private static byte[] Damaged(Random random)
    {
        var image = new TestImage { Entrypoint = ["/entry.sh"], Cmd = ["nginx"], WorkDir = "/app" };
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var layer = _layers[random.Next(_layers.Length)];
            image.Layer(random.Next(3) == 0 ? layer : Damaged(layer, random));
        }

        var packing = _packings[random.Next(_packings.Length)];
        var damagesPacked = random.Next(4) == 0;
        var archive = image.DockerArchive(layer => damagesPacked ? Damaged(packing(layer), random) : packing(layer));
        return random.Next(4) == 0 ? Damaged(archive, random) : archive;
    }

    /// <summary>Bytes changed, blocks moved, doubled, taken away, cut off; headers' numbers made large.</summary>
    private static byte[] Damaged(byte[] content, Random random)
    {
        var bytes = new List<byte>(content);
        for (var i = random.Next(1, 5); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            var block = at / Block * Block;
            var length = Math.Min(Block, bytes.Count - block);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.InsertRange(block, bytes.GetRange(block, length));
                    break;
                case 2:
                    bytes.RemoveRange(block, length);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    WriteHeader(bytes, block, random);
                    break;
                default:
                    bytes.AddRange(bytes.GetRange(block, length));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>A name, a size or a kind of an entry, and the checksum that belongs to it.</summary>
    private static void WriteHeader(List<byte> bytes, int block, Random random)
    {
        if (block + Block > bytes.Count)
        {
            return;
        }

        var (start, text) = random.Next(4) switch
        {
            0 => (0, "../../x\0"),
            1 => (124, "77777777777\0"),
            2 => (156, ((char)random.Next('0', 'z')).ToString()),
            _ => (157, "/etc/passwd\0"),
        };
        for (var i = 0; i < text.Length; i++)
        {
            bytes[block + start + i] = (byte)text[i];
        }

        var sum = 0;
        for (var i = 0; i < Block; i++)
        {
            sum += i is >= 148 and < 156 ? ' ' : bytes[block + i];
        }

        var checksum = Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ";
        for (var i = 0; i < checksum.Length; i++)
        {
            bytes[block + 148 + i] = (byte)checksum[i];
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;

    private sealed class OneFile(byte[] content) : IImageDoor
    {
        public bool Exists(string path) => true;

        public Stream OpenFile(string path) => new MemoryStream(content, writable: false);

        public Stream OpenBelow(string folder, string path) => throw new ImageException("no such file");

        public bool ExistsBelow(string folder, string path) => false;
    }
}
