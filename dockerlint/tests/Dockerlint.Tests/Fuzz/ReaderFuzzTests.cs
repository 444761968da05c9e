using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace Dockerlint.Tests.Fuzz;

/// <summary>
/// Each reader by itself, with the same number of mutated texts: no exception, none takes long or much. <c>scripts/fuzz</c> runs more of them.
/// </summary>
public class ReaderFuzzTests(ITestOutputHelper output)
{
    /// <summary>In bytes, allocated for one input, live or not.</summary>
    private const long MaximumAllocated = 200 << 20;

    /// <summary>Null: each of them.</summary>
    private static readonly string? _only = Environment.GetEnvironmentVariable("FUZZ_READER") is { Length: > 0 } name ? name : null;

    /// <summary>The other half goes to whole folders (LinterFuzzTests).</summary>
    private static readonly int _inputs = Number("FUZZ_INPUTS", 100_000) / (_only is null ? 2 * FuzzedReader.All.Count : 1);

    private static readonly int _firstSeed = Number("FUZZ_SEED", 0);

    private static readonly TimeSpan _bound = Environment.GetEnvironmentVariable("FUZZ_INPUTS") is null ? NoHang.Bound : TimeSpan.FromSeconds(2);

    public static TheoryData<string> Readers() =>
        [.. FuzzedReader.All.Select(static reader => reader.Name).Where(static name => _only is null || name == _only)];

    /// <summary>A text that nobody parses would pass every run: what a seed costs tells that its reader is met.</summary>
    [Theory]
    [MemberData(nameof(Readers))]
    public void Seeds_ReachTheirReader(string name)
    {
        var reader = FuzzedReader.All.Single(reader => reader.Name == name);
        foreach (var seed in reader.Seeds)
        {
            Assert.True(Allocated(reader, seed) > Allocated(reader, new string(' ', seed.Length)) + (10 * seed.Length), seed);
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void MutatedTexts_NeverThrow(string name)
    {
        var reader = FuzzedReader.All.Single(reader => reader.Name == name);
        var lines = reader.Seeds.SelectMany(static text => text.Split('\n')).ToArray();
        var failures = new ConcurrentBag<string>();
        long slowest = 0;
        Parallel.For(_firstSeed, _firstSeed + _inputs, index =>
        {
#pragma warning disable CA5394 // seeded, so that a failure repeats
            var random = new Random(index);
            var text = Mutation.Of(reader.Seeds[random.Next(reader.Seeds.Length)], lines, random);
#pragma warning restore CA5394
            var before = GC.GetAllocatedBytesForCurrentThread();
            var work = new OwnWork();
            try
            {
                reader.Read(text);
            }
            catch (Exception e)
            {
                failures.Add($"seed {index}: {e.GetType().Name}: {e.Message}\n{e.StackTrace}\n{text}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var elapsed = work.Elapsed;
            InterlockedMax(ref slowest, (long)elapsed.TotalMilliseconds);
            if (elapsed > _bound || allocated > MaximumAllocated)
            {
                failures.Add($"seed {index}: {elapsed}, {allocated >> 20} MB\n{text}");
            }
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {_inputs} inputs, the slowest {slowest} ms, {failures.Count} failures"));
        Assert.True(failures.IsEmpty, $"{failures.Count} failures, the first:\n{failures.FirstOrDefault()}");
    }

    private static long Allocated(FuzzedReader reader, string text)
    {
        reader.Read(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Interlocked.Read(ref target); value > seen; seen = Interlocked.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
            {
                return;
            }
        }
    }
}
