namespace Dockerlint.Programs.Servers;

internal static class Postgres
{
    public static readonly KnownProgram Program = new("postgres", "postgresql.org/docs/current/server-shutdown.html")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Waits, Int = SignalEffect.Drains, Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
        },
        Differences = new Dictionary<string, string>
        {
            ["SIGINT"] = "the fast shutdown ends a running query and rolls it back: nothing committed is lost, and the manual advises it",
        },
        WeightOf = Database.Weight,
        // The last two are made from the first, tag by tag, and leave ENTRYPOINT, CMD and STOPSIGNAL as they are (their Dockerfiles).
        Images = [.. new[] { "postgres", "postgis/postgis", "pgvector/pgvector" }.Select(static repository =>
            OfficialImage.WithScript(repository, "postgres") with
            {
                StopSignal = "SIGINT", OfTag = OfTag, TagDecidesSignalOnly = true,
            })],
    };

    /// <summary>
    /// STOPSIGNAL SIGINT came on 2020-09-18 (docker-library/postgres bfc5d81c8f), when 12.4, 11.9, 10.14, 9.6.19 and 9.5.23 were the newest: those
    /// were built before and after it.
    /// </summary>
    private static OfficialImage OfTag(OfficialImage image, string tag)
    {
        if (TagVersion.Of(tag) is not { Major: <= 12 } version)
        {
            return image;
        }

        var last = version switch
        {
            { Major: 12 } => 4,
            { Major: 11 } => 9,
            { Major: 10 } => 14,
            { Major: 9, Minor: 6 or int.MaxValue } => 19,
            { Major: 9, Minor: 5 } => 23,
            _ => int.MaxValue,
        };
        var minor = version.Major >= 10 ? version.Minor : version.Patch;
        return minor > last ? image : minor < last || last == int.MaxValue ? image with { StopSignal = null } : image.WithUnknownSignal();
    }
}
