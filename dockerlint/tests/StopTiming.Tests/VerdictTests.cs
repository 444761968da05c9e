using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Processes;
using ShutdownToolkit.StopTiming.Stopping;

namespace StopTiming.Tests;

/// <summary>The decision table; each row is a sentence about a process tree, an end, and a sign of the application's own.</summary>
public sealed class VerdictTests
{
    private const ulong Term = 1UL << (Signals.Terminate - 1);

    // pid parent group argv [catches|ignores]
    private const string App = "1 0 1 app catches";
    private const string GoApp = "1 0 1 app go";
    private const string DeafApp = "1 0 1 app";
    private const string ShellOverApp = "1 0 1 /bin/sh; 7 1 1 app catches";
    private const string TrapOverApp = "1 0 1 /bin/sh catches; 7 1 1 app catches";
    private const string InitOverApp = "1 0 1 tini; 7 1 7 app catches";
    private const string InitOverShell = "1 0 1 tini; 7 1 7 /bin/sh; 8 7 7 app catches";
    private const string GroupOverShell = "1 0 1 dumb-init; 7 1 7 /bin/sh; 8 7 7 app catches";
    private const string InitOverDeafApp = "1 0 1 docker-init; 7 1 7 app";
    private const string NpmOverShell = "1 0 1 npm catches; 7 1 1 sh; 8 7 1 node catches";

    [Theory]
    [InlineData("told, and the marker came", App, 0, 0.4, true, 1, Verdict.Graceful, false)]
    [InlineData("told, logged something, no marker", App, 0, 0.4, false, 1, Verdict.CutShort, false)]
    [InlineData("told, gone at once with the signal's code and no word", App, 143, 0.03, false, 0, Verdict.EndedByDefault, true)]
    [InlineData("a shell died in front of the application", InitOverShell, 143, 0.03, false, 0, Verdict.NeverTold, false)]
    [InlineData("the group was told, and its shell died first", GroupOverShell, 143, 0.03, false, 1, Verdict.CutShort, false)]
    [InlineData("the group was told, not a word followed", GroupOverShell, 143, 0.03, false, 0, Verdict.CutShort, false)]
    [InlineData("a trap exits", TrapOverApp, 0, 0.03, false, 0, Verdict.NeverTold, true)]
    [InlineData("a trap forwards and leaves", TrapOverApp, 0, 0.03, false, 1, Verdict.CutShort, false)]
    [InlineData("a trap forwards and leaves before a word", TrapOverApp, 143, 0.03, false, 0, Verdict.CutShort, true)]
    [InlineData("a trap forwards and waits", TrapOverApp, 0, 0.4, true, 1, Verdict.Graceful, false)]
    [InlineData("no process has a handler", InitOverDeafApp, 143, 0.03, false, 0, Verdict.EndedByDefault, false)]
    [InlineData("npm tells its shell only", NpmOverShell, 1, 0.5, false, 0, Verdict.NeverTold, false)]
    public void WithAMarker(string sentence, string tree, int exitCode, double seconds, bool done, int lines, Verdict expected, bool inferred) =>
        Check(sentence, Evidence(tree, exitCode, seconds, lines) with { DoneText = "done", DoneAfter = done ? TimeSpan.FromSeconds(seconds) : null },
            expected, inferred);

    [Theory]
    [InlineData("told, ended by itself", App, 0, 0.4, 1, Verdict.Graceful, true)]
    [InlineData("told, ended with the signal's code after a word", App, 143, 0.4, 1, Verdict.Graceful, true)]
    [InlineData("told, ended with the signal's code after a long time", App, 143, 2.0, 0, Verdict.Graceful, true)]
    [InlineData("told, gone at once in silence", App, 143, 0.03, 0, Verdict.EndedByDefault, true)]
    [InlineData("Go's runtime, gone at once with its own code", GoApp, 2, 0.03, 0, Verdict.EndedByDefault, true)]
    [InlineData("Go, a word and the code that its runtime uses, too", GoApp, 2, 0.03, 1, Verdict.Graceful, true)]
    [InlineData("Go, after some work", GoApp, 2, 0.8, 0, Verdict.Graceful, true)]
    [InlineData("Go, an end of its own", GoApp, 0, 0.03, 0, Verdict.Graceful, true)]
    [InlineData("another's exit code 2", App, 2, 0.03, 0, Verdict.Graceful, true)]
    [InlineData("Go under an init: the signal itself ends it", "1 0 1 tini; 7 1 7 app go", 143, 0.03, 0, Verdict.EndedByDefault, true)]
    [InlineData("told by its init, ended by itself", InitOverApp, 0, 0.4, 1, Verdict.Graceful, true)]
    [InlineData("a shell died in front of it", InitOverShell, 143, 0.03, 0, Verdict.NeverTold, false)]
    [InlineData("the group was told, its shell died first", GroupOverShell, 143, 0.03, 0, Verdict.CutShort, true)]
    [InlineData("a trap may or may not have told it", TrapOverApp, 0, 0.03, 0, Verdict.Unknown, true)]
    [InlineData("no process has a handler", InitOverDeafApp, 143, 0.03, 0, Verdict.EndedByDefault, false)]
    [InlineData("nothing could be read", "", 0, 0.4, 0, Verdict.Unknown, true)]
    public void WithoutASign(string sentence, string tree, int exitCode, double seconds, int lines, Verdict expected, bool inferred) =>
        Check(sentence, Evidence(tree, exitCode, seconds, lines), expected, inferred);

    /// <summary>An engine with much to do tells of the container's end later than the process ended.</summary>
    [Theory]
    [InlineData(0.02, Verdict.EndedByDefault)]
    [InlineData(0.7, Verdict.CutShort)]
    public void EngineIsSlow_TheProcessesOwnEndCounts(double gone, Verdict expected) => Check(
        "gone with the signal's code, the end is told after 0.8 s",
        Evidence(App, 143, 0.8, 0) with
        {
            DoneText = "done", GoneAfter = new Dictionary<int, TimeSpan> { [1] = TimeSpan.FromSeconds(gone) },
        },
        expected, inferred: expected == Verdict.EndedByDefault);

    [Theory]
    [InlineData("all in flight were answered", App, 4, 4, 0, Verdict.Graceful)]
    [InlineData("one was cut", App, 4, 3, 1, Verdict.CutShort)]
    [InlineData("all were cut, and nobody had told it", InitOverShell, 4, 0, 4, Verdict.NeverTold)]
    [InlineData("none was in flight, one that came later was cut", App, 0, 0, 1, Verdict.CutShort)]
    public void WithRequests(string sentence, string tree, int inFlight, int completed, int cut, Verdict expected) =>
        Check(sentence, Evidence(tree, 0, 0.6, 1) with { Requests = new RequestTally(inFlight, completed, cut, 5, 0) }, expected, inferred: false);

    [Theory]
    [InlineData("deaf", DeafApp, "has no handler for SIGTERM")]
    [InlineData("a shell in front", ShellOverApp, "`app` (pid 7) has a handler and was never told")]
    [InlineData("ignored", "1 0 1 app ignores", "ignores SIGTERM")]
    [InlineData("caught and busy", App, "still busy, or deaf to it")]
    public void Killed_SaysWhy(string sentence, string tree, string reason)
    {
        var judgement = StopJudge.Judge(Evidence(tree, 137, 10.05, 0) with { Killed = true });

        Assert.NotEmpty(sentence);
        Assert.Equal(Verdict.KilledAfterGrace, judgement.Verdict);
        Assert.Contains(reason, judgement.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void HandlerThatIsGoneAfterTheSignal_WasTheRuntimes()
    {
        var judgement = StopJudge.Judge(Evidence(App, 137, 10.05, 0) with { Killed = true, FirstCaughtLater = new SignalSet(0) });

        Assert.Contains("fell back to the default action", judgement.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void OutOfMemory_CutsTheStopShort() =>
        Assert.Equal(Verdict.CutShort, StopJudge.Judge(Evidence(App, 137, 0.4, 3) with { OomKilled = true }).Verdict);

    [Fact]
    public void MarkerWithACutRequest_IsCutShort() =>
        Assert.Equal(
            Verdict.CutShort,
            StopJudge.Judge(
                Evidence(App, 0, 0.4, 1)
                    with { DoneText = "done", DoneAfter = TimeSpan.FromSeconds(0.3), Requests = new RequestTally(2, 1, 1, 0, 0) }).Verdict);

    [Theory]
    [InlineData("tini -g -- sh", true)]
    [InlineData("tini -- app -g", false)]
    [InlineData("dumb-init app", true)]
    [InlineData("dumb-init --single-child app", false)]
    [InlineData("/sbin/docker-init -- app", false)]
    public void InitsOptions_SayWhomItSignals(string commandLine, bool group)
    {
        var init = new ContainerProcess { Pid = 1, Argv = commandLine.Split(' '), First = true };

        Assert.True(KnownInit.Is(init));
        Assert.Equal(group, KnownInit.SignalsGroup(init));
    }

    [Fact]
    public void ProcessOfDockerExec_IsNoPartOfTheApplication() =>
        Check("a health check runs", Evidence("1 0 1 app catches; 30 0 30 probe catches", 0, 0.4, 1), Verdict.Graceful, inferred: true);

    private static void Check(string sentence, StopEvidence evidence, Verdict expected, bool inferred)
    {
        var judgement = StopJudge.Judge(evidence);

        Assert.True(expected == judgement.Verdict && inferred == judgement.Inferred, $"{sentence}: {judgement}");
        Assert.EndsWith(".", judgement.Reason, StringComparison.Ordinal);
    }

    private static StopEvidence Evidence(string tree, int exitCode, double seconds, int lines) => new()
    {
        Signal = Signals.Terminate,
        Grace = TimeSpan.FromSeconds(10),
        Duration = TimeSpan.FromSeconds(seconds),
        ExitCode = exitCode,
        LinesAfter = lines,
        Processes = Tree.Of(tree, Term),
    };
}
