using System.Globalization;

namespace Dockerlint.Stops;

/// <summary>Linux signals (x86-64 and ARM numbering, signal(7)), by number and by every spelling that engines accept.</summary>
public static class Signals
{
    public const int Hangup = 1, Interrupt = 2, Quit = 3, Kill = 9, Terminate = 15;

    // glibc keeps 32 and 33 for itself: SIGRTMIN is 34 for programs and for engines.
    private const int RealTimeFirst = 34, RealTimeLast = 64;

    private static readonly string[] _names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD",
        "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    private static readonly string[] _canonical = [.. _names.Select(static name => "SIG" + name)];

    /// <summary>
    /// The canonical name for any spelling the engine accepts: a name in any case with or without SIG, RTMIN+n, RTMAX-n, or a number
    /// (moby/sys signal.ParseSignal). A number without a name stays one, and 37 is SIGRTMIN+3. Null when the engine refuses it.
    /// </summary>
    public static string? Canonical(string text)
    {
        var value = text.Trim().ToUpperInvariant();
        if (Array.IndexOf(_canonical, value, 1) is > 0 and var known)
        {
            return _canonical[known];
        }

        if (int.TryParse(value, out var number))
        {
            return number == 0 ? null : number is > 0 and <= RealTimeLast ? Name(number) : value;
        }

        value = Bare(value);
        return value switch
        {
            "CLD" => "SIGCHLD",
            "IOT" => "SIGABRT",
            "POLL" => "SIGIO",
            _ when value.Length > 0 && Array.IndexOf(_names, value) > 0 => "SIG" + value,
            _ when RealTime(value) is not null => "SIG" + value,
            _ => null,
        };
    }

    /// <summary>1 to 64 on Linux for <c>SIGTERM</c>, <c>term</c>, <c>15</c> or <c>SIGRTMIN+3</c>; null when it is none of them.</summary>
    public static int? Number(string text)
    {
        var name = text.Trim().Trim('"', '\'');
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number is > 0 and <= RealTimeLast ? number : null;
        }

        return Canonical(name) is not { } canonical ? null
            : Array.IndexOf(_names, Bare(canonical)) is > 0 and var known ? known
            : RealTime(Bare(canonical));
    }

    /// <summary>The name with its SIG, such as SIGTERM or SIGRTMIN+3; as moby/sys names them; the number as text when it has none.</summary>
    public static string Name(int number) => number switch
    {
        > 0 and < 32 => "SIG" + _names[number],
        RealTimeFirst => "SIGRTMIN",
        > RealTimeFirst and <= RealTimeFirst + 15 => $"SIGRTMIN+{number - RealTimeFirst}",
        > RealTimeFirst + 15 and < RealTimeLast => $"SIGRTMAX-{RealTimeLast - number}",
        RealTimeLast => "SIGRTMAX",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string Bare(string name) => name.StartsWith("SIG", StringComparison.Ordinal) ? name.Substring(3) : name;

    /// <summary>moby/sys: RTMIN+1 to RTMIN+15 and RTMAX-14 to RTMAX-1.</summary>
    private static int? RealTime(string name) => name switch
    {
        "RTMIN" => RealTimeFirst,
        "RTMAX" => RealTimeLast,
        _ when name.StartsWith("RTMIN+", StringComparison.Ordinal) => int.TryParse(name.Substring(6), out var plus) && plus is >= 1 and <= 15
            ? RealTimeFirst + plus
            : null,
        _ when name.StartsWith("RTMAX-", StringComparison.Ordinal) => int.TryParse(name.Substring(6), out var minus) && minus is >= 1 and <= 14
            ? RealTimeLast - minus
            : null,
        _ => null,
    };
}
