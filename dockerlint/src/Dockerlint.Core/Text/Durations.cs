using System.Globalization;

namespace Dockerlint.Text;

/// <summary>Written durations in seconds: one entry a dialect. Null: none of that dialect.</summary>
public static class Durations
{
    private const double MaximumSeconds = long.MaxValue / 1e9;

    private static readonly (string Name, double Seconds)[] _commandLineUnits = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>A plain number of seconds, as most servers' options take it.</summary>
    public static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    /// <summary>The argument of <c>sleep</c> (coreutils): <c>10</c>, <c>1.5m</c>, <c>infinity</c>.</summary>
    public static double? Sleep(string text) => text is "infinity" or "inf" ? double.PositiveInfinity
        : text.Length > 0 && Number(text.TrimEnd('s', 'm', 'h', 'd')) is >= 0 and var number
            ? number * text[text.Length - 1] switch { 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 1 }
            : null;

    /// <summary>nginx.conf (nginx.org/en/docs/syntax.html): <c>10s</c>, <c>500ms</c>, <c>2m</c>; a bare number is seconds.</summary>
    public static double? Nginx(string text) => text.EndsWith("ms", StringComparison.Ordinal) ? Number(text.Substring(0, text.Length - 2)) * 0.001
        : text.Length > 0 ? Number(text.TrimEnd('s', 'm', 'h')) * text[text.Length - 1] switch { 'm' => 60, 'h' => 3600, _ => 1 }
        : null;

    /// <summary>Spring Boot's <c>Duration</c>: <c>20s</c>, <c>1m</c>, <c>1500ms</c>, <c>PT20S</c>; a bare number is milliseconds.</summary>
    public static double? Spring(string? text)
    {
        var value = (text ?? "").Trim().ToLowerInvariant();
        if (value.StartsWith("pt", StringComparison.Ordinal))
        {
            value = value.Substring(2);
        }

        foreach (var (name, seconds) in _commandLineUnits)
        {
            if (value.EndsWith(name, StringComparison.Ordinal))
            {
                return Number(value.Substring(0, value.Length - name.Length)) * seconds;
            }
        }

        return Number(value) * 0.001;
    }

    /// <summary>An option of ours: <c>10s</c>, <c>500ms</c>, <c>1m30s</c>, or a bare number of seconds as
    /// <c>docker stop --time</c> takes it.</summary>
    public static double? CommandLine(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var plain))
        {
            return plain;
        }

        double sum = 0;
        var start = 0;
        while (start < text.Length)
        {
            var end = start;
            while (end < text.Length && text[end] is '.' or (>= '0' and <= '9'))
            {
                end++;
            }

            var unit = Array.Find(_commandLineUnits, candidate => string.CompareOrdinal(text, end, candidate.Name, 0, candidate.Name.Length) == 0);
            if (unit.Name is null
                || !double.TryParse(text.Substring(start, end - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            sum += number * unit.Seconds;
            start = end + unit.Name.Length;
        }

        return text.Length > 0 ? sum : null;
    }

    /// <summary>
    /// Compose's durations (go-str2duration): signed numbers with units, <c>1m30s</c>, <c>1.5h</c>, <c>2d</c>, and a bare <c>0</c>.
    /// </summary>
    /// <returns>Null when invalid, with the reason.</returns>
    public static double? Compose(string text, out string? reason)
    {
        reason = null;
        var i = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        var negative = i == 1 && text[0] == '-';
        if (text.Length - i == 1 && text[i] == '0')
        {
            return 0;
        }

        if (i == text.Length)
        {
            reason = "empty";
            return null;
        }

        decimal nanoseconds = 0;
        while (i < text.Length)
        {
            var digits = i;
            if (!TryReadNumber(text, ref i, out var number))
            {
                reason = digits == i ? "no number where one is needed" : "a number out of range";
                return null;
            }

            var unitStart = i;
            while (i < text.Length && text[i] is not ('.' or (>= '0' and <= '9')))
            {
                i++;
            }

            var unit = text.Substring(unitStart, i - unitStart);
            if (Nanoseconds(unit) is not { } factor)
            {
                reason = unit.Length == 0 ? "no unit" : $"unknown unit '{unit}'";
                return null;
            }

            nanoseconds += number > long.MaxValue / factor ? long.MaxValue : number * factor;
            if (nanoseconds >= long.MaxValue)
            {
                reason = "a number out of range";
                return null;
            }
        }

        var seconds = Math.Min((double)(decimal.Truncate(nanoseconds) / 1_000_000_000m), MaximumSeconds);
        return negative ? -seconds : seconds;
    }

    /// <summary>Digits with an optional fraction, at most what a Go int64 holds before the point.</summary>
    private static bool TryReadNumber(string text, ref int i, out decimal number)
    {
        number = 0;
        var start = i;
        while (i < text.Length && text[i] is >= '0' and <= '9')
        {
            number = (number * 10) + (text[i] - '0');
            i++;
            if (number > long.MaxValue)
            {
                return false;
            }
        }

        var seen = i - start;
        if (i < text.Length && text[i] == '.')
        {
            decimal scale = 1;
            var point = i++;
            while (i < text.Length && text[i] is >= '0' and <= '9')
            {
                if (scale < 1_000_000_000_000m)
                {
                    scale *= 10;
                    number += (text[i] - '0') / scale;
                }

                i++;
            }

            seen += i - point - 1;
        }

        i = seen == 0 ? start : i;
        return seen > 0;
    }

    private static long? Nanoseconds(string unit) => unit switch
    {
        "ns" => 1,
        "us" or "\u00B5s" or "\u03BCs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        "d" => 86_400_000_000_000,
        "w" => 604_800_000_000_000,
        _ => null,
    };
}
