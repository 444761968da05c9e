using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dockerlint.Rules;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;

namespace Docker.Tests.Samples;

/// <summary>One measured side of a sample.</summary>
/// <param name="EndsItself">PID 1 ends by a signal that it sends itself here.</param>
internal sealed record EvidenceRow(SampleSide Side, Prediction Prediction, StopReport Report, bool EndsItself)
{
    public MeasuredStop Stop => Report.Runs[0];

    /// <summary>The done line never came, or a request was cut.</summary>
    public bool LosesWork =>
        Stop.Requests is { Cut: > 0 } || Stop.LogAfterSignal?.Any(line => line.Text.Contains(Side.Run.Done, StringComparison.Ordinal)) != true;

    /// <summary>What is not as sample.json says; null when all is.</summary>
    public string? Difference()
    {
        var expected = Side.Stop;
        List<string> different = [];
        var (verdict, exitCode) = EndsItself && expected.OrElse is { } other ? other : (expected.Verdict, expected.ExitCode);
        Compare("verdict", verdict, Stop.Verdict);
        Compare("exit code", exitCode, Stop.ExitCode);
        Compare("losesWork", expected.LosesWork, LosesWork);
        Compare("zombies", expected.Zombies ?? Stop.ZombiesBefore, Stop.ZombiesBefore);
        return different.Count == 0 ? null : string.Join(", ", different);

        void Compare<T>(string what, T wanted, T was)
        {
            if (!EqualityComparer<T>.Default.Equals(wanted, was))
            {
                different.Add($"{what} {wanted} expected, {was} measured");
            }
        }
    }

    public string Cells()
    {
        var rules = Side.Side == "fixed" ? "" : Side.Findings.Count == 0 ? "no rule"
            : string.Join(", ", Side.Findings.Select(finding => finding.Rule).Distinct().Select(rule => $"[{rule}](rules/{rule}.md)"));
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{Stop.Duration.TotalSeconds:0.00} s of {Report.Grace.TotalSeconds:0} s");
        // The page says both where machines differ.
        var (verdict, exitCode) = Side.Stop.OrElse is { } other
            ? ($"{Side.Stop.Verdict}, or {other.Verdict}", $"{Side.Stop.ExitCode}, or {other.ExitCode}")
            : (Stop.Verdict.ToString(), $"{Stop.ExitCode}");
        return $"| {rules} | [{Side.Sample}](../samples/{Side.Sample}/README.md) | {Side.Side} | {Foretold} | {verdict} | {exitCode} | "
            + $"{seconds} | {(LosesWork ? "yes" : "no")} |";
    }

    private string Foretold => (Prediction.Verdict, Prediction.AtWorst) switch
    {
        (Verdict.Unknown, _) => "not known",
        (var verdict, null) => verdict.ToString(),
        (Verdict.EndedByDefault, { } worst) => $"{worst}, or {Verdict.EndedByDefault}",
        var (verdict, worst) => $"{verdict}, {worst} at worst",
    };
}

/// <summary>docs/evidence.md: written when UPDATE_DOCS=1, else compared, measured times aside.</summary>
internal static partial class Evidence
{
    private static readonly string _file = Path.Combine(TestEngine.Repository, "docs", "evidence.md");

    private const string Introduction = """
        # Evidence


        """
        + "Every sample, both sides, stopped on a real engine; written by the tests (`UPDATE_DOCS=1 ./test`) and compared by them ever "
        + "after, times aside. What an application without a sign of its own would hide is decided by one: the line it logs when its "
        + "work is done, and the requests in flight.\n\n"
        + "- *predicted*: the verdict of `dockerlint trace` for the same files. \"not known\" means that it says so: what a C# or Node "
        + "handler does once it was told is not in the signal path.\n"
        + """
        - *measured*: the verdict of `dockerlint time`. [timing.md](timing.md) says what the words mean, and when a .NET 10 program as PID 1 is
          killed and when it ends at once: machines differ.
        - *work lost*: the done line never came, or a request was cut. A stop can be fast, exit with 0, and lose work.

        | rule | sample | side | predicted | measured | exit code | seconds | work lost |
        | --- | --- | --- | --- | --- | --- | --- | --- |

        """;

    public static void Check(IReadOnlyList<EvidenceRow> rows)
    {
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var row in rows.OrderBy(row => row.Side.Name, StringComparer.Ordinal))
        {
            text.Append(row.Cells()).Append('\n');
        }

        text.Append("\n## Rules without a sample\n\n| rule | not measured, because |\n| --- | --- |\n");
        var shown = rows.SelectMany(row => row.Side.Findings).Select(finding => finding.Rule).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in Catalog.All.Select(rule => rule.Info.Id).Concat(SampleProgram.Rules).Distinct().Except(shown).Order(
            StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| [{rule}](rules/{rule}.md) | {WhyNot(rule)} |\n");
        }

        text.Append(EntrypointsSection());
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            System.IO.File.WriteAllText(_file, text.ToString());
            return;
        }

        Assert.True(System.IO.File.Exists(_file), "docs/evidence.md is missing: UPDATE_DOCS=1 ./test writes it");
        Assert.Equal(WithoutTimes(System.IO.File.ReadAllText(_file)), WithoutTimes(text.ToString()));
    }

    /// <summary>The end of the page is another test's (scripts/entrypoints) and stays as it is.</summary>
    private static string EntrypointsSection()
    {
        var page = System.IO.File.Exists(_file) ? System.IO.File.ReadAllText(_file).ReplaceLineEndings("\n") : "";
        var start = page.IndexOf("\n## Generated entrypoints\n", StringComparison.Ordinal);
        return start < 0 ? "" : page[start..];
    }

    private static string WhyNot(string rule) => rule[..5] switch
    {
        "STOP0" => "it is about input, not about a stop",
        "STOP4" => "it is about the traffic around a stop, which takes a cluster",
        "STOP1" => OfTheAnalyzers(rule),
        _ => "there is no sample of it yet",
    };

    /// <summary>They are run without a container where it needs none; otherwise their page says why they are not run.</summary>
    private static string OfTheAnalyzers(string rule)
    {
        var page = System.IO.File.ReadAllText(Path.Combine(TestEngine.Repository, "docs", "rules", rule + ".md")).ReplaceLineEndings(" ");
        const string Why = "not measured, because ";
        return page.Contains($"`Rows/{rule}.cs`", StringComparison.Ordinal) ? "it needs no container: [stops-by-rule.md](stops-by-rule.md)"
            : page.IndexOf(Why, StringComparison.Ordinal) is >= 0 and var at ? page[(at + Why.Length)..].Split(['.', ';'])[0].Trim()
            : "there is no sample of it yet";
    }

    private static string WithoutTimes(string text) => Seconds().Replace(text, "? s of");

    [GeneratedRegex(@"\d+\.\d+ s of")]
    private static partial Regex Seconds();
}
