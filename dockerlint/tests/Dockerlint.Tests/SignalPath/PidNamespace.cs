using System.Diagnostics;

namespace Dockerlint.Tests.SignalPath;

/// <summary>A shell as PID 1, without an engine: <c>unshare -fp --mount-proc</c>.</summary>
internal static class PidNamespace
{
    // A shell cannot trap what was ignored when it started, and a run in the background or under nohup hands that on (POSIX, trap).
    private static readonly Lazy<string[]> _signalsReset = new(
        static () => Exits("env", ["--default-signal", "true"]) is 0 ? ["env", "--default-signal"] : []);

    /// <summary>Words before a command, so that it starts with every signal at its default; it keeps the pid that it was started with.</summary>
    public static string[] SignalsReset => _signalsReset.Value;

    /// <summary>How to start dash, bash or busybox ash; skips the test where the machine cannot.</summary>
    public static string[] ShellOrSkip(string shell)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "PID namespaces are Linux's");
        Skip.If(Run("unshare", ["-fp", "--mount-proc", "true"]) is not 0, "unshare is missing or not permitted (root, or CAP_SYS_ADMIN)");
        string[] command = shell == "ash" ? ["busybox", "ash"] : [shell];
        Skip.If(Run(command[0], [.. command[1..], "-c", "true"]) is not 0, $"{shell} is not installed");
        return command;
    }

    /// <summary>The exit code, with every signal at its default; null when the program cannot be started or does not end.</summary>
    public static int? Run(string program, string[] arguments, string? folder = null) =>
        SignalsReset is [var first, .. var rest] ? Exits(first, [.. rest, program, .. arguments], folder) : Exits(program, arguments, folder);

    private static int? Exits(string program, string[] arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program,
            arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        if (folder is not null)
        {
            start.WorkingDirectory = folder;
            start.Environment["PATH"] = folder + ":" + start.Environment["PATH"];
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (process.WaitForExit(TimeSpan.FromSeconds(30)))
            {
                return process.ExitCode;
            }

            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public static void WriteProgram(string path, string content)
    {
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        }
    }
}
