using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.DotNetFacts;

/// <summary>The host's timeout in settings files.</summary>
internal static class TimeoutSetting
{
    private const string Name = "appsettings";

    private const string Extension = ".json";

    /// <summary><c>Staging</c> of <c>appsettings.Staging.json</c>, empty of <c>appsettings.json</c>; null: no settings file.</summary>
    public static string? EnvironmentOf(string file)
    {
        var name = file.Substring(file.LastIndexOfAny(['/', '\\']) + 1);
        return !name.StartsWith(Name, StringComparison.OrdinalIgnoreCase) || !name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            || name.Length < Name.Length + Extension.Length ? null
            : name.Substring(Name.Length, name.Length - Name.Length - Extension.Length) switch
            {
                "" => "",
                ['.', .. { Length: > 0 } environment] => environment,
                _ => null,
            };
    }

    /// <summary>Null: not set, or a text that the host silently ignores.</summary>
    public static (int Seconds, TextSpan Span)? In(string settings) =>
        new JsonSettings(settings)[ShutdownDefaults.TimeoutKey] is var (text, span)
        && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds)
            ? (seconds, span)
            : null;
}
