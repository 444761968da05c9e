using System.Globalization;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Processes;

namespace StopTiming.Tests;

/// <summary>A process tree in one line: <c>pid parent group program [catches|ignores|go]; …</c>.</summary>
internal static class Tree
{
    /// <summary>SigCgt of a program of go 1.19 that asks for no signal.</summary>
    private const ulong RuntimeOfGo = 0xfffffffd7fc1feff;

    public static IReadOnlyList<ContainerProcess> Of(string text, ulong signalMask) => SignalReach.Mark(
        [
            .. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(' ')).Select(
                words => new ContainerProcess
            {
                Pid = int.Parse(words[0], CultureInfo.InvariantCulture),
                Parent = int.Parse(words[1], CultureInfo.InvariantCulture),
                Group = int.Parse(words[2], CultureInfo.InvariantCulture),
                Name = words[3],
                Argv = [words[3]],
                Caught = new SignalSet(words.Contains("go") ? RuntimeOfGo : words.Contains("catches") ? signalMask : 0),
                Ignored = new SignalSet(words.Contains("ignores") ? signalMask : 0),
                First = words[0] == "1",
            }),
        ],
        Signals.Terminate);
}
