using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.JavaScript;

/// <summary>What the words of a TypeScript file say: no types are understood, and comments, strings and templates are no code.</summary>
internal sealed class TypeScriptReading
{
    private readonly List<TypeScriptToken> _tokens;
    private readonly List<string?> _imports = [];
    private readonly List<SignalListener> _listeners = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);
    private readonly List<ListenerWait> _waits = [];
    private bool _listensByValue;
    private bool _loopsForEver;

    private TypeScriptReading(List<TypeScriptToken> tokens) => _tokens = tokens;

    public static JavaScriptModule? Of(string source)
    {
        if (TypeScriptToken.All(source) is not { } tokens)
        {
            return null;
        }

        var reading = new TypeScriptReading(tokens);
        for (var i = 0; i < tokens.Count; i++)
        {
            reading.Read(i);
        }

        // for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, …)
        if (reading._listensByValue && reading._named.Count > 0)
        {
            reading._listeners.AddRange(reading._named.Select(static name => new SignalListener(name, ListenerEffect.Works, default, [])));
            reading._named.Clear();
        }

        return new JavaScriptModule
        {
            Imports = reading._imports, ListensByValue = reading._listensByValue, Named = reading._named, Calls = reading._calls,
            LoopsForEver = reading._loopsForEver,
            Listeners = [.. reading._listeners.Select(listener => listener with { Waits = reading._waits })],
        };
    }

    private void Read(int i)
    {
        var token = _tokens[i];
        if (token.IsString)
        {
            ReadString(i);
            return;
        }

        if (Is(i + 1, "(") && token.IsWord)
        {
            _calls.Add(token.Text);
            if (token.Text is "on" or "once" or "addListener" or "prependListener" && Is(i - 1, ".") && Is(i - 2, "process"))
            {
                ReadListener(i);
            }
            else if (token.Text == "setTimeout")
            {
                ReadTimer(i);
            }
        }

        _loopsForEver |= token.Text == "while" && Is(i + 1, "(") && Is(i + 2, "true") && Is(i + 3, ")")
            || token.Text == "for" && Is(i + 1, "(") && Is(i + 2, ";") && Is(i + 3, ";");
    }

    private void ReadString(int i)
    {
        var text = _tokens[i].Text;
        if (Is(i - 1, "from") || Is(i - 1, "import") || Is(i - 1, "(") && (Is(i - 2, "require") || Is(i - 2, "import")))
        {
            if (!IsOfTypesAlone(i))
            {
                _imports.Add(text);
            }
        }
        else if (text.StartsWith("SIG", StringComparison.Ordinal) && !FollowsKill(i))
        {
            _named.Add(text);
        }
    }

    /// <summary><c>import type { Server } from "http"</c>.</summary>
    private bool IsOfTypesAlone(int i)
    {
        while (--i >= 0 && !Is(i, ";") && !_tokens[i].IsString)
        {
            if (Is(i, "import") || Is(i, "export"))
            {
                return Is(i + 1, "type") && !Is(i + 2, "from");
            }
        }

        return false;
    }

    private bool FollowsKill(int i) => Is(i - 1, "(") && Is(i - 2, "kill") || Is(i - 1, ",") && Is(i - 3, "(") && Is(i - 4, "kill");

    private void ReadListener(int i)
    {
        if (i + 2 >= _tokens.Count || !_tokens[i + 2].IsString)
        {
            _listensByValue = true;
        }
        else if (_tokens[i + 2].Text.StartsWith("SIG", StringComparison.Ordinal))
        {
            var effect = ExitsAtOnce(i + 3) ? ListenerEffect.ExitsAtOnce : ListenerEffect.Works;
            _listeners.Add(new SignalListener(
                _tokens[i + 2].Text, effect, TextSpan.FromBounds(_tokens[i - 2].Start, _tokens[i + 2].End), []));
        }
    }

    /// <summary><c>, () =&gt; process.exit(0))</c>.</summary>
    private bool ExitsAtOnce(int i)
    {
        if (!Is(i, ",") || !Is(i + 1, "(") || !Is(i + 2, ")"))
        {
            return false;
        }

        // (): void =>
        var arrow = Is(i + 3, ":") ? i + 5 : i + 3;
        if (!Is(arrow, "=>"))
        {
            return false;
        }

        var at = Is(arrow + 1, "{") ? arrow + 2 : arrow + 1;
        return Is(at, "process") && Is(at + 1, ".") && Is(at + 2, "exit");
    }

    private void ReadTimer(int i)
    {
        var depth = 0;
        var ends = false;
        for (var j = i + 1; j < _tokens.Count; j++)
        {
            ends |= Is(j, "exit") && Is(j - 1, ".") && Is(j - 2, "process") || Is(j, "closeAllConnections");
            depth += Is(j, "(") ? 1 : Is(j, ")") ? -1 : 0;
            if (depth == 0)
            {
                if (ends && Milliseconds(j) is { } milliseconds)
                {
                    _waits.Add(new ListenerWait(milliseconds / 1000, IsHardStop: true, TextSpan.FromBounds(_tokens[i].Start, _tokens[j].End)));
                }

                return;
            }
        }
    }

    /// <summary>A number, or a product of two, in front of the closing bracket.</summary>
    private double? Milliseconds(int close)
    {
        if (Number(close - 1) is not { } last)
        {
            return null;
        }

        return Is(close - 2, ",") ? last : Is(close - 2, "*") && Is(close - 4, ",") && Number(close - 3) is { } first ? first * last : null;
    }

    private double? Number(int i) => i >= 0 && double.TryParse(_tokens[i].Text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float,
        CultureInfo.InvariantCulture, out var number) ? number : null;

    private bool Is(int i, string text) => i >= 0 && i < _tokens.Count && !_tokens[i].IsString && _tokens[i].Text == text;
}
