using System.Globalization;
using Dockerlint.Stops;
using Dockerlint.Text;
using ShutdownToolkit.DotNetFacts;

namespace Dockerlint.CSharp;

/// <summary>An appsettings.json.</summary>
internal static class SettingsFile
{
    /// <summary>Null: not set, or a text that the host silently ignores.</summary>
    public static Amount? ShutdownTimeout(SourceText settings) =>
        new JsonSettings(settings.Content)[ShutdownDefaults.TimeoutKey] is var (text, span)
        && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds)
            ? new Amount(seconds, ShutdownDefaults.TimeoutKey, settings.At(new TextSpan(span.Start, span.Length)), IsDefault: false)
            : null;
}
