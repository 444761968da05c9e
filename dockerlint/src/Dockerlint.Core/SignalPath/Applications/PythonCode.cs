using System.Collections.Concurrent;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>What a Python source registers handlers for; comments, strings and docstrings are no code.</summary>
internal sealed class PythonCode
{
    private static readonly string[] _registrations = ["signal.signal(", "add_signal_handler("];

    private static readonly OncePerText<PythonCode> _read = new(static source => new PythonCode(WithoutTexts(source)));

    private static readonly string[] _endless = ["while True:", "while(True):", "while (True):", "while 1:"];

    /// <summary>Words that were asked for.</summary>
    private readonly ConcurrentDictionary<string, bool> _words = new(StringComparer.Ordinal);

    private readonly Lazy<List<string>> _imports;

    private PythonCode(string text)
    {
        Text = text;
        _imports = new(() => SourceImports.OfPython(text));
    }

    /// <summary>As long as the source, with blanks for what is no code, so that offsets stay.</summary>
    public string Text { get; }

    /// <summary>The modules that it imports, each once (<see cref="SourceImports.MaximumModules"/>).</summary>
    public List<string> Imports => _imports.Value;

    public static PythonCode Of(string source) => _read.Of(source);

    public bool Has(string word) => _words.GetOrAdd(word, Text.Contains);

    private static string WithoutTexts(string source)
    {
        var code = source.ToCharArray();
        var i = 0;
        while (i < code.Length)
        {
            if (code[i] == '#')
            {
                i = Blank(code, i, EndOfLine(source, i));
            }
            else if (code[i] is '\'' or '"')
            {
                i = Blank(code, i, EndOfString(source, i));
            }
            else
            {
                i++;
            }
        }

        return new string(code);
    }

    /// <summary>A loop without an end, at the left margin or one step in as under <c>if __name__</c>: the program runs on, whatever it starts.
    /// </summary>
    public bool LoopsAtTopLevel => Array.Exists(_endless,
        loop => Has("\n" + loop) || Has("\n    " + loop) && Has("__name__"));

    public bool Registers => Array.Exists(_registrations, Has);

    /// <summary>The signals that handlers are registered for, by canonical name; null where one of them is not written out,
    /// or none is registered.</summary>
    public IReadOnlyList<string>? RegisteredSignals()
    {
        var signals = new List<string>();
        foreach (var registration in _registrations)
        {
            for (var at = Text.IndexOf(registration, StringComparison.Ordinal); at >= 0;
                at = Text.IndexOf(registration, at + 1, StringComparison.Ordinal))
            {
                var start = at + registration.Length;
                var end = Text.IndexOf(',', start);
                var name = end < 0 ? "" : Text.Substring(start, end - start).Trim();
                name = name.Substring(name.LastIndexOf('.') + 1);
                if (!name.StartsWith("SIG", StringComparison.Ordinal) || Stops.Signals.Canonical(name) is not { } signal)
                {
                    return null;
                }

                if (!signals.Contains(signal))
                {
                    signals.Add(signal);
                }
            }
        }

        return signals.Count == 0 ? null : signals;
    }

    private static int Blank(char[] code, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            code[i] = code[i] is '\n' or '\r' ? code[i] : ' ';
        }

        return Math.Max(end, start + 1);
    }

    private static int EndOfLine(string source, int start) => source.IndexOf('\n', start) is >= 0 and var end ? end : source.Length;

    private static int EndOfString(string source, int start)
    {
        var quote = source[start];
        var isTriple = start + 2 < source.Length && source[start + 1] == quote && source[start + 2] == quote;
        for (var i = start + (isTriple ? 3 : 1); i < source.Length; i++)
        {
            if (source[i] == '\\')
            {
                i++;
            }
            else if (!isTriple && source[i] is '\n' || source[i] == quote && !isTriple)
            {
                return i + 1;
            }
            else if (isTriple && source[i] == quote && string.CompareOrdinal(source, i, new string(quote, 3), 0, 3) == 0)
            {
                return i + 3;
            }
        }

        return source.Length;
    }
}
