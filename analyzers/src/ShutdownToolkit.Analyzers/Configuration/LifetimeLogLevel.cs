using Microsoft.CodeAnalysis.Text;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Configuration;

/// <summary>What a settings file says about the category Microsoft.Hosting.Lifetime, which logs that the host stops.</summary>
internal static class LifetimeLogLevel
{
    public const string Category = "Microsoft.Hosting.Lifetime";

    private static readonly string[] _prefixes = [Category, "Microsoft.Hosting", "Microsoft"];

    /// <summary>
    /// The entry that decides (the longest prefix wins), if it hides information; null where the lines are shown or nothing is said.
    /// </summary>
    public static (string Key, string Level, TextSpan Span)? Hidden(JsonSettings settings, bool usesSerilog)
    {
        var decides = usesSerilog ? Serilog(settings) : Logging(settings);
        return decides is { } entry && Hides(entry.Level) && !(usesSerilog is false && SomeProviderShows(settings)) ? decides : null;
    }

    public static bool Shows(JsonSettings settings, bool usesSerilog) =>
        (usesSerilog ? Serilog(settings) : Logging(settings)) is { } entry && !Hides(entry.Level);

    /// <summary>Of the prefixes of the category, and of nothing else.</summary>
    public static bool IsAbout(string? category) => category is not null && Array.IndexOf(_prefixes, category) >= 0;

    public static bool Hides(string level) => level.ToUpperInvariant() is "WARNING" or "ERROR" or "CRITICAL" or "FATAL" or "NONE";

    private static (string Key, string Level, TextSpan Span)? Logging(JsonSettings settings) =>
        First(settings, "Logging:LogLevel:", "Logging:LogLevel:Default");

    private static (string Key, string Level, TextSpan Span)? Serilog(JsonSettings settings) =>
        First(settings, "Serilog:MinimumLevel:Override:", "Serilog:MinimumLevel:Default")
            ?? First(settings, "Serilog:MinimumLevel:Override:", "Serilog:MinimumLevel");

    private static (string Key, string Level, TextSpan Span)? First(JsonSettings settings, string section, string otherwise)
    {
        foreach (var prefix in _prefixes)
        {
            if (settings[section + prefix] is { } value)
            {
                return (prefix, value.Text, value.Span);
            }
        }

        return settings[otherwise] is { } all ? ("Default", all.Text, all.Span) : null;
    }

    /// <summary><c>Logging:Console:LogLevel:Microsoft.Hosting.Lifetime</c>: one provider is enough.</summary>
    private static bool SomeProviderShows(JsonSettings settings)
    {
        foreach (var value in settings.Values)
        {
            var parts = value.Key.Split(':');
            if (parts.Length == 4 && parts[0].Equals("Logging", StringComparison.OrdinalIgnoreCase)
                && parts[2].Equals("LogLevel", StringComparison.OrdinalIgnoreCase)
                && (IsAbout(parts[3]) || parts[3].Equals("Default", StringComparison.OrdinalIgnoreCase)) && !Hides(value.Value.Text))
            {
                return true;
            }
        }

        return false;
    }
}
