using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs.Servers;

internal static class Puma
{
    private const string Option = "force_shutdown_after";

    public static readonly KnownProgram Program = new("puma rails", "github.com/puma/puma/blob/master/docs/signals.md; rails server")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Drains, Int = SignalEffect.Drains, Quit = SignalEffect.Quits, Hup = SignalEffect.Drains, Usr1 = SignalEffect.Reloads,
        },
        // rails server runs the application's own server, which is puma since Rails 5.
        WeightOf = static argv => !argv[0].Text.EndsWith("rails", StringComparison.Ordinal) || argv.HasWord("server") || argv.HasWord("s")
            ? null
            : CommandWeight.Step,
        Drain = Drain,
    };

    /// <summary><c>force_shutdown_after</c> of config/puma.rb (puma's DSL); without it puma waits for its requests without a limit.</summary>
    private static Amount Drain(ProgramCall call)
    {
        var path = (call.Argv.Option("-C") ?? call.Argv.Option("--config"))?.Text ?? "config/puma.rb";
        if (call.Settings.Find(path) is { } file && Setting.Find(file, Option, ' ') is { } written)
        {
            return new Amount(Durations.Number(written.Value.Trim('(', ')', ' ')), "puma " + Option, written.Location, IsDefault: false);
        }

        return new Amount(null, "puma waits for its open requests without a limit", null, IsDefault: true);
    }
}
