using System.Globalization;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs.Servers;

internal static class Puma
{
    private const string Setting = "force_shutdown_after";

    public static readonly KnownProgram Program = new("puma", "github.com/puma/puma/blob/master/docs/signals.md")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
        Drain = Drain,
    };

    /// <summary><c>force_shutdown_after</c> of config/puma.rb (puma's DSL); without it puma waits for its requests without a limit.</summary>
    private static Amount Drain(ProgramCall call)
    {
        if (call.Settings.Find("config/puma.rb") is { } file)
        {
            var start = 0;
            while (start < file.Content.Length)
            {
                var end = file.Content.IndexOf('\n', start);
                end = end < 0 ? file.Content.Length : end;
                var line = file.Content.Substring(start, end - start).Trim();
                if (line.StartsWith(Setting, StringComparison.Ordinal))
                {
                    var isNumber = double.TryParse(
                        line.Substring(Setting.Length).Trim(' ', '(', ')'), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds);
                    return new Amount(isNumber ? seconds : null, "puma " + Setting, file.Locate(TextSpan.FromBounds(start, end)), IsDefault: false);
                }

                start = end + 1;
            }
        }

        return new Amount(null, "puma waits for its open requests without a limit", null, IsDefault: true);
    }
}
