using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs.Servers;

internal static class Cloudflared
{
    public static readonly KnownProgram Program = new("cloudflared", "cmd/cloudflared/tunnel/signal.go; connection/quic_connection.go, Serve")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains, Quit = SignalEffect.Quits },
        Drain = Drain,
        WeightOf = static argv => argv.HasWord("tunnel") || argv.HasWord("proxy-dns") || argv.HasWord("access") ? null : CommandWeight.Step,
        Images = [OfficialImage.Of("cloudflare/cloudflared", "cloudflared", "version") with { Entrypoint = ["cloudflared", "--no-autoupdate"] }],
    };

    /// <summary>The whole of <c>--grace-period</c>, in flight or not: a ticker waits for it.</summary>
    private static Amount Drain(ProgramCall call) => call.Argv.Option("--grace-period") is { } option
        ? new Amount(option.Text is { } text ? Durations.Compose(text, out _) : null, "cloudflared --grace-period", option.Location, IsDefault: false)
        : new Amount(30, "cloudflared default grace-period", null, IsDefault: true);
}
