using Dockerlint.SignalPath;

namespace Dockerlint.Cli.Tracing;

/// <summary>Services of which the same is to be said: one image as it is, as a Compose service, in a pod with the same grace.</summary>
internal sealed record TracedGroup(IReadOnlyList<TracedService> Services)
{
    /// <summary>The one that speaks for all.</summary>
    public TracedService First => Services[0];

    public string Names => string.Join(", ", Services.Select(static service => service.Name).Distinct());

    /// <summary>Where the others are written.</summary>
    public IEnumerable<string> OtherPlaces =>
        Services.Skip(1).Select(static service => service.Stop.Container.Anchor.ToString()).Where(place => place != Place).Distinct();

    public string Place => First.Stop.Container.Anchor.ToString();

    /// <summary>What comes of one stage stands together, in the order of the first.</summary>
    public static List<TracedGroup> Of(IReadOnlyList<TracedService> services) =>
        [.. services.GroupBy(static service => StageOf(service) ?? (object)service)
            .SelectMany(static stage => stage.GroupBy(static service => Said(service)))
            .Select(static same => new TracedGroup([.. same]))];

    private static string? StageOf(TracedService service) =>
        service.Stop.Container is { Dockerfile: { } dockerfile, Stage: { } stage } ? $"{dockerfile.Path}\n{stage.Index}" : null;

    private static string Said(TracedService service)
    {
        var stop = service.Stop;
        string?[] said =
        [
            stop.Container.Platform.Stop, stop.Container.StopSignal.Name, stop.Container.StopSignal.Origin, service.VerdictShown,
            stop.Route.Reason, stop.Route.Assumption, stop.Container.IsPid1 ? "" : "main", Timeline.Of(stop).Sum,
            .. stop.Route.Hops.Select(Hop),
        ];
        return string.Join('\n', said);
    }

    private static string Hop(Hop hop) => $"{hop.CommandLine} {hop.Source} {hop.Starts} {hop.Handles} {hop.Reason}";
}
