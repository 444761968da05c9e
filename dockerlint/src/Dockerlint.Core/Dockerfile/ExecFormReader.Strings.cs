using System.Text;

namespace Dockerlint.Dockerfile;

internal sealed partial class ExecFormReader
{
    private StringBuilder? _unescaped;

    private ExecFormDefect? ReadString()
    {
        var open = _position++;
        var plainEnd = _position;
        while (plainEnd < _end && line[plainEnd] is not ('"' or '\\' or < ' '))
        {
            plainEnd++;
        }

        if (plainEnd < _end && line[plainEnd] == '"')
        {
            Add(open, line.Text(_position, plainEnd), plainEnd + 1);
            return null;
        }

        var text = (_unescaped ??= new StringBuilder()).Clear();
        while (_position < _end)
        {
            var c = line[_position];
            if (c == '"')
            {
                Add(open, text.ToString(), _position + 1);
                return null;
            }

            if (c < ' ')
            {
                return At(ExecFormDefectKind.ControlCharacter, _position, c == '\t' ? "a raw tab in a string" : "a control character in a string");
            }

            if (c != '\\')
            {
                text.Append(c);
                _position++;
            }
            else if (!ReadEscape(text))
            {
                return _position + 1 < _end
                    ? At(ExecFormDefectKind.InvalidEscape, _position, $"invalid escape \\{line[_position + 1]}")
                    : At(ExecFormDefectKind.Other, open, "a string without closing quote");
            }
        }

        return At(ExecFormDefectKind.Other, open, "a string without closing quote");
    }

    private bool ReadEscape(StringBuilder text)
    {
        if (_position + 1 >= _end)
        {
            return false;
        }

        var c = line[_position + 1];
        if (c == 'u')
        {
            if (!TryReadHex(_position + 2, out var unit))
            {
                return false;
            }

            _position += 6;
            AppendUnit(text, (char)unit);
            return true;
        }

        var index = "\"\\/bfnrt".IndexOf(c);
        if (index < 0)
        {
            return false;
        }

        text.Append("\"\\/\b\f\n\r\t"[index]);
        _position += 2;
        return true;
    }

    /// <summary>Go puts U+FFFD in the place of half a pair.</summary>
    private void AppendUnit(StringBuilder text, char unit)
    {
        if (!char.IsSurrogate(unit))
        {
            text.Append(unit);
        }
        else if (char.IsHighSurrogate(unit) && _position + 1 < _end && line[_position] == '\\' && line[_position + 1] == 'u'
            && TryReadHex(_position + 2, out var low) && char.IsLowSurrogate((char)low))
        {
            text.Append(unit).Append((char)low);
            _position += 6;
        }
        else
        {
            text.Append('\uFFFD');
        }
    }

    private bool TryReadHex(int start, out int value)
    {
        value = 0;
        if (start + 4 > _end)
        {
            return false;
        }

        for (var i = start; i < start + 4; i++)
        {
            var c = line[i];
            var digit = c switch
            {
                >= '0' and <= '9' => c - '0',
                >= 'a' and <= 'f' => c - 'a' + 10,
                >= 'A' and <= 'F' => c - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return false;
            }

            value = (value * 16) + digit;
        }

        return true;
    }
}
