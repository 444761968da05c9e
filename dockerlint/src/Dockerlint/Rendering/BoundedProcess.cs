#pragma warning disable CA2025 // A program that is out of time is killed, which ends the tasks that read from it.
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Dockerlint.Cli.Inputs;
using Dockerlint.Text;

namespace Dockerlint.Cli.Rendering;

/// <summary>What a program said, or why there is nothing.</summary>
/// <param name="Failure">Null: it ended with 0 in time, and said no more than it may.</param>
internal sealed record ProcessAnswer(int Code, byte[] Output, string Error, string? Failure)
{
    public string Text => new UTF8Encoding(false, throwOnInvalidBytes: false).GetString(Output);
}

/// <summary>
/// The programs that the user asked for (<c>--render</c>, <c>--since</c>): from an absolute folder of the PATH, without a shell, with a bound on
/// time and output. Never one that lies in what is checked: that the repository's <c>bin</c> is on the PATH is no word for what a pull request
/// puts there.
/// </summary>
internal sealed partial class BoundedProcess(CommandHost host, RepositoryReader reader)
{
    private const int MaximumOutput = 64 << 20;
    private const int MaximumError = 64 << 10;

    private static readonly TimeSpan _time = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _afterKill = TimeSpan.FromSeconds(2);

    /// <summary>Tests need not wait for a minute.</summary>
    public TimeSpan Time { get; init; } = _time;

    /// <summary>Variables beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = EmptyMap.Of<string>();

    /// <summary>The full path; null: there is none to run.</summary>
    /// <param name="failure">Why, as the rest of a sentence about the program.</param>
    public string? Find(string program, out string failure)
    {
        failure = "is not on the PATH";
        foreach (var folder in (host.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Path.IsPathFullyQualified(folder))
            {
                continue;
            }

            var file = Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);
            if (File.Exists(file) && (OperatingSystem.IsWindows()
                || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0))
            {
                if (!IsChecked(folder))
                {
                    return file;
                }

                failure = $"is on the PATH only in {folder}, which is part of what is checked";
            }
        }

        return null;
    }

    /// <summary>The root of the file system holds everything, the user's programs too.</summary>
    private bool IsChecked(string folder) => reader.Paths.OfFolder(Path.GetFullPath(folder)) is not { } real
        || reader.Roots.All.Any(root => root != Path.GetPathRoot(root) && ReadRoots.IsBelow(real, root));

    /// <param name="program">A full path.</param>
    public ProcessAnswer Run(string program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = host.WorkingDirectory,
            CreateNoWindow = true,
        };

        // Nobody is there to answer a question.
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";
        foreach (var variable in Environment)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            using var output = new MemoryStream();
            using var error = new MemoryStream();
            var reading = Task.WhenAll(
                Fill(process.StandardOutput.BaseStream, output, MaximumOutput, process, isBound: true),
                Fill(process.StandardError.BaseStream, error, MaximumError, process, isBound: false));
            var clock = Stopwatch.StartNew();
            var isDone = reading.Wait(Time) && process.WaitForExit(Left(clock));
            if (!isDone)
            {
                Kill(process);
                reading.Wait(_afterKill);
                return new ProcessAnswer(-1, [], "", $"no end within {Time.TotalSeconds:0} s");
            }

            var said = Encoding.UTF8.GetString(error.GetBuffer(), 0, (int)error.Length);
            return output.Length > MaximumOutput ? new ProcessAnswer(-1, [], said, $"more than {MaximumOutput >> 20} MB of output")
                : new ProcessAnswer(process.ExitCode, output.ToArray(), said, process.ExitCode == 0 ? null : LastWords(said, process.ExitCode));
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException or AggregateException)
        {
            return new ProcessAnswer(-1, [], "", $"it cannot be run: {(e.InnerException ?? e).Message}");
        }
    }

    private TimeSpan Left(Stopwatch clock) => Time > clock.Elapsed ? Time - clock.Elapsed : TimeSpan.Zero;

    /// <summary>What is beyond the bound of errors is read and dropped; beyond that of the output the program ends.</summary>
    private static async Task Fill(Stream from, MemoryStream into, int maximum, Process process, bool isBound)
    {
        var buffer = new byte[64 << 10];
        int count;
        while ((count = await from.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            if (into.Length <= maximum)
            {
                await into.WriteAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
            else if (isBound)
            {
                Kill(process);
                return;
            }
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>The sentence that a reader needs: the first that says "error", or the last one.</summary>
    private static string LastWords(string said, int code)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Array.FindIndex(lines, static line => LoggedError().IsMatch(line)) is >= 0 and var logged)
        {
            var error = LoggedError().Match(lines[logged]).Groups[1].Value;
            return error == "<" && logged + 1 < lines.Length ? lines[logged + 1] : error.Trim('"').Replace("\\\"", "\"", StringComparison.Ordinal);
        }

        var line = Array.Find(lines, static line => line.StartsWith("Error", StringComparison.OrdinalIgnoreCase)
            || line.StartsWith("fatal", StringComparison.OrdinalIgnoreCase)) ?? lines.LastOrDefault();
        return line ?? $"it ended with {code}";
    }

    /// <summary>In klog's form, as kubectl does: behind a time and a process id, which differ at every run; several lines between angles.</summary>
    [GeneratedRegex(@"^[EF]\d{4} \S+ +\d+ \S+\] ""[^""]*"" err=(.+)$")]
    private static partial Regex LoggedError();
}
