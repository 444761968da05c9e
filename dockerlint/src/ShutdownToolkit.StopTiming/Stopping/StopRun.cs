using Docker.DotNet;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>One stop of one container, from its start (or as it runs) to its end.</summary>
/// <param name="since">Engine events and log lines up to this moment belong to an earlier life of the container.</param>
internal sealed class StopRun(StopOptions options, string id, bool start, DateTimeOffset since)
{
    // After `docker stop` has returned, the engine's events and the last log lines are at most this far behind.
    private static readonly TimeSpan _behind = TimeSpan.FromSeconds(5);

    // The engine writes its kill event after the signal is out: a quick application has answered by then.
    private static readonly TimeSpan _eventLag = TimeSpan.FromMilliseconds(250);

    private readonly Engine _engine = options.Engine!;

    public async Task<MeasuredStop> MeasureAsync(CancellationToken cancellation)
    {
        await using var events = _engine.Events(id, since, options.Clock);
        if (start && await StartAsync(cancellation) is { } failed)
        {
            return failed;
        }

        await using var logs = _engine.Logs(id, LogsSince, options.Clock);
        var wait = new ReadinessWait(_engine, options, id, logs, events);
        var container = await _engine.InspectAsync(id, cancellation);
        if ((options.Readiness ?? (!start ? null : container.Health is null ? Readiness.Settled : Readiness.Healthy)) is { } readiness)
        {
            options.Progress?.Report("waiting until it is ready");
            try
            {
                await wait.UntilAsync(readiness, cancellation);
            }
            catch (StopTimingException early) when (start && early.Fault == StopTimingFault.EndedBeforeStop)
            {
                if (await _engine.InspectAsync(id, cancellation) is not { ExitCode: 126 or 127 } dead)
                {
                    throw;
                }

                return NeverRan(
                    dead, $"its program cannot be run (exit code {dead.ExitCode}): {(logs.Seen is [.., var last] ? last.Text : dead.Error)}");
            }
        }

        container = await _engine.InspectAsync(id, cancellation);
        if (options.DoneLog is not null && container.LogDriver == "none")
        {
            throw new StopTimingException(
                StopTimingFault.LogsUnreadable, "The done text cannot be looked for: the container has no log (logging driver none).");
        }

        if (!container.Running || container.Restarting)
        {
            throw await events.FirstAsync(StopSequence.IsEnd, _behind, cancellation) is { } end
                ? await wait.EarlyEndAsync(end)
                : new StopTimingException(
                    StopTimingFault.EndedBeforeStop,
                    $"The container ended by itself with exit code {container.ExitCode} before it was told to stop.");
        }

        return await StopAsync(container, events, logs, cancellation);
    }

    private async Task<MeasuredStop> StopAsync(
        ContainerState container, ItemStream<EngineEvent> events, ItemStream<LogLine> logs, CancellationToken cancellation)
    {
        await using var load = options.Load is { } wanted ? new Load(wanted, ContainerAddress.Resolve(wanted.Address, container), options.Clock)
            : null;
        await (load?.StartedAsync(options.ReadyTimeout, cancellation) ?? Task.CompletedTask);

        var signalText = options.Signal ?? (container.StopSignal.Length > 0 ? container.StopSignal : "SIGTERM");
        var signal = Signals.Number(signalText) ?? Signals.Terminate;
        var grace = options.Grace ?? (options.Pod is not null ? PodStop.DefaultGrace : TimeSpan.FromSeconds(container.StopTimeout ?? 10));
        var processes = SignalReach.Mark(await ProcessTable.ReadAsync(_engine, container, cancellation), signal);
        await using var watch = new ProcessWatch(processes, events, options.Clock);
        var observed = ObservedAsync(events, cancellation);

        options.Progress?.Report($"sending {Signals.Name(signal)}");
        var (asked, before) = (options.Clock.GetUtcNow(), logs.Seen.Count);
        PreStopOutcome? preStop = null;
        if (options.Pod is { } pod)
        {
            preStop = await StopSequence.PodStopAsync(_engine, id, pod, signalText, grace, events, options.Clock, cancellation);
        }
        else if (options.Signal is not null && Signals.Number(container.StopSignal.Length > 0 ? container.StopSignal : "SIGTERM") != signal)
        {
            await StopSequence.SignalThenKillAsync(_engine, id, signalText, grace, events, cancellation);
        }
        else
        {
            await StopSequence.EngineStopAsync(_engine, id, signalText, grace, events, options.Clock, cancellation);
        }

        var death = await EndAsync(container, grace, events, cancellation);
        var after = container.AutoRemove ? container : await _engine.InspectAsync(id, cancellation);
        await Task.WhenAny(logs.Ended, Task.Delay(_behind, options.Clock, cancellation));

        var kills = KillsUntil(death, signal, grace, after.OomKilled, events.Seen);
        var sent = kills.FirstOrDefault();
        var sentAt = sent?.Time ?? death.Time;
        var sameHost = processes.Any(process => process.HostPid > 0);
        var lines = logs.IsUnreadable() ? null
            : await _engine.IsPodmanAsync(cancellation) ? await LinesOfPodmanAsync(container, logs, before, sentAt, cancellation)
            : logs.Seen.Where(line => line.Time >= sentAt - _eventLag && !(sameHost && line.Time < asked)).ToList();
        var done = options.DoneLog is { } text ? lines?.FirstOrDefault(line => line.Text.Contains(text, StringComparison.Ordinal)) : null;
        var gone = await watch.GoneAsync();
        var observedAt = sameHost || load is null ? sentAt : await observed;
        // A quick application answers before the engine has written its event.
        var unsent = preStop is null || asked > observedAt - _eventLag ? asked : observedAt - _eventLag;
        var evidence = new StopEvidence
        {
            Signal = signal,
            Grace = grace,
            Duration = death.Time - sentAt,
            ExitCode = death.ExitCode ?? after.ExitCode,
            GoneAfter = gone.ToDictionary(static process => process.Key, process => process.Value - sentAt),
            Killed = kills.Exists(kill => kill.Signal == Signals.Kill) && signal != Signals.Kill && IsOfAKill(death.ExitCode),
            OomKilled = after.OomKilled || events.Seen.Any(happened => happened.Action == "oom"),
            Processes = processes,
            FirstCaughtLater = watch.FirstCaughtLater,
            DoneText = options.DoneLog,
            DoneAfter = done is null ? null : done.Time > sentAt ? done.Time - sentAt : TimeSpan.Zero,
            Requests = load is null ? null : await load.TallyAsync(unsent),
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

    private DateTimeOffset? LogsSince => since > DateTimeOffset.UnixEpoch && start ? since : null;

    /// <summary>
    /// podman follows a log until the container has ended, and may leave out what it wrote last; its times are whole seconds. So the log is read once
    /// more, and what is new in it came after the signal.
    /// </summary>
    private async Task<List<LogLine>> LinesOfPodmanAsync(
        ContainerState container, ItemStream<LogLine> logs, int before, DateTimeOffset sentAt, CancellationToken cancellation)
    {
        var seen = logs.Seen;
        if (!container.AutoRemove)
        {
            await using var whole = _engine.Logs(id, LogsSince, options.Clock, follow: false);
            await Task.WhenAny(whole.Ended, Task.Delay(_behind, options.Clock, cancellation));
            seen = whole.Seen.Count > seen.Count ? whole.Seen : seen;
        }

        return [.. seen.Skip(before).Select(line => line.Time < sentAt ? line with { Time = sentAt } : line)];
    }

    /// <summary>podman's kill events do not name the signal, and the SIGKILL of its stop has none.</summary>
    private static List<EngineEvent> KillsUntil(
        EngineEvent death, int signal, TimeSpan grace, bool outOfMemory, IReadOnlyList<EngineEvent> seen)
    {
        List<EngineEvent> kills = [.. seen.Where(happened => happened.Action == "kill" && happened.Time <= death.Time)
            .Select((kill, index) => kill.Signal is null ? kill with { Signal = index == 0 ? signal : Signals.Kill } : kill)];
        if (kills is [var only] && death.ExitCode == 128 + Signals.Kill && !outOfMemory && grace >= TimeSpan.Zero
            && death.Time - only.Time >= grace - _eventLag)
        {
            kills.Add(EngineEvent.Sent(Signals.Kill, only.Time + grace < death.Time ? only.Time + grace : death.Time));
        }

        return kills;
    }

    /// <summary>
    /// PID 1 that ended by itself keeps its own exit code, though a busy engine, which has not seen the end yet, sends SIGKILL behind it.
    /// </summary>
    private static bool IsOfAKill(int? exitCode) => exitCode is null or 128 + Signals.Kill;

    private async Task<EngineEvent> EndAsync(ContainerState container, TimeSpan grace, ItemStream<EngineEvent> events, CancellationToken cancellation)
    {
        var died = await events.FirstAsync(happened => happened.Action == "die", _behind, cancellation);
        if (died is not null && !container.AutoRemove && IsKilledBySomebodyElse(died, grace, events.Seen))
        {
            // A forced removal is a SIGKILL first; the container is gone a moment after its end.
            await events.FirstAsync(happened => happened.Action == "destroy", _behind, cancellation);
        }

        if (await _engine.FindAsync(id, cancellation) is null && !container.AutoRemove)
        {
            throw new StopTimingException(
                StopTimingFault.ContainerRemoved, "The container was removed by somebody else while its stop was being measured.");
        }

        return died ?? throw (events.IsEnded
            ? new StopTimingException(
                StopTimingFault.EngineLost, "The engine stopped sending events while the stop was being measured.", events.Failure)
            : new StopTimingException(StopTimingFault.NeverEnded, "The engine reported the stop as done, but no end of the container."));
    }

    // Neither the engine nor we send SIGKILL before the grace is over.
    private static bool IsKilledBySomebodyElse(EngineEvent died, TimeSpan grace, IReadOnlyList<EngineEvent> seen) =>
        seen.FirstOrDefault(happened => happened.Action == "kill") is { } first
        && seen.Any(happened => happened.Action == "kill" && happened.Signal == Signals.Kill)
        && (grace < TimeSpan.Zero || died.Time - first.Time < grace - _eventLag);

    // The engine refuses to start a program that is not there or not executable; anything else it refuses is not the application's fault.
    private async Task<MeasuredStop?> StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _engine.StartAsync(id, cancellation);
            return null;
        }
        catch (StopTimingException refused) when (refused.InnerException is DockerApiException)
        {
            // The engine says 404 for a program that is not there, as for a container that is not.
            var words = Engine.Words((DockerApiException)refused.InnerException);
            var dead = await _engine.FindAsync(id, cancellation);
            if (dead is { ExitCode: 126 or 127 })
            {
                return NeverRan(dead, words);
            }

            // podman leaves no exit code of what never ran, and says it in its own words.
            if (dead is not null && (words.Contains("command that was not found", StringComparison.Ordinal) ? 127
                : words.Contains("OCI permission denied", StringComparison.Ordinal) ? 126 : 0) is > 0 and var code)
            {
                return NeverRan(dead with { ExitCode = code }, words);
            }

            throw;
        }
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

    private async Task<DateTimeOffset> ObservedAsync(ItemStream<EngineEvent> events, CancellationToken cancellation)
    {
        await events.FirstAsync(happened => happened.Action == "kill" || StopSequence.IsEnd(happened), Timeout.InfiniteTimeSpan, cancellation);
        return options.Clock.GetUtcNow();
    }
}
