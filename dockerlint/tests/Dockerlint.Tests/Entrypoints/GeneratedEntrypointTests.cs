using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dockerlint.Stops;
using Dockerlint.Tests.Pages;
using Xunit.Abstractions;

namespace Dockerlint.Tests.Entrypoints;

/// <summary>
/// The proof of the shell model: random entrypoints, each stopped for real in a PID namespace and predicted. ENTRYPOINTS=10000 asks for more
/// of them (scripts/entrypoints), ENTRYPOINTS_SEED for others, UPDATE_DOCS=1 with both writes the figures into docs/evidence.md.
/// </summary>
public class GeneratedEntrypointTests(ITestOutputHelper output)
{
    private const int Usual = 400, UsualSeed = 9;

    [SkippableFact]
    public async Task RandomEntrypoints_StopAsPredicted()
    {
        using var laboratory = StopLaboratory.TryOpen(Path.Combine(Repository.Root, "dockerlint/tests/Dockerlint.Tests/Entrypoints/probe.c"));
        Skip.If(laboratory is null, StopLaboratory.WhyNot);
        var count = Setting("ENTRYPOINTS", Usual);
        var seed = Setting("ENTRYPOINTS_SEED", UsualSeed);
        var watch = Stopwatch.StartNew();
        var grammar = new EntrypointGrammar(new Random(seed));
        Entrypoint[] entrypoints = [.. Enumerable.Range(0, count).Select(_ => grammar.Next())];
        var compared = new Comparison[count];
        await Parallel.ForAsync(0, count, Degree(20), async (i, _) => compared[i] = await Comparison.Of(entrypoints[i], laboratory));
        // Alone on the machine, or nearly: what is left is no matter of load.
        int[] again = [.. Enumerable.Range(0, count).Where(i => !compared[i].Agrees)];
        await Parallel.ForEachAsync(again, Degree(3), async (i, _) => compared[i] = await Comparison.Of(entrypoints[i], laboratory, attempts: 3));

        Comparison[] ran = [.. compared.Where(comparison => comparison.Measured != Measured.NeverRan)];
        Comparison[] wrong = [.. ran.Where(comparison => !comparison.Agrees)];
        var figures = new Figures(
            ran.Length, ran.Length - wrong.Length, wrong.Count(comparison => comparison.Predicted == Verdict.Unknown),
            wrong.Count(comparison => comparison.IsFalseGraceful), wrong.Count(comparison => comparison.IsFalseAlarm), seed);
        output.WriteLine($"{figures} in {watch.Elapsed.TotalSeconds:0} s; {count - ran.Length} ended before they could be stopped");
        foreach (var kind in ran.GroupBy(comparison => comparison.Measured).OrderBy(kind => kind.Key))
        {
            output.WriteLine($"  {kind.Key}: {kind.Count()}");
        }

        // A regression would take hours to reduce: the first ones show the kind.
        foreach (var comparison in wrong.Take(30))
        {
            output.WriteLine((await comparison.Smallest(laboratory)).ToString());
        }

        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1" && count > Usual)
        {
            figures.WriteTo(Path.Combine(Repository.Root, "docs/evidence.md"));
        }

        Assert.True(figures.Agreement >= 0.98, $"{figures}");
        Assert.Equal(0, figures.FalseGraceful);
        Assert.True(figures.FalseAlarms <= ran.Length * 0.002, $"{figures}");
    }

    private static ParallelOptions Degree(int degree) => new() { MaxDegreeOfParallelism = degree };

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private sealed record Figures(int Ran, int Agree, int Unknown, int FalseGraceful, int FalseAlarms, int Seed)
    {
        private const string Begin = "<!-- entrypoints -->\n", End = "<!-- /entrypoints -->\n";

        public double Agreement => (double)Agree / Ran;

        public void WriteTo(string page)
        {
            var text = File.ReadAllText(page);
            var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
            var end = text.IndexOf(End, StringComparison.Ordinal);
            var section = new StringBuilder(
                "| stopped | as predicted | Unknown | false Graceful | false alarms | seed |\n| --- | --- | --- | --- | --- | --- |\n");
            section.Append(
                CultureInfo.InvariantCulture, $"| {Ran} | {Agree} ({Agreement:0.0000}) | {Unknown} | {FalseGraceful} | {FalseAlarms} | {Seed} |\n");
            File.WriteAllText(page, string.Concat(text.AsSpan(0, begin), section.ToString(), text.AsSpan(end)));
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Agree} of {Ran} as predicted ({Agreement:0.0000}), {Unknown} Unknown, {FalseGraceful} false Graceful, "
                + $"{FalseAlarms} false alarms, seed {Seed}");
    }
}
