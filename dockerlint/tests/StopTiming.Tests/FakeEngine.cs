using System.Globalization;
using System.Runtime.Versioning;
using ShutdownToolkit.StopTiming.Engines;

namespace StopTiming.Tests;

/// <summary>A <c>docker</c> command that is a shell script: it answers each call from a table and writes down what it was asked.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class FakeEngine : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fake-engine-");
    private readonly Dictionary<string, string> answers = new(StringComparer.Ordinal)
    {
        ["version"] = "echo 20.10.24",
        ["ps"] = "true",
        ["container"] = """[ -e "$here/created" ] || { echo "Error: No such container: $3" >&2; exit 1; }; cat "$here/state" """,
        ["image"] = "echo '[]'",
        ["create"] = """touch "$here/created"; echo abc""",
        ["start"] = "true",
        ["top"] = "printf 'PID PPID COMMAND\\n4194303 1 app\\n'",
        ["exec"] = "exit 126",
        ["logs"] = "echo '2026-11-21T08:00:00.000000001Z ready'; echo '2026-11-21T08:00:02.300000000Z done'",
        ["events"] = $"sleep 0.3; echo '{Event("kill", 1795248002, "signal", "15")}'; sleep 0.1; echo '{Event("die", 1795248003, "exitCode", "0")}'; exec sleep 60",
        ["stop"] = "sleep 0.5",
        ["rm"] = """rm -f "$here/created" """,
    };

    public FakeEngine() => File.WriteAllText(At("state"), State());

    /// <summary>The calls so far, one a line, without what only follows output.</summary>
    public IReadOnlyList<string> Calls => File.Exists(At("calls")) ? File.ReadAllLines(At("calls")) : [];

    public FakeEngine Answer(string call, string script)
    {
        answers[call] = script;
        return this;
    }

    public Engine Start()
    {
        var cases = string.Join('\n', answers.Select(answer => $"  {answer.Key}) {answer.Value} ;;"));
        File.WriteAllText(At("docker"), $"#!/bin/sh\nhere='{folder.FullName}'\necho \"$*\" >>\"$here/calls\"\ncase \"$1\" in\n{cases}\n  *) echo \"unknown call $1\" >&2; exit 9 ;;\nesac\n");
        File.SetUnixFileMode(At("docker"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new Engine { Command = At("docker"), CallTimeout = TimeSpan.FromSeconds(5) };
    }

    public static string Event(string action, long seconds, string attribute, string value) =>
        string.Create(CultureInfo.InvariantCulture, $$$"""{"Action":"{{{action}}}","Actor":{"Attributes":{"{{{attribute}}}":"{{{value}}}"}},"timeNano":{{{seconds}}}000000000}""");

    private static string State() =>
        """[{"Id":"abc","Name":"/web","State":{"Running":true,"Pid":4194303,"ExitCode":0,"StartedAt":"2026-11-21T08:00:00Z"},"Config":{"StopSignal":""},"HostConfig":{"LogConfig":{"Type":"json-file"}}}]""";

    public void Dispose() => folder.Delete(recursive: true);

    private string At(string file) => Path.Combine(folder.FullName, file);
}
