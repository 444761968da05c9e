using System.Collections.Concurrent;
using System.Text;
using Dockerlint.Tests.Fuzz;
using Dockerlint.Tests.Rules;
using Xunit.Abstractions;

namespace Dockerlint.Tests.SignalPath;

#pragma warning disable CA5394 // seeded, so that a failure repeats
/// <summary>
/// Mutated files of every kind (Dockerfile, script, Compose, manifest, .env, package.json, csproj, C#, JavaScript, Python) through the whole
/// linter: no exception, none takes long or much. <c>scripts/fuzz</c> runs more of them.
/// </summary>
public class LinterFuzzTests(ITestOutputHelper output)
{
    /// <summary>In bytes, allocated for one input, live or not.</summary>
    private const long MaximumAllocated = 200 << 20;

    /// <summary>The other half goes to the readers, one by one (ReaderFuzzTests).</summary>
    private static readonly int _inputs = Number("FUZZ_INPUTS", 100_000) / 2;

    private static readonly int _firstSeed = Number("FUZZ_SEED", 0);

    /// <summary>Far above what any input needs (the slowest take some milliseconds), for machines under load.</summary>
    private static readonly TimeSpan _bound = Environment.GetEnvironmentVariable("FUZZ_INPUTS") is null ? NoHang.Bound : TimeSpan.FromSeconds(2);

    [Fact]
    public void MutatedFolders_NeverThrow()
    {
        Folder[] corpus = [.. Fixture.Names().Select(name => Fixture.Load(name).Folder), .. Samples()];
        var lines = corpus.SelectMany(folder => folder.Files.Values).SelectMany(text => text.Split('\n')).Distinct().ToArray();
        var failures = new ConcurrentBag<string>();
        Parallel.For(_firstSeed, _firstSeed + _inputs, index =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var folder = Mutated(corpus, lines, index);
            var work = new OwnWork();
            try
            {
                folder.Findings();
            }
            catch (Exception e)
            {
                failures.Add(
                    $"seed {index}: {e.GetType().Name}: {e.Message}\n{e.StackTrace?.Split((char)10)[0]}\n"
                        + $"{string.Join("\n---\n", folder.Files.Select(file => file.Key + ":\n" + file.Value))}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var elapsed = work.Elapsed;
            if (elapsed > _bound || allocated > MaximumAllocated)
            {
                failures.Add($"seed {index}: {elapsed}, {allocated >> 20} MB");
            }
        });

        output.WriteLine($"{_inputs} inputs from {corpus.Length} folders, {failures.Count} failures");
        Assert.True(failures.IsEmpty, $"{failures.Count} failures, the first:\n{failures.FirstOrDefault()}");
    }

    [Fact]
    public void ScriptThatSourcesItself_Ends() => Ends("#!/bin/sh\n. /entry.sh\nsource ./entry.sh\nexec \"$@\"\n");

    [Fact]
    public void ScriptThatStartsItself_Ends() => Ends("#!/bin/sh\nexec /entry.sh \"$@\"\n");

    [Fact]
    public void FunctionThatCallsItself_Ends() => Ends("#!/bin/sh\nf() { f; f \"$@\" || f & g; }\ng() { f; if f; then g; else f; fi; }\nf \"$@\"\n");

    [Fact]
    public void TenThousandBranches_End()
    {
        var script = new StringBuilder("#!/bin/sh\n");
        for (var i = 0; i < 10_000; i++)
        {
            script.Append(System.Globalization.CultureInfo.InvariantCulture, $"if [ -n \"$A{i}\" ]; then B{i}=1; trap 'x' USR1; program{i} & fi\n");
        }

        Ends(script.Append("\"$@\"\n").ToString());
    }

    [Fact]
    public void TenThousandNestedGroups_End() =>
        Ends("#!/bin/sh\n" + string.Concat(Enumerable.Repeat("{ ", 10_000)) + "app" + string.Concat(Enumerable.Repeat("; }", 10_000)) + "\n");

    private static void Ends(string script)
    {
        var folder = Folder.Of(
            "FROM debian:12\nCOPY entry.sh /entry.sh\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"gunicorn\", \"app\"]\n", ("entry.sh", script));
        var work = new OwnWork();
        folder.Findings();
        var elapsed = work.Elapsed;
        Assert.True(elapsed < _bound, $"took {elapsed}");
    }

    private static IEnumerable<Folder> Samples()
    {
        foreach (var side in Directory.EnumerateDirectories(Path.Combine(Pages.Repository.Root, "samples")).SelectMany(Directory.EnumerateDirectories)
            .Order(StringComparer.Ordinal))
        {
            var files = Directory.EnumerateFiles(side, "*", SearchOption.AllDirectories).Where(static path => new FileInfo(path).Length < 64 * 1024);
            yield return new Folder(
                files.ToDictionary(path => Path.GetRelativePath(side, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal));
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;

    private static Folder Mutated(Folder[] corpus, string[] lines, int seed)
    {
        var random = new Random(seed);
        var folder = corpus[random.Next(corpus.Length)];
        return new Folder(
            folder.Files.ToDictionary(file => file.Key, file => random.Next(3) == 0 ? file.Value : Mutation.Of(file.Value, lines, random),
                StringComparer.Ordinal));
    }
}
