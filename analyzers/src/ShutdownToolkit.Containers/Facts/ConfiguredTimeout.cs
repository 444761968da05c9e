using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Stops;
using Dockerlint.Text;
using ShutdownToolkit.Containers.Inputs;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Containers.Facts;

/// <summary>The host's timeout in appsettings.json.</summary>
internal static class ConfiguredTimeout
{
    /// <summary>Null: not set, or a text that the host silently ignores.</summary>
    public static Amount? In(VirtualFolder files, string projectFolder) =>
        files.TryRead(ContextPath.Join(projectFolder, "appsettings.json")) is { } settings
        && new JsonSettings(settings.Content)[ShutdownDefaults.TimeoutKey] is var (text, span)
        && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds)
            ? new Amount(seconds, ShutdownDefaults.TimeoutKey, settings.At(new TextSpan(span.Start, span.Length)), IsDefault: false)
            : null;
}
