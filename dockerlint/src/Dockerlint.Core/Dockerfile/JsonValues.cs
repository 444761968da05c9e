using System.Globalization;

namespace Dockerlint.Dockerfile;

/// <summary>Skips JSON values that are no strings, to tell a build error from the silent shell form; iterative, however deep they nest.</summary>
internal sealed class JsonValues(LogicalLine line)
{
    /// <summary>Go's encoding/json scanner, maxNestingDepth; the outer array is one level.</summary>
    private const int MaxNesting = 10_000 - 1;

    private int _end;

    public bool HasHugeNumber { get; private set; }

    /// <summary>Leaves the position alone where no complete value stands.</summary>
    public bool TrySkip(ref int position, int end)
    {
        HasHugeNumber = false;
        _end = end;
        var i = position;
        var open = new Stack<char>();
        while (true)
        {
            i = SkipBlanks(i);
            var c = Peek(i);
            if (c is '[' or '{')
            {
                if (open.Count == MaxNesting)
                {
                    return false;
                }

                i = SkipBlanks(i + 1);
                if (Peek(i) != (c == '[' ? ']' : '}'))
                {
                    open.Push(c);
                    if (c == '{' && !TrySkipName(ref i))
                    {
                        return false;
                    }

                    continue;
                }

                i++;
            }
            else if (!TrySkipScalar(ref i))
            {
                return false;
            }

            if (!TryCloseOrContinue(open, ref i, out var complete))
            {
                return false;
            }

            if (complete)
            {
                position = i;
                return true;
            }
        }
    }

    private bool TryCloseOrContinue(Stack<char> open, ref int i, out bool complete)
    {
        while (open.Count > 0)
        {
            i = SkipBlanks(i);
            var container = open.Peek();
            var c = Peek(i);
            if (c == ',')
            {
                i++;
                complete = false;
                return container == '[' || TrySkipName(ref i);
            }

            if (c != (container == '[' ? ']' : '}'))
            {
                complete = false;
                return false;
            }

            open.Pop();
            i++;
        }

        complete = true;
        return true;
    }

    private bool TrySkipName(ref int i)
    {
        i = SkipBlanks(i);
        if (!TrySkipString(ref i))
        {
            return false;
        }

        i = SkipBlanks(i);
        return Peek(i++) == ':';
    }

    private bool TrySkipScalar(ref int i) => Peek(i) switch
    {
        '"' => TrySkipString(ref i),
        't' => TrySkipWord(ref i, "true"),
        'f' => TrySkipWord(ref i, "false"),
        'n' => TrySkipWord(ref i, "null"),
        _ => TrySkipNumber(ref i),
    };

    private bool TrySkipWord(ref int i, string word)
    {
        if (i + word.Length > _end || !line.Matches(i, i + word.Length, word))
        {
            return false;
        }

        i += word.Length;
        return true;
    }

    private bool TrySkipString(ref int i)
    {
        if (Peek(i) != '"')
        {
            return false;
        }

        for (var k = i + 1; k < _end; k++)
        {
            var c = line[k];
            if (c == '"')
            {
                i = k + 1;
                return true;
            }

            if (c < ' ')
            {
                return false;
            }

            if (c == '\\')
            {
                k++;
                if (Peek(k) == 'u')
                {
                    for (var digit = 0; digit < 4; digit++)
                    {
                        if (!IsHexDigit(Peek(++k)))
                        {
                            return false;
                        }
                    }
                }
                else if (Peek(k) is not ('"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't'))
                {
                    return false;
                }
            }
        }

        return false;
    }

    private bool TrySkipNumber(ref int i)
    {
        var k = i;
        k += Peek(k) == '-' ? 1 : 0;
        if (Peek(k) == '0')
        {
            k++;
        }
        else if (!TrySkipDigits(ref k))
        {
            return false;
        }

        if (Peek(k) == '.')
        {
            k++;
            if (!TrySkipDigits(ref k))
            {
                return false;
            }
        }

        if (Peek(k) is 'e' or 'E')
        {
            k++;
            k += Peek(k) is '+' or '-' ? 1 : 0;
            if (!TrySkipDigits(ref k))
            {
                return false;
            }
        }

        HasHugeNumber |= !double.TryParse(line.Text(i, k), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || double.IsInfinity(number);
        i = k;
        return true;
    }

    private bool TrySkipDigits(ref int i)
    {
        var start = i;
        while (Peek(i) is >= '0' and <= '9')
        {
            i++;
        }

        return i > start;
    }

    private int SkipBlanks(int i)
    {
        while (Peek(i) is ' ' or '\t' or '\n' or '\r')
        {
            i++;
        }

        return i;
    }

    private char Peek(int i) => i < _end ? line[i] : '\0';

    private static bool IsHexDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
