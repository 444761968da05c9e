using Dockerlint.Stops;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.CSharp;

/// <summary><c>shutdownTimeoutSeconds</c> at the top of appsettings.json: whole seconds, anything else is silently ignored (measured).</summary>
internal static class SettingsFile
{
    public static Amount? ShutdownTimeout(SourceText settings)
    {
        foreach (var document in YamlParser.Parse(settings))
        {
            foreach (var entry in document.RootMapping?.Entries ?? [])
            {
                if (string.Equals(entry.Key, "shutdownTimeoutSeconds", StringComparison.OrdinalIgnoreCase) && entry.Value is YamlScalar scalar
                    && int.TryParse(scalar.Value, System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out int seconds))
                {
                    return new Amount(seconds, "shutdownTimeoutSeconds", scalar.Location, IsDefault: false);
                }
            }
        }

        return null;
    }
}
