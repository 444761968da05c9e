using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dockerlint.Stops;
using Xunit.Abstractions;

namespace Dockerlint.Tests.SignalPath;

/// <summary>What becomes of a program that drains when its shell, PID 1, gets SIGTERM: the model, and the machine's own shells.</summary>
public class TrapTableTests(ITestOutputHelper output)
{
    /// <summary>A shell that is still there so long after the signal waits out the grace; a drain takes 0.3 s.</summary>
    private static readonly TimeSpan _stillThere = TimeSpan.FromSeconds(2);

    /// <summary>For a machine under load; nothing waits so long that ends at all.</summary>
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(60);

    private static readonly (string Text, Verdict Verdict)[] _rows =
    [
        ("exec app", Verdict.Graceful),
        ("app; true", Verdict.KilledAfterGrace),
        ("app & wait", Verdict.KilledAfterGrace),
        ("trap 'exit 0' TERM; app; true", Verdict.KilledAfterGrace),
        ("trap 'exit 0' TERM; app & wait", Verdict.NeverTold),
        ("trap 'kill -TERM $p' TERM; app & p=$!; wait $p", Verdict.CutShort),
        ("trap 'kill -TERM $p' TERM; app & p=$!; wait $p; wait $p", Verdict.Graceful),
        ("trap 'kill -TERM $p' TERM; app & p=$!; wait $p; trap - TERM; wait $p", Verdict.Graceful),
        ("trap 'kill -TERM $p; wait $p' TERM; app & p=$!; wait $p", Verdict.Graceful),
        ("trap 'kill -TERM $p' TERM; app & p=$!; while kill -0 $p 2>/dev/null; do wait $p; done", Verdict.Graceful),
        ("f() { kill -TERM $p; wait $p; }; trap f TERM; app & p=$!; wait $p", Verdict.Graceful),
        ("trap 'kill -TERM $p; exit 0' TERM; app & p=$!; wait $p; wait $p", Verdict.CutShort),
        ("trap 'exit 0' TERM; trap - TERM; app & wait", Verdict.KilledAfterGrace),
    ];

    public static TheoryData<string> Shells => [.. ShellTable.Shells];

    [Theory]
    [MemberData(nameof(Shells))]
    public void Model_SaysWhatTheTableSays(string shell)
    {
        foreach (var (text, verdict) in _rows)
        {
            var drains = text.Replace("app", "gunicorn", StringComparison.Ordinal);
            var route = Folder.Of($"FROM debian:12\nENTRYPOINT {JsonSerializer.Serialize(new[] { shell, "-c", drains })}\n").Route();

            Assert.True(verdict == route.Verdict, $"{shell} -c \"{text}\": {route.Verdict} ({route.Reason}), not {verdict}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Shells))]
    public async Task Shell_DoesWhatTheTableSays(string shell)
    {
        var command = PidNamespace.ShellOrSkip(shell);
        var wrong = new List<string>();
        var measured = await Task.WhenAll(_rows.Select(row => MeasureAgain(command, row.Text, row.Verdict)));
        for (var i = 0; i < _rows.Length; i++)
        {
            if (!Agree(measured[i], _rows[i].Verdict))
            {
                wrong.Add($"{shell} -c \"{_rows[i].Text}\": {measured[i]}, not {_rows[i].Verdict}");
            }
        }

        output.WriteLine($"{shell}: {_rows.Length} traps measured, {wrong.Count} differ");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Whether a handler that is cut off had begun is a race with the shell's own end.</summary>
    private static bool Agree(Verdict measured, Verdict expected) =>
        measured == expected || expected == Verdict.CutShort && measured == Verdict.NeverTold;

    /// <summary>On a machine under load the signal can come before the shell has got to its wait; a true difference shows every time.</summary>
    private static async Task<Verdict> MeasureAgain(string[] shell, string text, Verdict expected)
    {
        var measured = Verdict.Unknown;
        for (var attempt = 0; attempt < 3 && !Agree(measured, expected); attempt++)
        {
            measured = await Measure(shell, text, expected);
        }

        return measured;
    }

    private static async Task<Verdict> Measure(string[] shell, string text, Verdict expected)
    {
        var folder = Directory.CreateTempSubdirectory("trap-table").FullName;
        PidNamespace.WriteProgram(
            Path.Combine(folder, "app"),
            $"#!/bin/sh\ncd {folder}\ntrap 'echo > began; sleep 0.3; echo > done; exit 0' TERM\nsleep 0.3\necho > ready\n"
                + "while :; do sleep 0.05; done\n");
        string[] words = [.. PidNamespace.SignalsReset, "unshare", "-fp", "--kill-child", "--mount-proc", .. shell, "-c", text];
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = folder };
        start.Environment["PATH"] = folder + ":" + start.Environment["PATH"];
        using var process = Process.Start(start)!;
        try
        {
            await Until(() => File.Exists(Path.Combine(folder, "ready")));
            var children = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/task/{process.Id}/children"));
            PidNamespace.Run("kill", ["-TERM", children.Trim()]);
            using var timeout = new CancellationTokenSource(expected == Verdict.KilledAfterGrace ? _stillThere : _deadline);
            try
            {
                await process.WaitForExitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                return Verdict.KilledAfterGrace;
            }

            return File.Exists(Path.Combine(folder, "done"))
                ? Verdict.Graceful
                : File.Exists(Path.Combine(folder, "began")) ? Verdict.CutShort : Verdict.NeverTold;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Until(Func<bool> isTrue)
    {
        var watch = Stopwatch.StartNew();
        while (!isTrue())
        {
            Assert.True(watch.Elapsed < _deadline, "the program does not start");
            await Task.Delay(20);
        }
    }
}
