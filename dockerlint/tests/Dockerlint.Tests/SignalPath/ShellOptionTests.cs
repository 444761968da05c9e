using System.Text.Json;
using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>
/// What a shell is started with counts as what it sets itself: under <c>-e</c> the wait that the signal interrupts ends it (measured with bash
/// as PID 1).
/// </summary>
public class ShellOptionTests
{
    private const string Loop = "f() { kill $p; }; trap f TERM; while true; do gunicorn app & p=$!; wait $p; done";

    [Theory]
    [InlineData("bash -c", "", Verdict.KilledAfterGrace)]
    [InlineData("bash -c", "set -e; ", Verdict.CutShort)]
    [InlineData("bash -c", "set -o pipefail -e; ", Verdict.CutShort)]
    [InlineData("bash -ec", "", Verdict.CutShort)]
    [InlineData("bash -ceu", "", Verdict.CutShort)]
    [InlineData("bash -o errexit -c", "", Verdict.CutShort)]
    [InlineData("bash -o pipefail -ec", "", Verdict.CutShort)]
    [InlineData("bash --noprofile -c", "", Verdict.KilledAfterGrace)]
    [InlineData("bash -ec", "set +e; ", Verdict.KilledAfterGrace)]
    public void Text_EndsAsItsOptionsSay(string shell, string first, Verdict verdict)
    {
        var argv = JsonSerializer.Serialize(shell.Split(' ').Append(first + Loop));

        Ends(Folder.Of($"FROM debian:12\nENTRYPOINT {argv}\n"), verdict);
    }

    [Theory]
    [InlineData("#!/bin/bash", "/run.sh", Verdict.KilledAfterGrace)]
    [InlineData("#!/bin/bash -e", "/run.sh", Verdict.CutShort)]
    [InlineData("#!/bin/bash -e", "bash /run.sh", Verdict.KilledAfterGrace)]
    [InlineData("#!/bin/bash", "bash -e /run.sh", Verdict.CutShort)]
    public void Script_EndsAsItsOptionsSay(string shebang, string command, Verdict verdict) => Ends(
        Folder.Of($"FROM debian:12\nCOPY run.sh /\nENTRYPOINT {JsonSerializer.Serialize(command.Split(' '))}\n", ("run.sh", $"{shebang}\n{Loop}\n")),
        verdict);

    private static void Ends(Folder folder, Verdict verdict)
    {
        var route = folder.Route();

        Assert.True(verdict == route.Verdict, $"{route.Verdict}: {route.Reason}");
    }
}
