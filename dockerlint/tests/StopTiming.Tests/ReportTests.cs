using System.Text.Json;
using System.Xml.Linq;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Stopping;

namespace StopTiming.Tests;

public sealed class ReportTests
{
    private static readonly DateTimeOffset _sent = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    private static readonly StopReport _lost = new("web", TimeSpan.FromSeconds(10), [Run(Verdict.NeverTold, 0.052, 143)]);

    [Fact]
    public void Text_TellsTheVerdictTheReasonAndWhoWasTold() => Assert.Equal(
        """
        web: NeverTold
          because <of> this
          0.052 s of 10 s grace, exit code 143

          pid 1    tini: told, an init, passes signals on
          pid 7    /bin/sh: told, no handler for SIGTERM
          pid 8    app: not told, catches SIGTERM
             0.000 s  SIGTERM sent to PID 1 `tini`
             0.052 s  the container ended with exit code 143
          requests: 4 in flight at the signal (0 completed, 4 cut); afterwards 0 accepted, 12 refused

        """.ReplaceLineEndings("\n"), TextReport.Write(_lost));

    [Theory]
    [InlineData(4, 4, 4, 4, "4 in flight at the signal (4 completed, 0 cut); afterwards 4 accepted (0 completed, 4 cut), 4 refused")]
    [InlineData(3, 1, 3, 2, "3 in flight at the signal (1 completed, 2 cut); afterwards 2 accepted (1 completed, 1 cut), 4 refused")]
    [InlineData(0, 0, 0, 0, "0 in flight at the signal (0 completed, 0 cut); afterwards 0 accepted, 4 refused")]
    public void Requests_AddUpAndSayWhoseWereCut(int inFlight, int completed, int cut, int accepted, string line) =>
        Assert.Equal(line, new RequestTally(inFlight, completed, cut, 4, accepted).ToString());

    [Fact]
    public void Json_IsTheContract()
    {
        using var document = JsonDocument.Parse(JsonReport.Write(_lost));
        var run = document.RootElement.GetProperty("runs")[0];

        Assert.Equal(1, document.RootElement.GetProperty("schema").GetInt32());
        Assert.Equal("NeverTold", run.GetProperty("verdict").GetString());
        Assert.Equal(0.052, run.GetProperty("seconds").GetDouble());
        Assert.True(run.GetProperty("pid1").GetProperty("init").GetBoolean());
        Assert.False(run.GetProperty("processes")[2].GetProperty("told").GetBoolean());
        Assert.Equal("SIGTERM", run.GetProperty("processes")[2].GetProperty("caughtSignals")[0].GetString());
        Assert.Equal(12, run.GetProperty("requests").GetProperty("refusedAfter").GetInt32());
        Assert.Equal("bye", run.GetProperty("logAfterSignal")[0].GetString());
        Assert.Equal(0.052, document.RootElement.GetProperty("summary").GetProperty("medianSeconds").GetDouble());
    }

    [Fact]
    public void Json_IsWhatItsSchemaSays()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Toolkit.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var schema = Json.Schema.JsonSchema.FromText(File.ReadAllText(Path.Combine(folder, "docs/schemas/time.schema.json")));
        var prediction = new Prediction(Verdict.NeverTold, "because");
        foreach (var json in (string[])[JsonReport.Write(_lost), JsonReport.Write(_lost, prediction)])
        {
            using var document = JsonDocument.Parse(json);
            Assert.True(schema.Evaluate(document.RootElement).IsValid, json);
        }
    }

    [Fact]
    public void Svg_IsWellFormedAndNamesEveryProcess()
    {
        var text = XDocument.Parse(SvgReport.Write(_lost)).Root!.Value;

        Assert.Contains("because <of> this", text, StringComparison.Ordinal);
        Assert.Contains("/bin/sh", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralRuns_AreAsGoodAsTheWorst()
    {
        var report = new StopReport(
            "web", TimeSpan.FromSeconds(10),
            [Run(Verdict.Graceful, 0.3, 0), Run(Verdict.KilledAfterGrace, 10.1, 137), Run(Verdict.Graceful, 0.5, 0), Run(Verdict.Graceful, 0.4, 0)]);

        Assert.Equal(Verdict.KilledAfterGrace, report.Verdict);
        Assert.Equal([0.3, 0.45, 10.1], new[] { report.Minimum, report.Median, report.Maximum }.Select(time => time.TotalSeconds));
        Assert.True(report.Slow);
        Assert.Contains("(run 2 of 4)", Assert.Throws<StopAssertionException>(() => report.ShouldBeGraceful()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Assertion_TellsWhatHappenedSecondBySecond()
    {
        var message = Assert.Throws<StopAssertionException>(() => _lost.ShouldBeGraceful(within: TimeSpan.FromSeconds(3))).Message;

        Assert.StartsWith("web should be Graceful, but is NeverTold: because <of> this", message, StringComparison.Ordinal);
        Assert.Contains("0.052 s  the container ended with exit code 143", message, StringComparison.Ordinal);
    }

    [Fact]
    public void GracefulAndTooSlow_FailsOnlyWithALimit()
    {
        var slow = new StopReport("web", TimeSpan.FromSeconds(10), [Run(Verdict.Graceful, 4, 0)]);

        Assert.Same(slow, slow.ShouldBeGraceful());
        Assert.Contains(
            "within 3 s, but took 4.00 s", Assert.Throws<StopAssertionException>(() => slow.ShouldBeGraceful(TimeSpan.FromSeconds(3))).Message,
            StringComparison.Ordinal);
    }

    private static MeasuredStop Run(Verdict verdict, double seconds, int exitCode)
    {
        var processes = Tree.Of("1 0 1 tini; 7 1 7 /bin/sh; 8 7 7 app catches", 1UL << 14);
        return new MeasuredStop
        {
            Judgement = new Judgement(verdict, "because <of> this"),
            StopSignal = "SIGTERM",
            SentAt = _sent,
            DiedAt = _sent + TimeSpan.FromSeconds(seconds),
            ExitCode = exitCode,
            Killed = exitCode == 137,
            Pid1 = processes[0],
            Processes = processes,
            Requests = new RequestTally(4, 0, 4, 12, 0),
            LogAfterSignal = [new LogLine(_sent, "bye")],
            Timeline = [new Moment(0, "SIGTERM sent to PID 1 `tini`"), new Moment(seconds, $"the container ended with exit code {exitCode}")],
        };
    }
}
