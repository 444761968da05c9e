using System.CommandLine;
using System.Globalization;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Dockerlint.Cli.Timing;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint time IMAGE|CONTAINER</c></summary>
internal sealed class TimeCommand(CommandHost host, ParseResult words, TimeOptions options)
{
    public static DocumentedCommand Create(CommandHost host)
    {
        var options = new TimeOptions();
        var command = new DocumentedCommand(
            "time", "Stop a real container and report what happened",
            [
                ("dockerlint time web:pr --ready-log listening --done-log drained --max 3s", ""),
                ("dockerlint time web:pr --load http://container:8080/ -- -e LOG_LEVEL=debug", ""),
                ("dockerlint time web:pr --from compose.yaml --service web --compare", ""),
            ],
            [
                (ExitCode.Clean, "graceful, within --max"),
                (ExitCode.Findings, "not graceful, or slower than --max"),
                (ExitCode.Failure, "wrong usage, or not measured"),
                (ExitCode.Interrupted, "interrupted; the measurement's own container is removed"),
            ]);
        options.AddTo(command);
        command.SetAction(words => new TimeCommand(host, words, options).Run());
        return command;
    }

    private int Run()
    {
        var target = options.Target(words);
        var max = options.Max(words);
        var compare = options.Compare(words);
        var asked = options.Read(words) with { Progress = host.IsErrorTerminal ? new Progress(host) : null };
        var declared = Declared();
        if (Measure(target, declared is null ? asked : declared.Apply(asked)) is not { } report)
        {
            return ExitCode.Interrupted;
        }

        Write(report, compare ? declared!.Prediction : null);
        if (max is { } limit && report.Maximum > limit)
        {
            host.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture, $"slower than --max: {report.Maximum.TotalSeconds:0.00} s of {limit.TotalSeconds:0.##} s"));
            return ExitCode.Findings;
        }

        return report.Verdict == Verdict.Graceful ? ExitCode.Clean : ExitCode.Findings;
    }

    private DeclaredStop? Declared()
    {
        var from = options.From(words);
        if (from.Count == 0)
        {
            return options.Service(words) is null ? null : throw new UsageException("--service names a service of --from FILE");
        }

        var reader = new RepositoryReader(host.WorkingDirectory);
        using var inputs = new InputFinder(host, reader, honoursGitIgnore: false).Find(from, standardInputName: null);
        var workspace = Check.Read(inputs, reader);
        return workspace.Errors.Count > 0
            ? throw new UsageException($"{workspace.Errors[0].Path}: {workspace.Errors[0].Message}")
            : DeclaredStop.Find(workspace.Stops, options.Service(words));
    }

    /// <summary>Null: interrupted, and the measurement's own container is removed.</summary>
    private StopReport? Measure(string target, StopOptions asked)
    {
        using var interruption = new Interruption();
        using var engine = new Engine();
        try
        {
            return StopProbe.MeasureAsync(target, asked with { Engine = engine }, interruption.Token).GetAwaiter().GetResult();
        }
        catch (StopTimingException e)
        {
            throw new UsageException(e.Message, e);
        }
        catch (ArgumentException e) when (e is not ArgumentOutOfRangeException)
        {
            throw new UsageException($"--signal: {asked.Signal} is no signal", e);
        }
        catch (OperationCanceledException)
        {
            host.Error.WriteLine("dockerlint: interrupted; the measurement's own container is removed");
            return null;
        }
    }

    private void Write(StopReport report, Prediction? prediction)
    {
        var text = words.GetValue(options.Format) switch
        {
            "json" => JsonReport.Write(report, prediction),
            "svg" => SvgReport.Write(report),
            _ => Folded(TextReport.Write(report, prediction)),
        };
        SavedFile.Report(host, new RepositoryReader(host.WorkingDirectory), words.GetValue(options.Output), output => output.Write(text));
    }

    private string Folded(string report) =>
        PlainText.FoldLines(report, TextStyle.For(host, "never", toFile: words.GetValue(options.Output) is not null).Width);

    /// <summary>At once and in order, which the thread pool of <see cref="Progress{T}"/> does not promise.</summary>
    private sealed class Progress(CommandHost host) : IProgress<string>
    {
        public void Report(string value) => host.Error.WriteLine(PlainText.Printable(value));
    }
}
