using Dockerlint.Text;

namespace Dockerlint.SignalPath;

/// <summary>The signal a stop sends first, and who chose it.</summary>
/// <param name="Name">Canonical: <c>SIGTERM</c>, <c>SIGRTMIN+3</c>; null when a variable decides.</param>
/// <param name="Origin">For messages: <c>STOPSIGNAL</c>, <c>base image nginx:1.27</c>, <c>default</c>.</param>
/// <param name="IsExplicit">Written in a file of the input rather than inherited or the default.</param>
public sealed record StopSignal(string? Name, string Origin, SourceLocation? Location, bool IsExplicit)
{
    public static readonly StopSignal Default = new("SIGTERM", "default", null, IsExplicit: false);

    private static readonly string[] Names =
    [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT",
        "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>Neither can be caught: no handler ever runs.</summary>
    public bool IsUncatchable => Name is "SIGKILL" or "SIGSTOP";

    /// <summary>
    /// The canonical name for any spelling the engine accepts: a name in any case with or without SIG, RTMIN+n, RTMAX-n, or a number
    /// (moby/sys signal.ParseSignal). Null when the engine refuses it.
    /// </summary>
    public static string? Canonical(string text)
    {
        string value = text.Trim().ToUpperInvariant();
        if (int.TryParse(value, out int number))
        {
            return number switch
            {
                0 => null,
                >= 1 and <= 31 => "SIG" + Names[number - 1],
                _ => value,
            };
        }

        if (value.StartsWith("SIG", StringComparison.Ordinal))
        {
            value = value.Substring(3);
        }

        return value switch
        {
            "CLD" => "SIGCHLD",
            "IOT" => "SIGABRT",
            "POLL" => "SIGIO",
            _ when Array.IndexOf(Names, value) >= 0 || IsRealTime(value) => "SIG" + value,
            _ => null,
        };
    }

    /// <summary>1 to 64 on Linux; 0 for a name that is none.</summary>
    public static int Number(string canonical)
    {
        if (int.TryParse(canonical, out int number))
        {
            return number;
        }

        string name = canonical.StartsWith("SIG", StringComparison.Ordinal) ? canonical.Substring(3) : canonical;
        if (name.StartsWith("RTMIN", StringComparison.Ordinal))
        {
            return 34 + (name.Length > 6 && int.TryParse(name.Substring(6), out int plus) ? plus : 0);
        }

        if (name.StartsWith("RTMAX", StringComparison.Ordinal))
        {
            return 64 - (name.Length > 6 && int.TryParse(name.Substring(6), out int minus) ? minus : 0);
        }

        return Array.IndexOf(Names, name) + 1;
    }

    private static bool IsRealTime(string value) => value switch
    {
        "RTMIN" or "RTMAX" => true,
        _ when value.StartsWith("RTMIN+", StringComparison.Ordinal) => int.TryParse(value.Substring(6), out int plus) && plus is >= 1 and <= 15,
        _ when value.StartsWith("RTMAX-", StringComparison.Ordinal) => int.TryParse(value.Substring(6), out int minus) && minus is >= 1 and <= 14,
        _ => false,
    };
}
