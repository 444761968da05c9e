using Docker.DotNet.Models;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;

namespace StopTiming.Tests;

public sealed class ParsingTests
{
    // Lines of a real /proc/PID/status of a container's PID 1, as its host shows it.
    private const string Status =
        "Name:\tdotnet\nUmask:\t0022\nState:\tS "
        + "(sleeping)\nTgid:\t13856\nPid:\t13856\nPPid:\t13834\nNStgid:\t13856\t1\nNSpid:\t13856\t1\nNSpgid:\t13856\t1\n"
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
        var happened = EngineEvent.Of(Message("kill", 1795250939675413650, ("image", "i"), ("signal", "15")))!;

        Assert.Equal(("kill", 15), (happened.Action, happened.Signal));
        Assert.Equal(675.4136, happened.Time.TimeOfDay.TotalMilliseconds % 1000, 3);
    }

    [Theory]
    [InlineData("die", "exitCode")]
    [InlineData("died", "containerExitCode")]
    public void DieEvent_OfDockerAndPodman_HasTheExitCode(string action, string attribute)
    {
        var happened = EngineEvent.Of(Message(action, 1, (attribute, "137")))!;

        Assert.Equal(("die", 137), (happened.Action, happened.ExitCode));
    }

    [Fact]
    public void EventWithoutATime_IsNone() => Assert.Null(EngineEvent.Of(Message("die", null)));

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
        var state = ContainerState.Of(new ContainerInspectResponse
        {
            ID = "abc",
            Name = "/web",
            Path = "/bin/sh",
            Args = ["-c", "app"],
            State = new() { Running = true, Pid = 42, StartedAt = "2026-11-21T08:49:01.329069641Z", Health = new() { Status = "healthy" } },
            Config = new() { Image = "i", StopSignal = "int", StopTimeout = TimeSpan.FromSeconds(3) },
            HostConfig = new() { Init = true, LogConfig = new() { Type = "json-file" } },
            NetworkSettings = new()
            {
                Networks = new Dictionary<string, EndpointSettings> { ["none"] = new(), ["n"] = new() { IPAddress = "10.0.0.2" } },
                Ports = new Dictionary<string, IList<PortBinding>>
                {
                    ["8080/tcp"] = [new() { HostIP = "0.0.0.0", HostPort = "32768" }],
                    ["9/udp"] = null!,
                },
            },
        });

        Assert.Equal(
            ("web", 42, "int", 3, true, "healthy", "10.0.0.2"),
            (state.Name, state.Pid, state.StopSignal, state.StopTimeout, state.Init, state.Health, state.Address));
        Assert.Equal(32768, state.Ports[8080]);
        Assert.Equal(["/bin/sh", "-c", "app"], state.Argv);
    }

    [Fact]
    public void ProcessesReadFromInside_LeaveTheReaderOut()
    {
        const string output =
            "self 20\nprocess 1\nName:\tsh\nState:\tS\nPid:\t1\nPPid:\t0\nSigCgt:\t0000000000004000\nargv\n/bin/sh\0/entry.sh\0\n"
            + "process 20\nName:\tsh\nState:\tR\nPid:\t20\nPPid:\t0\nargv\nsh\0-c\0\nprocess "
            + "21\nName:\tcat\nState:\tR\nPid:\t21\nPPid:\t20\nargv\ncat\0\n";

        var only = Assert.Single(ProcessTable.FromInside(output));

        Assert.Equal(["/bin/sh", "/entry.sh"], only.Argv);
        Assert.True(only.First && only.Catches(Signals.Terminate) == true);
    }

    [Fact]
    public void ProcessesFromTop_AreNumberedFromPid1AndHaveNoSignals()
    {
        var processes = ProcessTable.FromTop([["500", "480", "tini -- app"], ["510", "500", "app slow"]], firstPid: 500);

        Assert.Equal([(1, 0, true), (510, 1, false)], processes.Select(process => (process.Pid, process.Parent, process.First)));
        Assert.All(processes, process => Assert.Null(process.Caught));
    }

    private static Message Message(string action, long? nanoseconds, params (string Name, string Value)[] attributes) => new()
    {
        Action = action,
        TimeNano = nanoseconds,
        Actor = new() { Attributes = attributes.ToDictionary(static pair => pair.Name, static pair => pair.Value) },
    };
}
