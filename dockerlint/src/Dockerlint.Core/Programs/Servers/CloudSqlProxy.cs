using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs.Servers;

/// <summary>Cloud SQL's and AlloyDB's proxies: given a time they wait after SIGTERM for their connections, without one they end at once.</summary>
internal static class CloudSqlProxy
{
    private static readonly string[] _times = ["--max-sigterm-delay", "-term_timeout", "--term_timeout"];

    private static readonly SignalEffects _effects = new() { Term = SignalEffect.Quits, Int = SignalEffect.Quits };

    public static readonly KnownProgram Program = new(
        "cloud-sql-proxy cloud_sql_proxy alloydb-auth-proxy",
        "github.com/GoogleCloudPlatform/cloud-sql-proxy, cmd/root.go: max-sigterm-delay; its first version: term_timeout")
    {
        On = _effects,
        // Without the time the pod says it: STOP4006.
        OnCall = static call => _effects with { Term = Time(call) is null ? SignalEffect.Unknown : SignalEffect.Drains },
        Drain = Time,
        Images = [OfficialImage.Of("gcr.io/cloud-sql-connectors/cloud-sql-proxy", "/cloud-sql-proxy")],
    };

    private static Amount? Time(ProgramCall call)
    {
        foreach (var option in _times)
        {
            if (call.Argv.Option(option) is { } time)
            {
                return new Amount(time.Text is { } text ? Durations.Compose(text, out _) : null, option, time.Location, IsDefault: false);
            }
        }

        return null;
    }
}
