using System.CommandLine;
using System.CommandLine.Parsing;
using Dockerlint.Text;
using ShutdownToolkit.StopTiming;

namespace Dockerlint.Cli.Commands;

/// <summary>The words of <c>time</c>.</summary>
internal sealed class TimeOptions
{
    /// <summary>A day.</summary>
    private const double LongestSeconds = 86_400;

    private const int MaximumRuns = 1000, MaximumConcurrency = 1000;

    private readonly Argument<string> _target = new("IMAGE|CONTAINER")
    {
        Description = "A local image, run in a container that is removed; or a running container, stopped and kept",
    };

    private readonly Argument<string[]> _runArguments = new("ARGUMENTS")
    {
        Arity = ArgumentArity.ZeroOrMore, Description = "Behind --: those of docker run for the image, -e, -v, -p, …",
    };

    private readonly Option<string?> _grace = Text("--grace", "10s", "Between the stop signal and SIGKILL [default: the container's own, else 10s]");

    private readonly Option<string?> _signal = Text("--signal", "SIGTERM", "Another stop signal than the image's own");

    private readonly Option<int> _runs = new("--runs") { HelpName = "N", Description = "How often", DefaultValueFactory = static _ => 1 };

    private readonly Option<string?> _readyLog = Text("--ready-log", "TEXT", "Ready when a line of the log contains this");

    private readonly Option<string?> _readyHttp = Text(
        "--ready-http", "URL", "Ready when this answers; the host name container stands for the container's address");

    private readonly Option<bool> _readyHealthy = new("--ready-healthy") { Description = "Ready when the image's health check says so" };

    private readonly Option<string?> _doneLog = Text(
        "--done-log", "TEXT", "What the application logs when its shutdown is complete: the proof of a graceful stop");

    private readonly Option<string?> _load = Text(
        "--load", "URL", "Requests that are in flight at the stop; the host name container stands for the container's address");

    private readonly Option<int> _concurrency = new("--concurrency")
    {
        HelpName = "N", Description = "Requests in flight at once", DefaultValueFactory = static _ => 4,
    };

    private readonly Option<string?> _max = Text("--max", "3s", "Exit with 1 when a stop takes longer");

    private readonly Option<bool> _init = new("--init") { Description = "Add the engine's init, as docker run --init does" };

    private readonly Option<string[]> _from = new("--from")
    {
        HelpName = "FILE", Description = "Take grace, signal, init, command and preStop from a Compose file or a manifest",
    };

    private readonly Option<string?> _service = new("--service", "--container")
    {
        HelpName = "NAME", Description = "The service or pod container of --from",
    };

    private readonly Option<bool> _compare = new("--compare")
    {
        Description = "Hold the verdict that trace predicts from --from against the measured one",
    };

    public Option<string> Format { get; } = new Option<string>("--format")
    {
        Description = "How to write the report", DefaultValueFactory = static _ => "text",
    }.AcceptOnlyFrom("text", "json", "svg");

    public Option<string?> Output { get; } = Text("--output", "FILE", "Write the report to a file instead of the terminal");

    public void AddTo(Command command)
    {
        command.Add(_target);
        command.Add(_runArguments);
        foreach (var option in (Option[])[_grace, _signal, _runs, _readyLog, _readyHttp, _readyHealthy, _doneLog, _load, _concurrency, _max,
            _init, _from, _service, _compare, Format, Output])
        {
            command.Add(option);
        }
    }

    public string Target(ParseResult words) =>
        words.GetValue(_target) is { Length: > 0 } target && target[0] != '-'
            ? target
            : throw new UsageException($"unknown option {words.GetValue(_target)} (dockerlint time --help)");

    public TimeSpan? Max(ParseResult words) => Duration(words, _max);

    public bool Compare(ParseResult words) => words.GetValue(_compare) && (From(words).Count > 0 ? true
        : throw new UsageException("--compare needs --from FILE: the Dockerfile, Compose file or manifest to predict from"));

    public IReadOnlyList<string> From(ParseResult words) => words.GetValue(_from) ?? [];

    public string? Service(ParseResult words) => words.GetValue(_service);

    public StopOptions Read(ParseResult words) => new()
    {
        Grace = Duration(words, _grace),
        Signal = words.GetValue(_signal),
        Runs = Count(words, _runs, MaximumRuns),
        Readiness = Readiness(words),
        DoneLog = words.GetValue(_doneLog),
        Load = Address(words, _load) is { } address ? new LoadOptions(address, Count(words, _concurrency, MaximumConcurrency)) : null,
        Init = words.GetValue(_init) ? true : null,
        RunArguments = RunArguments(words),
    };

    private Readiness? Readiness(ParseResult words)
    {
        List<Readiness> asked = [];
        if (words.GetValue(_readyLog) is { } text)
        {
            asked.Add(ShutdownToolkit.StopTiming.Readiness.Log(text));
        }

        if (Address(words, _readyHttp) is { } address)
        {
            asked.Add(ShutdownToolkit.StopTiming.Readiness.Http(address));
        }

        if (words.GetValue(_readyHealthy))
        {
            asked.Add(ShutdownToolkit.StopTiming.Readiness.Healthy);
        }

        return asked.Count < 2
            ? asked.FirstOrDefault()
            : throw new UsageException("one of --ready-log, --ready-http and --ready-healthy, not several");
    }

    /// <summary>Only what follows <c>--</c>: a misspelt option of ours must not be handed to docker.</summary>
    private string[] RunArguments(ParseResult words)
    {
        var given = words.GetValue(_runArguments) ?? [];
        var dashes = words.Tokens.TakeWhile(static token => token.Type != TokenType.DoubleDash).Count();
        var after = Math.Max(0, words.Tokens.Count - dashes - 1);
        return given.Length <= after
            ? given
            : throw new UsageException(
                $"{given[0]} is no option of time, and one target is measured; arguments of docker run come after -- (dockerlint time --help)");
    }

    private static TimeSpan? Duration(ParseResult words, Option<string?> option) =>
        words.GetValue(option) is not { } text ? null
        : Durations.CommandLine(text) is { } seconds && seconds <= LongestSeconds ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException($"{option.Name}: {text} is no duration (10s, 500ms, 1m30s)");

    private static Uri? Address(ParseResult words, Option<string?> option) => words.GetValue(option) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new UsageException($"{option.Name}: {text} is no http address (http://container:8080/healthz)");

    private static int Count(ParseResult words, Option<int> option, int maximum) =>
        words.GetValue(option) is var count && count >= 1 && count <= maximum
            ? count
            : throw new UsageException($"{option.Name} is a number from 1 to {maximum}");

    private static Option<string?> Text(string name, string help, string description) => new(name) { HelpName = help, Description = description };
}
