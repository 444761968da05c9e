using System.CommandLine;
using ShutdownToolkit.StopTiming;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint ps</c></summary>
internal static class PsCommand
{
    public static Command Create(CommandHost host)
    {
        var format = new Option<string>("--format") { Description = "How to write the table", DefaultValueFactory = static _ => "text" }.AcceptOnlyFrom("text", "json");
        var command = new Command("ps", "Judge every running container without stopping any");
        command.Add(format);
        command.SetAction(words =>
        {
            var containers = Judge();
            host.Output.Write(words.GetValue(format) == "json" ? RunningContainersReport.Json(containers) : RunningContainersReport.Text(containers));
            return RunningContainersReport.AnyKilled(containers) ? ExitCode.Findings : ExitCode.Clean;
        });
        return command;
    }

    private static IReadOnlyList<RunningContainer> Judge()
    {
        try
        {
            return RunningContainers.JudgeAsync().GetAwaiter().GetResult();
        }
        catch (StopTimingException e)
        {
            throw new UsageException(e.Message, e);
        }
    }
}
