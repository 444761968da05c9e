using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ShutdownToolkit.Stops.Tests;

/// <summary>A row's process from its start to its end: SIGTERM when it says "ready", SIGKILL when nothing ends it.</summary>
/// <param name="Stop">From the signal to the end; null when it ended before.</param>
/// <param name="SinceReady">From the line "ready", as far as the program says when that was, to the end.</param>
internal sealed partial record RowRun(int ExitCode, TimeSpan? Stop, TimeSpan? SinceReady, bool IsKilled, string Output)
{
    /// <summary>
    /// What a row has under way when it says "ready" takes 2.5 s: a signal this long after that line may find it done, and the run shows nothing.
    /// </summary>
    private static readonly TimeSpan _latest = TimeSpan.FromSeconds(1);
    private const int Attempts = 5;

    private TimeSpan? Delay => SinceReady - Stop;

    /// <summary>The ShutdownTimeout of Rows/Row.cs. Well over what an idle process needs to end on a busy machine.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>A handler that ignores even an aborted request costs Kestrel a second more.</summary>
    private static readonly TimeSpan _grace = Timeout + TimeSpan.FromSeconds(6);
    private static readonly TimeSpan _start = TimeSpan.FromSeconds(60);
    private static readonly string _root = Directory.CreateTempSubdirectory("stops-").FullName;
    private static readonly SemaphoreSlim _turns = new(1);
    private static readonly ConcurrentDictionary<(string, bool), Lazy<Task<RowRun>>> _runs = new();

    private static readonly string _dotnet =
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    static RowRun() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(_root, recursive: true);

    /// <summary>One at a time: where three ran beside each other, a row that races with a turn of its work was decided by the machine.</summary>
    public static Task<RowRun> Of(Row row) => Begun(row).Value;

    private static Lazy<Task<RowRun>> Begun(Row row) =>
        _runs.GetOrAdd((row.Rule, row.IsBroken), _ => new Lazy<Task<RowRun>>(() => Task.Run(() => InTurn(row))));

    private static async Task<RowRun> InTurn(Row row)
    {
        await _turns.WaitAsync();
        try
        {
            var program = await Build(row);
            var run = await Run(program);
            for (var attempt = 1; attempt < Attempts && run.Delay > _latest; attempt++)
            {
                foreach (var log in Logs(program))
                {
                    File.Delete(log);
                }

                run = await Run(program);
            }

            return run;
        }
        finally
        {
            _turns.Release();
        }
    }

    private static async Task<string> Build(Row row)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, $"{row.Rule}.{row.Side}")).FullName;
        var program = Path.Combine(folder, "row.dll");
        var compilation = (await row.Document().Project.GetCompilationAsync())!.WithAssemblyName("row");
        using (var image = File.Create(program))
        {
            var emitted = compilation.Emit(image);
            Assert.True(emitted.Success, $"{row.Rule} {row.Side}:\n{string.Join('\n', emitted.Diagnostics)}");
        }

        foreach (var library in References.Libraries([row.Source]).Where(file => file.EndsWith(".dll", StringComparison.Ordinal)))
        {
            File.Copy(library, Path.Combine(folder, Path.GetFileName(library)));
        }

        var version = Environment.Version.ToString();
        await File.WriteAllTextAsync(Path.Combine(folder, "row.runtimeconfig.json"), $$"""
            { "runtimeOptions": { "frameworks": [
              { "name": "Microsoft.NETCore.App", "version": "{{version}}" }, { "name": "Microsoft.AspNetCore.App", "version": "{{version}}" } ] } }
            """);
        return program;
    }

    private static async Task<RowRun> Run(string program)
    {
        var output = new StringBuilder();
        var ready = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo(_dotnet, [program])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process.StartInfo.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        process.StartInfo.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // As in a container without -i.
        process.StandardInput.Close();

        var ended = process.WaitForExitAsync();
        var exited = Task.Run(() => { while (!process.WaitForExit(50)) { } });
        var first = await Task.WhenAny(ready.Task, exited, Task.Delay(_start));
        if (first == exited && !ready.Task.IsCompleted)
        {
            await ended;
            return new RowRun(process.ExitCode, null, null, false, Text());
        }

        if (first != ready.Task)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} never said 'ready':\n{Text()}");
        }

        var clock = Stopwatch.StartNew();
        // -1: it has just ended by itself.
        Assert.True(Kill(process.Id, 15) == 0 || await Task.WhenAny(exited, Task.Delay(_start)) == exited, "kill(2) failed.");
        var isKilled = await Task.WhenAny(exited, Task.Delay(_grace)) != exited;
        var stop = clock.Elapsed;
        var sinceReady = Stopwatch.GetElapsedTime(await ready.Task);
        if (isKilled)
        {
            process.Kill();
        }

        await ended;
        return new RowRun(process.ExitCode, stop, sinceReady, isKilled, Text());

        void Take(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }

            if (line?.StartsWith("ready", StringComparison.Ordinal) == true)
            {
                var isDated = long.TryParse(line.AsSpan("ready".Length), CultureInfo.InvariantCulture, out var said);
                ready.TrySetResult(isDated ? said : Stopwatch.GetTimestamp());
            }
        }

        string Text()
        {
            lock (output)
            {
                return output + string.Concat(Logs(program).Select(File.ReadAllText));
            }
        }
    }

    private static string[] Logs(string program) => Directory.GetFiles(Path.GetDirectoryName(program)!, "*.log");

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
