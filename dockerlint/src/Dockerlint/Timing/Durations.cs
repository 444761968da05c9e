using System.Globalization;

namespace Dockerlint.Cli.Timing;

/// <summary><c>10s</c>, <c>500ms</c>, <c>1m30s</c>, or a bare number of seconds as <c>docker stop --time</c> takes it.</summary>
internal static class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly (string Name, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>Null: no duration, or one beyond a day.</summary>
    public static TimeSpan? Parse(string text)
    {
        double? seconds = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double plain) ? plain : Sum(text);
        return seconds is { } known && known <= Longest.TotalSeconds ? TimeSpan.FromSeconds(known) : null;
    }

    private static double? Sum(string text)
    {
        double sum = 0;
        int start = 0;
        while (start < text.Length)
        {
            int end = start;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            {
                end++;
            }

            var unit = Array.Find(Units, candidate => text.AsSpan(end).StartsWith(candidate.Name, StringComparison.Ordinal));
            if (unit.Name is null || !double.TryParse(text.AsSpan(start, end - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                return null;
            }

            sum += number * unit.Seconds;
            start = end + unit.Name.Length;
        }

        return text.Length > 0 ? sum : null;
    }
}
