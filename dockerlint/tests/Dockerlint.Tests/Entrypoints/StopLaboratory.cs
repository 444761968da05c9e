using System.Diagnostics;
using System.Globalization;

namespace Dockerlint.Tests.Entrypoints;

/// <summary>Starts entrypoints as PID 1 of a namespace of their own, sends the stop signal and sees what becomes of the application.</summary>
internal sealed class StopLaboratory : IDisposable
{
    private static readonly string[] _programs = ["uvicorn", "unicorn", "httpd", "haproxy", "python3"];

    private readonly string _folder = Directory.CreateTempSubdirectory("entrypoints").FullName;
    private int _count;

    /// <summary>Null where the machine cannot: the reason is in <see cref="WhyNot"/>.</summary>
    public static StopLaboratory? TryOpen(string source)
    {
        var laboratory = new StopLaboratory();
        WhyNot = laboratory.Prepare(source);
        if (WhyNot is null)
        {
            return laboratory;
        }

        laboratory.Dispose();
        return null;
    }

    public static string? WhyNot { get; private set; }

    private string? Prepare(string source)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "PID namespaces are Linux's";
        }

        if (Run("unshare", "-fp", "--mount-proc", "true") != 0)
        {
            return "unshare is missing or not permitted (root, or CAP_SYS_ADMIN)";
        }

        foreach (var tool in new[] { "dash", "bash", "busybox", "tini", "dumb-init", "setsid" })
        {
            if (Run("sh", "-c", "command -v " + tool) != 0)
            {
                return $"{tool} is not installed";
            }
        }

        Directory.CreateDirectory(Path.Combine(_folder, "bin"));
        if (Run("cc", "-O1", "-o", Path.Combine(_folder, "bin", _programs[0]), source) != 0)
        {
            return "no C compiler (cc)";
        }

        foreach (var program in _programs[1..])
        {
            File.Copy(Path.Combine(_folder, "bin", _programs[0]), Path.Combine(_folder, "bin", program));
        }

        Directory.CreateDirectory(Path.Combine(_folder, "srv"));
        File.WriteAllText(Path.Combine(_folder, "srv", "env.sh"), "C=3\n");
        return null;
    }

    /// <param name="patience">After which a container that is still there waits out its grace.</param>
    public async Task<Measured> Stop(Entrypoint entrypoint, TimeSpan patience)
    {
        var own = Path.Combine(_folder, Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(own);
        var script = Path.Combine(own, "entry.sh");
        await File.WriteAllTextAsync(script, entrypoint.Text.Replace("/srv/env.sh", Path.Combine(_folder, "srv/env.sh"), StringComparison.Ordinal));
        string[] argv = [
            .. entrypoint.Argv(script).Select(word => word.Replace("/srv/env.sh", Path.Combine(_folder, "srv/env.sh"), StringComparison.Ordinal))];
        // As a container runtime does: default dispositions, and PID 1 leads a session of its own.
        var start = new ProcessStartInfo("env", ["--default-signal", "unshare", "-fp", "--kill-child", "--mount-proc", "setsid", .. argv])
        {
            WorkingDirectory = own, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.Environment["PATH"] = Path.Combine(_folder, "bin") + ":" + start.Environment["PATH"];
        start.Environment["PROBE_DIR"] = own;
        start.Environment.Remove("A");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            if (!await Settles(process, own))
            {
                return Measured.NeverRan;
            }

            Run("kill", "-" + entrypoint.StopSignal, First(process).ToString(CultureInfo.InvariantCulture));
            using var timeout = new CancellationTokenSource(patience);
            try
            {
                await process.WaitForExitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                return Measured.Stays;
            }

            return Exists("done") ? Measured.Drained : Exists("began") ? Measured.Cut : Measured.Gone;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }

            Directory.Delete(own, recursive: true);
        }

        bool Exists(string name) => File.Exists(Path.Combine(own, name));
    }

    /// <summary>Until the application is up and PID 1 has nothing to do: it waits, three looks in a row.</summary>
    private static async Task<bool> Settles(Process process, string folder)
    {
        var watch = Stopwatch.StartNew();
        var quiet = 0;
        while (quiet < 4)
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(20))
            {
                return false;
            }

            await Task.Delay(25);
            quiet = File.Exists(Path.Combine(folder, "ready")) && First(process) is > 0 and var first && IsAsleep(first) ? quiet + 1 : 0;
        }

        return true;
    }

    private static int First(Process process)
    {
        try
        {
            var children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/task/{process.Id}/children"));
            return int.TryParse(children.Trim(), CultureInfo.InvariantCulture, out var first) ? first : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static bool IsAsleep(int id)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return stat[stat.LastIndexOf(')') + 2] == 'S';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>What a stop was seen to do.</summary>
internal enum Measured
{
    /// <summary>The entrypoint ended before the application was up, or never got there.</summary>
    NeverRan,
    Drained,

    /// <summary>The handler began and did not end.</summary>
    Cut,

    /// <summary>Ended, and no handler that drains had begun.</summary>
    Gone,

    /// <summary>Still there when patience ended.</summary>
    Stays,
}
