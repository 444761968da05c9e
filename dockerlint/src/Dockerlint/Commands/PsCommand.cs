using System.CommandLine;
using System.Globalization;
using Dockerlint.Cli.Output;
using Dockerlint.Containers;
using Dockerlint.Images.Assemblies;
using Dockerlint.Images.Engines;
using Dockerlint.JavaScript;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint ps</c></summary>
internal static class PsCommand
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(2);

    public static DocumentedCommand Create(CommandHost host)
    {
        var format = new Option<string>("--format") { Description = "How to write the table", DefaultValueFactory = static _ => "text" }
            .AcceptOnlyFrom("text", "json");
        var watch = new Option<bool>("--watch") { Description = $"Write it again every {_interval.TotalSeconds:0} s, until Ctrl+C" };
        var command = new DocumentedCommand(
            "ps", "Judge every running container without stopping any",
            [("dockerlint ps", ""), ("dockerlint ps --watch", "")],
            [
                (ExitCode.Clean, "none would be killed"),
                (ExitCode.Findings, "one would be killed at the end of its grace"),
                (ExitCode.Failure, "wrong usage, or no engine answers"),
                (ExitCode.Interrupted, "interrupted"),
            ]);
        command.Add(format);
        command.Add(watch);
        command.SetAction(words =>
        {
            using var interruption = new Interruption();
            using var engine = new Engine();
            try
            {
                Func<IReadOnlyList<RunningContainer>, string> show = words.GetValue(format) == "json" ? RunningContainersReport.Json
                    : containers => PlainText.FoldLines(RunningContainersReport.Text(containers, Room(host)), Room(host) ?? int.MaxValue);
                return words.GetValue(watch) ? Watch(host, engine, show, interruption.Token) : Once(host, engine, show, interruption.Token);
            }
            catch (StopTimingException e)
            {
                throw new UsageException(e.Message, e);
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Interrupted;
            }
        });
        return command;
    }

    /// <summary>A line for each container where no terminal breaks it: for <c>grep</c>.</summary>
    private static int? Room(CommandHost host) => host.IsTerminal ? TextStyle.For(host, "never", toFile: false).Width : null;

    private static ApplicationSources Sources() => new(new ImageAssemblies(NoDotNetProjects.Instance), new JavaScriptReader());

    private static int Once(CommandHost host, Engine engine, Func<IReadOnlyList<RunningContainer>, string> show, CancellationToken cancellation)
    {
        var containers = RunningRoutes.JudgeAsync(engine, Sources, cancellation).GetAwaiter().GetResult();
        host.Output.Write(show(containers));
        return RunningContainersReport.AnyKilled(containers) ? ExitCode.Findings : ExitCode.Clean;
    }

    // On a terminal over the last one; into a file or a pipe one after another, when something has changed.
    private static int Watch(CommandHost host, Engine engine, Func<IReadOnlyList<RunningContainer>, string> show, CancellationToken cancellation)
    {
        var before = "";
        while (true)
        {
            var now = show(RunningRoutes.JudgeAsync(engine, Sources, cancellation).GetAwaiter().GetResult());
            if (host.IsTerminal)
            {
                host.Output.Write($"\u001b[H\u001b[2J{DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}\n{now}");
            }
            else if (now != before)
            {
                host.Output.Write(now);
            }

            host.Output.Flush();
            before = now;
            Task.Delay(_interval, cancellation).GetAwaiter().GetResult();
        }
    }
}
