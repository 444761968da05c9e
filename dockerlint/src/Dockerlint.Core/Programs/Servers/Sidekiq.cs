using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs.Servers;

internal static class Sidekiq
{
    /// <summary>Seconds (github.com/sidekiq/sidekiq/wiki/Signals); jobs that run longer go back into the queue.</summary>
    private const double Default = 25;

    public static readonly KnownProgram Program = new("sidekiq sidekiqswarm", "github.com/sidekiq/sidekiq/wiki/Signals")
    {
        // The others raise Ruby's SignalException.
        On = new SignalEffects
        {
            Term = SignalEffect.Drains, Int = SignalEffect.Drains, Quit = SignalEffect.Quits, Hup = SignalEffect.Quits, Usr1 = SignalEffect.Quits,
        },
        Drain = Drain,
    };

    /// <summary><c>-t</c>, <c>--timeout</c>, or <c>:timeout:</c> of config/sidekiq.yml (<c>-C</c> names another file).</summary>
    private static Amount Drain(ProgramCall call)
    {
        foreach (var option in (string[])["-t", "--timeout"])
        {
            if (call.Argv.Seconds(option, "sidekiq " + option) is { } written)
            {
                return written;
            }
        }

        var path = (call.Argv.Option("-C") ?? call.Argv.Option("--config"))?.Text ?? "config/sidekiq.yml";
        if (call.Settings.Find(path) is { } file && (Setting.Find(file, ":timeout", ':') ?? Setting.Find(file, "timeout", ':')) is { } set)
        {
            return new Amount(Durations.Number(set.Value), "sidekiq.yml timeout", set.Location, IsDefault: false);
        }

        return new Amount(Default, "sidekiq default timeout", null, IsDefault: true);
    }
}
