using System.Globalization;
using System.Text;

namespace ShutdownToolkit.Stops.Tests;

/// <summary>A row has its rule's finding and nothing else, its fixed side has none, and both stop as they say.</summary>
public sealed class RowTests
{
    /// <summary>Between "at once" and "after the timeout"; a busy machine may be slow to end a process, never quick to wait.</summary>
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(0.3);

    public static TheoryData<string, bool> Rows
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (var row in Row.All)
            {
                rows.Add(row.Rule, row.IsBroken);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row_HasItsFinding(string rule, bool isBroken)
    {
        var row = new Row(rule, isBroken);
        var findings = await Analysis.Findings(row.Document(), row.Project, RuleSet.Analyzers);
        Assert.True(
            isBroken ? findings.Length > 0 && findings.All(finding => finding.Id == rule) : findings.IsEmpty,
            $"{rule} {row.Side}:\n{Analysis.Describe(findings)}");
    }

    [SkippableTheory]
    [MemberData(nameof(Rows))]
    public async Task Row_StopsAsItSays(string rule, bool isBroken)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        var row = new Row(rule, isBroken);
        var expected = row.Expected;
        var run = await RowRun.Of(row);

        var story = string.Create(CultureInfo.InvariantCulture, $"{rule} {row.Side}: expected '{expected.Text}', got exit {run.ExitCode} after "
            + $"{run.Stop?.TotalSeconds:0.00} s ({run.SinceReady?.TotalSeconds:0.00} s after 'ready'), said:\n{run.Output}");
        Assert.True(run.IsKilled == (expected.When == "killed"), story);
        Assert.True(run.ExitCode == expected.ExitCode, story);
        Assert.True((run.Stop is null) == (expected.When == "ended before"), story);
        Assert.True(expected.When != "at once" || run.Stop < RowRun.Timeout - _margin, story);
        Assert.True(expected.When != "after the timeout" || run.SinceReady > RowRun.Timeout - _margin, story);
        Assert.All(expected.Said, text => Assert.True(run.Output.Contains(text, StringComparison.Ordinal), story));
        Assert.All(expected.NeverSaid, text => Assert.False(run.Output.Contains(text, StringComparison.Ordinal), story));
    }

    /// <summary>The page of a rule with a row says so, and no page says it without one.</summary>
    [Fact]
    public void Pages_NameTheirRows()
    {
        var rows = Row.All.Select(row => row.Rule).ToHashSet();
        foreach (var page in Directory.EnumerateFiles(Repository.RulePages, "STOP1*.md"))
        {
            var rule = Path.GetFileNameWithoutExtension(page);
            var text = File.ReadAllText(page).ReplaceLineEndings("\n").Replace('\n', ' ');
            Assert.True(
                text.Contains($"`Rows/{rule}.cs`", StringComparison.Ordinal) == rows.Contains(rule),
                $"{rule}.md: '`Rows/{rule}.cs`' under Measured, if and only if there is one.");
            if (rows.Contains(rule))
            {
                Assert.Contains(
                    $"Broken: {new Row(rule, true).Expected.Text}. Fixed: {new Row(rule, false).Expected.Text}.", text, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>docs/stops-by-rule.md, but for the seconds, which differ from run to run; UPDATE_DOCS=1 writes them.</summary>
    [SkippableFact]
    public async Task Table_SaysWhatTheRowsDo()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        var path = Path.Combine(Repository.Root, "docs/stops-by-rule.md");
        var table = new StringBuilder("""
            # What the C# rules claim, run

            Each row is a program of [ShutdownToolkit.Stops.Tests/Rows](../analyzers/tests/ShutdownToolkit.Stops.Tests/Rows), compiled with
            the defect and without it, started, and sent a real SIGTERM when it says "ready". Its ShutdownTimeout is 5 s. The tests run every
            row and compare exit code, time (at once, after the timeout, killed) and what was said; the seconds are of one run. Rules that
            need PID 1 of a container have a sample instead: [evidence.md](evidence.md).

            | rule | side | what is run | as said by the row | measured |
            | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var row in Row.All)
        {
            var run = await RowRun.Of(row);
            var seconds = run.Stop is { } stop ? string.Create(CultureInfo.InvariantCulture, $"{stop.TotalSeconds:0.0} s") : "not waited for";
            table.Append(
                CultureInfo.InvariantCulture,
                $"| [{row.Rule}](rules/{row.Rule}.md) | {row.Side} | {row.Title} | {row.Expected.Text} | exit {run.ExitCode}, {seconds} |\n");
        }

        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, table.ToString());
        }

        Assert.Equal(WithoutSeconds(table.ToString()), WithoutSeconds(await File.ReadAllTextAsync(path)));
    }

    private static string WithoutSeconds(string table) => string.Join(
        '\n', table.ReplaceLineEndings("\n").Split('\n').Select(line => line.StartsWith('|') ? line[..line[..^1].LastIndexOf('|')] : line));
}
