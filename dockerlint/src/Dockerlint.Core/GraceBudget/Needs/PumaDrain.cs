using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget.Needs;

/// <summary><c>force_shutdown_after</c> of config/puma.rb (puma's DSL); without it puma waits for its requests without a limit.</summary>
internal static class PumaDrain
{
    private const string Setting = "force_shutdown_after";

    public static Amount Of(Container container)
    {
        if (container.Files.FindInWorkDir("config/puma.rb") is { } file)
        {
            int start = 0;
            while (start < file.Content.Length)
            {
                int end = file.Content.IndexOf('\n', start);
                end = end < 0 ? file.Content.Length : end;
                string line = file.Content.Substring(start, end - start).Trim();
                if (line.StartsWith(Setting, StringComparison.Ordinal))
                {
                    bool isNumber = double.TryParse(line.Substring(Setting.Length).Trim(' ', '(', ')'), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds);
                    return new Amount(isNumber ? seconds : null, "puma " + Setting, file.Locate(TextSpan.FromBounds(start, end)), IsDefault: false);
                }

                start = end + 1;
            }
        }

        return new Amount(null, "puma waits for its open requests without a limit", null, IsDefault: true);
    }
}
