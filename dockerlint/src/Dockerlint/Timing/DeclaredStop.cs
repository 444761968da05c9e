using System.Globalization;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Stops;
using Dockerlint.Text;
using ShutdownToolkit.StopTiming;

namespace Dockerlint.Cli.Timing;

/// <summary>What the files say of one container's stop, played in a measurement.</summary>
internal sealed class DeclaredStop(Stop stop)
{
    public Stop Stop => stop;

    /// <summary>The container that a name means; without one there must be a single service or pod container, or else a single image.</summary>
    public static DeclaredStop Find(IReadOnlyList<Stop> stops, string? name)
    {
        var named = stops.Where(static stop => NameOf(stop) is not null).ToList();
        var candidates = name is not null ? named.FindAll(stop => NameOf(stop) == name) : named.Count > 0 ? named : [.. stops];
        return candidates.Count == 1 ? new DeclaredStop(candidates[0]) : throw new UsageException(Ambiguous(name, candidates.Count, named));
    }

    /// <summary>The signal path's verdict, and what the budget makes of it.</summary>
    public Prediction Prediction
    {
        get
        {
            var (route, budget) = (stop.Route, stop.Budget);
            return route.Verdict == Verdict.FailsToStart ? new Prediction(route.Verdict, route.Reason)
                : budget.Grace.Seconds == 0 ? new Prediction(Verdict.KilledAfterGrace, $"a grace of 0 s ({budget.Grace.Source}) is SIGKILL at once")
                : route.OrElse is { } orElse ? new Prediction(orElse, route.Reason) { AtWorst = route.Verdict }
                : route.Verdict != Verdict.Graceful ? new Prediction(route.Verdict, route.Reason)
                : budget is { Slack: < 0, Left: { } left, Need: { Seconds: { } need, Source: var source } }
                    ? AtWorst(Verdict.KilledAfterGrace, $"it may take {Seconds(need)} ({source}) and has {Seconds(left)}")
                : budget is { IsSpent: true, LeftAtMost: { } rest }
                    ? AtWorst(Verdict.KilledAfterGrace, $"preStop takes the whole grace, which leaves it {Seconds(rest)}")
                : !route.HasInit && ProcessBeside.Find(route) is { IsEvident: true } beside
                    ? AtWorst(Verdict.CutShort, $"{beside.Process.Program} beside it is not told ({beside.Location.Path}:{beside.Location.Line})")
                : new Prediction(route.Verdict, route.Reason);
        }
    }

    private static string Seconds(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + " s";

    private Prediction AtWorst(Verdict worst, string because) =>
        new(stop.Route.Verdict, $"{stop.Route.Reason}; {because}") { AtWorst = worst };

    /// <summary>The options with what the files add; what was asked for on the command line stays.</summary>
    public StopOptions Apply(StopOptions options)
    {
        var (entrypoint, command) = Override();
        return options with
        {
            Grace = options.Grace ?? Grace(),
            Signal = options.Signal ?? (stop.Container.StopSignal.IsExplicit ? stop.Container.StopSignal.Name : null),
            Init = options.Init ?? (stop.Container.Init is null ? null : true),
            Pod = stop.Container.PodContainer is { } pod ? new PodStop(PreStop(pod)) : null,
            RunArguments = entrypoint is null ? options.RunArguments : ["--entrypoint", entrypoint, .. options.RunArguments],
            Command = command,
        };
    }

    private static string? NameOf(Stop stop) => stop.Container.Service?.Name.Value ?? stop.Container.PodContainer?.Name?.Value;

    private static string Ambiguous(string? name, int count, List<Stop> named)
    {
        var names = string.Join(", ", named.Select(NameOf).Distinct(StringComparer.Ordinal));
        return (name, count) switch
        {
            (not null, 0) => $"--from has no service or container {name}; it has {(names.Length > 0 ? names : "none")}",
            (not null, _) => $"--from has {count} containers named {name}; name the one file that is meant",
            (null, 0) => "--from names nothing that runs: a Dockerfile, a Compose file or a manifest is needed",
            _ => $"--from has {count} containers; choose with --service: {names}",
        };
    }

    private TimeSpan? Grace() => stop.Container.Grace.Seconds switch
    {
        null => null,
        double.PositiveInfinity => TimeSpan.FromSeconds(-1),
        { } seconds => TimeSpan.FromSeconds(seconds),
    };

    private static string[] PreStop(PodContainer pod) => pod.PreStop switch
    {
        null or { Kind: HandlerKind.None } => [],
        { Kind: HandlerKind.Exec } hook => [.. hook.Command.Select(static word => word.Value)],
        // The kubelet waits itself; a sleep in the container takes the same time.
        { Kind: HandlerKind.Sleep, SleepSeconds.Value: { } seconds } => ["sleep", seconds.ToString(CultureInfo.InvariantCulture)],
        { } hook => throw new UsageException($"a preStop hook of kind {hook.Kind} cannot be played"),
    };

    private (string? Entrypoint, IReadOnlyList<string> Command) Override()
    {
        var replacesEntrypoint = stop.Container.Service?.Entrypoint is not null || stop.Container.PodContainer is { Command.Count: > 0 };
        var replacesCommand = stop.Container.Service?.Command is not null || stop.Container.PodContainer?.Args is not null;
        if (!replacesEntrypoint)
        {
            return (null, replacesCommand ? Known(stop.Container.Command) : []);
        }

        var entrypoint = Known(stop.Container.Entrypoint);
        return (entrypoint.FirstOrDefault() ?? "", [.. entrypoint.Skip(1), .. Known(stop.Container.Command)]);
    }

    private static List<string> Known(IReadOnlyList<Argument>? words) =>
        [.. (words ?? []).Select(
            static word => word.Value ?? throw new UsageException($"--from leaves open what {word.Text} is, so its command cannot be run"))];
}
