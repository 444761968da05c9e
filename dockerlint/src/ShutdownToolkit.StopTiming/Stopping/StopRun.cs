using System.Globalization;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>One stop of one container, from its start (or as it runs) to its end.</summary>
/// <param name="since">Engine events and log lines up to this moment belong to an earlier life of the container.</param>
internal sealed class StopRun(StopOptions options, string id, bool start, DateTimeOffset since)
{
    // After `docker stop` has returned, the engine's events and the last log lines are at most this far behind.
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(5);

    // The engine writes its kill event after the signal is out: a quick application has answered by then.
    private static readonly TimeSpan EventLag = TimeSpan.FromMilliseconds(250);

    private readonly Engine engine = options.Engine;

    public async Task<MeasuredStop> MeasureAsync(CancellationToken cancellation)
    {
        await using var events = Follow(["events", "--since", Unix(since), "--filter", $"container={id}", "--format", "{{json .}}"], line => EngineEvent.Parse(line) is { } parsed && parsed.Time > since ? parsed : null);
        if (start && await StartAsync(cancellation) is { } failed)
        {
            return failed;
        }

        await using var logs = Follow(["logs", "--follow", "--timestamps", .. since > DateTimeOffset.UnixEpoch && start ? new[] { "--since", Unix(since) } : [], id], LogLine.Parse);
        var wait = new ReadinessWait(engine, options, id, logs, events);
        var container = await InspectAsync(cancellation);
        if ((options.Readiness ?? (!start ? null : container.Health is null ? Readiness.Settled : Readiness.Healthy)) is { } readiness)
        {
            options.Progress?.Report("waiting until it is ready");
            try
            {
                await wait.UntilAsync(readiness, cancellation);
            }
            catch (StopTimingException early) when (start && early.Fault == StopTimingFault.EndedBeforeStop)
            {
                if (await InspectAsync(cancellation) is not { ExitCode: 126 or 127 } dead)
                {
                    throw;
                }

                return NeverRan(dead, $"its program cannot be run (exit code {dead.ExitCode}): {(logs.Seen is [.., var last] ? last.Text : dead.Error)}");
            }
        }

        container = await InspectAsync(cancellation);
        if (options.DoneLog is not null && container.LogDriver == "none")
        {
            throw new StopTimingException(StopTimingFault.LogsUnreadable, "The done text cannot be looked for: the container has no log (logging driver none).");
        }

        if (!container.Running)
        {
            throw await events.FirstAsync(StopSequence.IsEnd, Behind, cancellation) is { } end
                ? await wait.EarlyEndAsync(end)
                : new StopTimingException(StopTimingFault.EndedBeforeStop, $"The container ended by itself with exit code {container.ExitCode} before it was told to stop.");
        }

        return await StopAsync(container, events, logs, cancellation);
    }

    private async Task<MeasuredStop> StopAsync(ContainerState container, LineStream<EngineEvent> events, LineStream<LogLine> logs, CancellationToken cancellation)
    {
        await using var load = options.Load is { } wanted ? new Load(wanted, ContainerAddress.Resolve(wanted.Address, container), options.Clock) : null;
        await (load?.StartedAsync(options.ReadyTimeout, cancellation) ?? Task.CompletedTask);

        var signalText = options.Signal ?? (container.StopSignal.Length > 0 ? container.StopSignal : "SIGTERM");
        var signal = Signals.Number(signalText) ?? Signals.Terminate;
        var grace = options.Grace ?? (options.Pod is not null ? PodStop.DefaultGrace : TimeSpan.FromSeconds(container.StopTimeout ?? 10));
        var processes = SignalReach.Mark(await ProcessTable.ReadAsync(engine, container, cancellation), signal);
        await using var watch = new ProcessWatch(processes, events, options.Clock);
        var observed = ObservedAsync(events, cancellation);

        options.Progress?.Report($"sending {Signals.Name(signal)}");
        var asked = options.Clock.GetUtcNow();
        PreStopOutcome? preStop = null;
        if (options.Pod is { } pod)
        {
            preStop = await StopSequence.PodStopAsync(engine, id, pod, signalText, grace, events, options.Clock, cancellation);
        }
        else if (options.Signal is not null && Signals.Number(container.StopSignal.Length > 0 ? container.StopSignal : "SIGTERM") != signal)
        {
            await StopSequence.SignalThenKillAsync(engine, id, signalText, grace, events, cancellation);
        }
        else
        {
            await StopSequence.EngineStopAsync(engine, id, grace, cancellation);
        }

        var death = await EndAsync(container, events, cancellation);
        var after = container.AutoRemove ? container : await InspectAsync(cancellation);
        await Task.WhenAny(logs.Ended, Task.Delay(Behind, options.Clock, cancellation));

        var kills = events.Seen.Where(happened => happened.Action == "kill" && happened.Time <= death.Time).ToList();
        var sent = kills.FirstOrDefault();
        var sentAt = sent?.Time ?? death.Time;
        var sameHost = processes.Any(process => process.HostPid > 0);
        var readable = !logs.Unparsed.Contains("does not support reading", StringComparison.Ordinal);
        var lines = readable ? logs.Seen.Where(line => line.Time >= sentAt - EventLag && !(sameHost && line.Time < asked)).ToList() : null;
        var done = options.DoneLog is { } text ? lines?.FirstOrDefault(line => line.Text.Contains(text, StringComparison.Ordinal)) : null;
        var gone = await watch.GoneAsync();
        var evidence = new StopEvidence
        {
            Signal = signal,
            Grace = grace,
            Duration = death.Time - sentAt,
            ExitCode = death.ExitCode ?? after.ExitCode,
            Killed = kills.Exists(kill => kill.Signal == Signals.Kill) && signal != Signals.Kill,
            OomKilled = after.OomKilled || events.Seen.Any(happened => happened.Action == "oom"),
            Processes = processes,
            FirstCaughtLater = watch.FirstCaughtLater,
            DoneText = options.DoneLog,
            DoneAfter = done is null ? null : done.Time > sentAt ? done.Time - sentAt : TimeSpan.Zero,
            Requests = load is null ? null : await load.TallyAsync(sameHost ? sentAt : await observed),
            LinesAfter = lines?.Count,
        };
        return new MeasuredStop
        {
            Judgement = StopJudge.Judge(evidence),
            StopSignal = Signals.Name(sent?.Signal ?? signal),
            SentAt = sentAt,
            DiedAt = death.Time,
            ExitCode = evidence.ExitCode,
            Killed = evidence.Killed,
            OomKilled = evidence.OomKilled,
            Grace = grace,
            Pid1 = evidence.First,
            Processes = [.. processes.Where(process => !process.Zombie)],
            ZombiesBefore = processes.Count(process => process.Zombie),
            Requests = evidence.Requests,
            LogAfterSignal = lines,
            PreStop = preStop,
            Timeline = Timeline.Of(evidence, kills, death, lines ?? [], preStop, gone, sentAt),
        };
    }

    private async Task<EngineEvent> EndAsync(ContainerState container, LineStream<EngineEvent> events, CancellationToken cancellation)
    {
        var died = await events.FirstAsync(happened => happened.Action == "die", Behind, cancellation);
        var answer = await engine.RunAsync(["container", "inspect", id], cancellation: cancellation);
        if (!answer.Succeeded && !container.AutoRemove)
        {
            throw Engine.FaultOf(answer.Error) == StopTimingFault.EngineLost
                ? engine.Failure(["container", "inspect"], answer)
                : new StopTimingException(StopTimingFault.ContainerRemoved, "The container was removed by somebody else while its stop was being measured.");
        }

        return died ?? throw (events.Ended.IsCompleted
            ? new StopTimingException(StopTimingFault.EngineLost, $"The engine stopped sending events while the stop was being measured: {events.Unparsed}")
            : new StopTimingException(StopTimingFault.NeverEnded, "The engine reported the stop as done, but no end of the container."));
    }

    // The engine refuses to start a program that is not there or not executable; anything else it refuses is not the application's fault.
    private async Task<MeasuredStop?> StartAsync(CancellationToken cancellation)
    {
        string[] arguments = ["start", id];
        var answer = await engine.RunAsync(arguments, cancellation: cancellation);
        if (answer.Succeeded)
        {
            return null;
        }

        var failure = engine.Failure(arguments, answer);
        return failure.Fault == StopTimingFault.EngineRefused && await InspectAsync(cancellation) is { ExitCode: 126 or 127 } dead
            ? NeverRan(dead, Engine.LastLine(answer.Error))
            : throw failure;
    }

    private MeasuredStop NeverRan(ContainerState dead, string why) => new()
    {
        Judgement = new(Verdict.FailsToStart, $"The container does not start: {why}"),
        StopSignal = "none",
        SentAt = dead.StartedAt,
        DiedAt = dead.StartedAt,
        ExitCode = dead.ExitCode,
        Grace = options.Grace ?? TimeSpan.FromSeconds(dead.StopTimeout ?? 10),
    };

    private async Task<DateTimeOffset> ObservedAsync(LineStream<EngineEvent> events, CancellationToken cancellation)
    {
        await events.FirstAsync(happened => happened.Action == "kill", Timeout.InfiniteTimeSpan, cancellation);
        return options.Clock.GetUtcNow();
    }

    private LineStream<T> Follow<T>(IReadOnlyList<string> arguments, Func<string, T?> parse)
        where T : class => new(engine.Start(arguments), parse, options.Clock);

    private async Task<ContainerState> InspectAsync(CancellationToken cancellation) =>
        ContainerState.Parse(await engine.CallAsync(["container", "inspect", id], cancellation: cancellation))!;

    private static string Unix(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{time.ToUnixTimeSeconds()}.{time.Ticks % TimeSpan.TicksPerSecond * 100:000000000}");
}
