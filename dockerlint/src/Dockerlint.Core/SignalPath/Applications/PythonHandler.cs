namespace Dockerlint.SignalPath.Applications;

/// <summary>What the handler of a Python program does, as far as its text says.</summary>
internal static class PythonHandler
{
    /// <summary>Calls that go on until an exception leaves them: a flag that a handler sets ends none (waitress 2.1, Python 3.11).</summary>
    private static readonly (string? Module, string Call)[] _servers = [("waitress", "serve("), (null, ".serve_forever(")];

    /// <summary>Of one program; who has more does not only note the signal.</summary>
    private const int MaximumHandlers = 16;

    private static readonly string[] _notes =
    [
        "print", "info", "debug", "warning", "error", "exception", "critical", "log", "set", "is_set", "str", "len", "Signals", "write", "flush",
        "time", "now",
    ];

    /// <summary>The server that a program waits in while its handler only notes the signal; null: it may well end.</summary>
    public static string? ServerThatGoesOn(string code)
    {
        foreach (var (module, call) in _servers)
        {
            if ((module is null || code.Contains("import " + module) || code.Contains("from " + module))
                && IndexOfCall(code, call) >= 0 && Handlers(code) is { Count: > 0 } handlers && handlers.All(name => OnlyNotes(code, name)))
            {
                return call.Trim('.', '(');
            }
        }

        return null;
    }

    private static int IndexOfCall(string code, string call)
    {
        for (var at = code.IndexOf(call, StringComparison.Ordinal); at >= 0; at = code.IndexOf(call, at + 1, StringComparison.Ordinal))
        {
            if (call[0] == '.' || at == 0 || !IsName(code[at - 1]) && code[at - 1] != '.')
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The names given to <c>signal.signal</c>; empty where one of them is no name, or they are too many.</summary>
    private static HashSet<string> Handlers(string code)
    {
        const string Registration = "signal.signal(";
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = code.IndexOf(Registration, StringComparison.Ordinal); at >= 0;
            at = code.IndexOf(Registration, at + 1, StringComparison.Ordinal))
        {
            var comma = code.IndexOf(',', at);
            var end = comma < 0 ? -1 : code.IndexOf(')', comma);
            var name = end < 0 ? "" : code.Substring(comma + 1, end - comma - 1).Trim();
            if (name.Length == 0 || !name.All(IsName))
            {
                return [];
            }

            if (names.Add(name) && names.Count > MaximumHandlers)
            {
                return [];
            }
        }

        return names;
    }

    /// <summary>Its function is written here and calls nothing but logs and flags; no exception leaves it.</summary>
    private static bool OnlyNotes(string code, string name)
    {
        var definition = code.IndexOf($"def {name}(", StringComparison.Ordinal);
        if (definition < 0)
        {
            return false;
        }

        var indent = definition - (code.LastIndexOf('\n', definition) + 1);
        var lines = code.Substring(definition).Split('\n');
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd();
            if (line.Length == 0)
            {
                continue;
            }

            if (line.Length - line.TrimStart().Length <= indent)
            {
                return true;
            }

            if (line.Contains("raise") || CallsMore(line))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CallsMore(string line)
    {
        for (var open = line.IndexOf('('); open >= 0; open = line.IndexOf('(', open + 1))
        {
            var start = open;
            while (start > 0 && IsName(line[start - 1]))
            {
                start--;
            }

            if (start < open && Array.IndexOf(_notes, line.Substring(start, open - start)) < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c == '_';
}
