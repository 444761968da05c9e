using System.Collections.Frozen;
using System.Globalization;

namespace ShutdownToolkit.StopTiming.Processes;

/// <summary>Linux signals (x86-64 and ARM numbering, signal(7)), by number and by every spelling that engines accept.</summary>
public static class Signals
{
    public const int Hangup = 1, Interrupt = 2, Quit = 3, Kill = 9, Terminate = 15;

    // glibc keeps 32 and 33 for itself: SIGRTMIN is 34 for programs and for engines.
    private const int RealTimeFirst = 34, RealTimeLast = 64;

    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD",
        "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    private static readonly FrozenDictionary<string, int> Numbers =
        Enumerable.Range(1, Names.Length - 1).ToFrozenDictionary(number => Names[number], number => number, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name with its SIG, such as SIGTERM or SIGRTMIN+3; the number as text when it has none.</summary>
    public static string Name(int number) =>
        number > 0 && number < Names.Length ? "SIG" + Names[number]
        : number is >= RealTimeFirst and <= RealTimeLast ? number == RealTimeFirst ? "SIGRTMIN" : $"SIGRTMIN+{number - RealTimeFirst}"
        : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of <c>SIGTERM</c>, <c>term</c>, <c>15</c> or <c>SIGRTMIN+3</c>; null when it is none of them.</summary>
    public static int? Number(string text)
    {
        var name = text.Trim().Trim('"', '\'');
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number is > 0 and <= RealTimeLast ? number : null;
        }

        name = name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? name[3..] : name;
        if (Numbers.TryGetValue(name, out var known))
        {
            return known;
        }

        return name.Equals("POLL", StringComparison.OrdinalIgnoreCase) ? Numbers["IO"]
            : RealTime(name, "RTMIN", '+', RealTimeFirst, 1) ?? RealTime(name, "RTMAX", '-', RealTimeLast, -1);
    }

    private static int? RealTime(string name, string start, char sign, int from, int direction)
    {
        if (!name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = name[start.Length..];
        return rest.Length == 0 ? from
            : rest[0] == sign && int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset <= RealTimeLast - RealTimeFirst
                ? from + (direction * offset)
                : null;
    }
}
