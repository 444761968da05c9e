namespace Dockerlint.Compose;

/// <summary>Compose's durations (go-str2duration): signed numbers with units, <c>1m30s</c>, <c>1.5h</c>, <c>2d</c>, and a bare <c>0</c>.</summary>
internal static class ComposeDuration
{
    private const double MaximumSeconds = long.MaxValue / 1e9;

    /// <returns>Null when invalid, with the reason.</returns>
    public static double? Parse(string text, out string? reason)
    {
        reason = null;
        int i = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        bool negative = i == 1 && text[0] == '-';
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
            int digits = i;
            if (!TryReadNumber(text, ref i, out decimal number))
            {
                reason = digits == i ? "no number where one is needed" : "a number out of range";
                return null;
            }

            int unitStart = i;
            while (i < text.Length && text[i] is not ('.' or (>= '0' and <= '9')))
            {
                i++;
            }

            string unit = text.Substring(unitStart, i - unitStart);
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

        double seconds = Math.Min((double)(decimal.Truncate(nanoseconds) / 1_000_000_000m), MaximumSeconds);
        return negative ? -seconds : seconds;
    }

    /// <summary>Digits with an optional fraction, at most what a Go int64 holds before the point.</summary>
    private static bool TryReadNumber(string text, ref int i, out decimal number)
    {
        number = 0;
        int start = i;
        while (i < text.Length && text[i] is >= '0' and <= '9')
        {
            number = (number * 10) + (text[i] - '0');
            i++;
            if (number > long.MaxValue)
            {
                return false;
            }
        }

        int seen = i - start;
        if (i < text.Length && text[i] == '.')
        {
            decimal scale = 1;
            int point = i++;
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
