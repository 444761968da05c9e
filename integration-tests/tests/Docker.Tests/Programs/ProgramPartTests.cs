using System.Diagnostics;
using Xunit.Abstractions;

namespace Docker.Tests.ProgramStops;

/// <summary>
/// A part of the measured matrix, measured again: docs/programs.tsv says what these programs do. The whole takes 40 minutes
/// (integration-tests/programs/measure). No engine is needed, but root and Debian's packages.
/// </summary>
[Trait("Category", "Docker")]
[Collection(TestEngine.Heavy)]
public sealed class ProgramPartTests(ITestOutputHelper output)
{
    private const int Rows = 40;

    [SkippableFact]
    public async Task SmallPrograms_StopAsTheTableSays()
    {
        var isPossible = Environment.UserName == "root" && File.Exists("/usr/bin/apt-get") && File.Exists("/usr/bin/dpkg-deb");
        Assert.False(!isPossible && TestEngine.IsRequired, "measuring programs needs root and Debian or Ubuntu");
        Skip.IfNot(isPossible, "measuring programs needs root and Debian or Ubuntu (apt-get, dpkg-deb)");
        var known = (await File.ReadAllLinesAsync(Path.Combine(TestEngine.Repository, "docs", "programs.tsv"))).Select(Row).ToHashSet();

        var measured = await MeasureAsync(jobs: 4, []);
        var programs = Unknown(measured).Select(static row => row.Split('\t')[0]).Distinct().ToArray();
        // A request may not have arrived when the signal comes on a busy machine: once more, one after another.
        var wrong = programs.Length == 0 ? [] : Unknown(await MeasureAsync(jobs: 1, programs));

        output.WriteLine($"{measured.Length - wrong.Length} of {measured.Length} program stops as in docs/programs.tsv");
        Assert.True(measured.Length >= Rows, $"{measured.Length} rows measured");
        Assert.Empty(wrong);

        string[] Unknown(string[] rows) => [.. rows.Where(row => !known.Contains(row))];
    }

    /// <summary>Program, what is PID 1, signal, load and outcome; seconds and exit code are the machine's.</summary>
    private static string Row(string line) => string.Join('\t', line.Split('\t').Take(5));

    private async Task<string[]> MeasureAsync(int jobs, string[] programs)
    {
        var start = new ProcessStartInfo(Path.Combine(TestEngine.Repository, "integration-tests", "programs", "measure"), ["part", .. programs])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["JOBS"] = $"{jobs}" },
        };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var rows = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        output.WriteLine(await said);
        Assert.Equal(0, process.ExitCode);
        return [.. rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row)];
    }
}
