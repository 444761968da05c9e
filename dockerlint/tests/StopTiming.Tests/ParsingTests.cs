using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;

namespace StopTiming.Tests;

public sealed class ParsingTests
{
    // Lines of a real /proc/PID/status of a container's PID 1, as its host shows it.
    private const string Status =
        "Name:\tdotnet\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t13856\nPid:\t13856\nPPid:\t13834\nNStgid:\t13856\t1\nNSpid:\t13856\t1\nNSpgid:\t13856\t1\n"
        + "SigBlk:\t0000000000000000\nSigIgn:\t0000000000001000\nSigCgt:\t00000003000244fe\n";

    [Fact]
    public void Status_GivesPidsMasksAndState()
    {
        var status = ProcessStatus.Parse(Status)!;

        Assert.Equal((13856, 1, 13834, 1, 'S'), (status.Pid, status.InnerPid, status.Parent, status.Group, status.State));
        Assert.True(status.Caught!.Value.Contains(Signals.Terminate));
        Assert.True(status.Ignored!.Value.Contains(Signals.Number("PIPE")!.Value));
        Assert.Null(ProcessStatus.Parse("nothing of the kind"));
        Assert.Null(ProcessStatus.Parse("Pid:\t7\n")!.Caught);
    }

    [Fact]
    public void SignalMask_NamesItsSignals() =>
        Assert.Equal(["SIGINT", "SIGTERM"], SignalSet.Parse("0000000000004002")!.Value.Names);

    [Theory]
    [InlineData("SIGTERM", 15)]
    [InlineData("term", 15)]
    [InlineData("15", 15)]
    [InlineData("SIGRTMIN+3", 37)]
    [InlineData("RTMAX-1", 63)]
    [InlineData("\"SIGINT\"", 2)]
    [InlineData("SIGFOO", null)]
    [InlineData("999", null)]
    [InlineData("", null)]
    public void Signal_IsReadInEverySpelling(string text, int? number) => Assert.Equal(number, Signals.Number(text));

    [Fact]
    public void EverySignal_IsReadBackFromItsName() =>
        Assert.All(Enumerable.Range(1, 31).Concat(Enumerable.Range(34, 31)), number => Assert.Equal(number, Signals.Number(Signals.Name(number))));

    [Fact]
    public void KillEvent_HasTheEnginesTimeAndTheSignal()
    {
        var parsed = EngineEvent.Parse("""{"status":"kill","id":"4","Type":"container","Action":"kill","Actor":{"ID":"4","Attributes":{"image":"i","signal":"15"}},"scope":"local","time":1795250939,"timeNano":1795250939675413650}""")!;

        Assert.Equal(("kill", 15), (parsed.Action, parsed.Signal));
        Assert.Equal(675.4136, parsed.Time.TimeOfDay.TotalMilliseconds % 1000, 3);
    }

    [Theory]
    [InlineData("""{"status":"die","Action":"die","Actor":{"Attributes":{"exitCode":"137"}},"timeNano":1}""")]
    [InlineData("""{"Status":"died","ContainerExitCode":137,"timeNano":1}""")]
    public void DieEvent_OfDockerAndPodman_HasTheExitCode(string line)
    {
        var parsed = EngineEvent.Parse(line)!;

        Assert.Equal(("die", 137), (parsed.Action, parsed.ExitCode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Cannot connect to the Docker daemon")]
    [InlineData("[]")]
    [InlineData("""{"Action":"die"}""")]
    public void LineThatIsNoEvent_IsNone(string line) => Assert.Null(EngineEvent.Parse(line));

    [Fact]
    public void LogLine_KeepsItsTimeAndEscapesControlCharacters()
    {
        var line = LogLine.Parse("2026-11-21T08:49:01.329069641Z \u001b[31mred\u0000\r")!;

        Assert.Equal("\\x1b[31mred\\x00", line.Text);
        Assert.Equal(329.0696, line.Time.TimeOfDay.TotalMilliseconds % 1000, 3);
        Assert.Null(LogLine.Parse("Error response from daemon: configured logging driver does not support reading"));
    }

    [Fact]
    public void Inspect_GivesWhatAStopNeeds()
    {
        var state = ContainerState.Parse("""
            [{"Id":"abc","Name":"/web","Path":"/bin/sh","Args":["-c","app"],
              "State":{"Running":true,"Pid":42,"ExitCode":0,"OOMKilled":false,"StartedAt":"2026-11-21T08:49:01.329069641Z","Health":{"Status":"healthy"}},
              "Config":{"Image":"i","StopSignal":"int","StopTimeout":3},"HostConfig":{"Init":true,"AutoRemove":false,"LogConfig":{"Type":"json-file"}},
              "NetworkSettings":{"IPAddress":"","Networks":{"n":{"IPAddress":"10.0.0.2"}},"Ports":{"8080/tcp":[{"HostIp":"0.0.0.0","HostPort":"32768"}],"9/udp":null}}}]
            """)!;

        Assert.Equal(("web", 42, "int", 3, true, "healthy", "10.0.0.2"), (state.Name, state.Pid, state.StopSignal, state.StopTimeout, state.Init, state.Health, state.Address));
        Assert.Equal(32768, state.Ports[8080]);
        Assert.Equal(["/bin/sh", "-c", "app"], state.Argv);
    }

    [Fact]
    public void ProcessesReadFromInside_LeaveTheReaderOut()
    {
        const string output = "self 20\nprocess 1\nName:\tsh\nState:\tS\nPid:\t1\nPPid:\t0\nSigCgt:\t0000000000004000\nargv\n/bin/sh\0/entry.sh\0\nprocess 20\nName:\tsh\nState:\tR\nPid:\t20\nPPid:\t0\nargv\nsh\0-c\0\nprocess 21\nName:\tcat\nState:\tR\nPid:\t21\nPPid:\t20\nargv\ncat\0\n";

        var only = Assert.Single(ProcessTable.FromInside(output));

        Assert.Equal(["/bin/sh", "/entry.sh"], only.Argv);
        Assert.True(only.First && only.Catches(Signals.Terminate) == true);
    }

    [Fact]
    public void ProcessesFromTop_AreNumberedFromPid1AndHaveNoSignals()
    {
        var processes = ProcessTable.FromTop("PID PPID COMMAND\n500 480 tini -- app\n510 500 app slow\n", firstPid: 500);

        Assert.Equal([(1, 0, true), (510, 1, false)], processes.Select(process => (process.Pid, process.Parent, process.First)));
        Assert.All(processes, process => Assert.Null(process.Caught));
    }

    [Theory]
    [InlineData("Cannot connect to the Docker daemon at unix:///nosuch. Is the docker daemon running?", ShutdownToolkit.StopTiming.StopTimingFault.EngineLost)]
    [InlineData("error during connect: Post \"http://x\": EOF", ShutdownToolkit.StopTiming.StopTimingFault.EngineLost)]
    [InlineData("Error response from daemon: No such container: stop-1", ShutdownToolkit.StopTiming.StopTimingFault.ContainerRemoved)]
    [InlineData("Error response from daemon: Conflict. The container name is already in use", ShutdownToolkit.StopTiming.StopTimingFault.EngineRefused)]
    public void EnginesOwnWords_AreUnderstood(string words, ShutdownToolkit.StopTiming.StopTimingFault fault) => Assert.Equal(fault, Engine.FaultOf(words));
}
