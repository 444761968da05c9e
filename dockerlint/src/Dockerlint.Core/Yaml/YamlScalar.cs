using System.Globalization;
using Dockerlint.Text;

namespace Dockerlint.Yaml;

public enum YamlScalarStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}

/// <summary>What an untyped reader makes of the scalar (YAML 1.2 core schema; quoted and block scalars are strings).</summary>
public enum YamlScalarKind
{
    String,
    Null,
    Boolean,
    Integer,
    Float,
}

/// <summary>A single value.</summary>
public sealed class YamlScalar(SourceText source, TextSpan span, string? tag, string value, YamlScalarStyle style)
    : YamlNode(source, span, tag)
{
    // Not nullable values: several threads may ask, and each of these is written at once.
    private int _kind = -1;
    private int _isVerbatim = -1;
    private BlockScalarMap? _block;

    /// <summary>After unquoting, unescaping and folding.</summary>
    public string Value { get; } = value;

    public YamlScalarStyle Style { get; } = style;

    /// <summary>A variable in <see cref="Value"/> that has no value here and so stands there as written, <c>${NAME}</c>.</summary>
    public string? UnresolvedVariable { get; init; }

    public YamlScalarKind Kind => (YamlScalarKind)(_kind < 0 ? _kind = (int)Classify() : _kind);

    /// <summary>Where a part of <see cref="Value"/> stands, or the whole scalar where value and text differ (escapes, folding,
    /// substitution).</summary>
    public SourceLocation LocationOf(int start, int length)
    {
        var first = SourceOffset(start);
        return first is { } offset && SourceOffset(start + length) is { } end ? Source.At(TextSpan.FromBounds(offset, end)) : Location;
    }

    /// <summary>The file offset of an offset in <see cref="Value"/>; null where it is not exact.</summary>
    public int? SourceOffset(int valueOffset)
    {
        var quote = Style is YamlScalarStyle.SingleQuoted or YamlScalarStyle.DoubleQuoted ? 1 : 0;
        if (_isVerbatim < 0)
        {
            var isVerbatim = Style is not (YamlScalarStyle.Literal or YamlScalarStyle.Folded)
                && Span.Length == Value.Length + (2 * quote)
                && string.CompareOrdinal(Source.Content, Span.Start + quote, Value, 0, Value.Length) == 0;
            _isVerbatim = isVerbatim ? 1 : 0;
        }

        if (_isVerbatim == 1)
        {
            return valueOffset >= 0 && valueOffset <= Value.Length ? Span.Start + quote + valueOffset : null;
        }

        return Style is YamlScalarStyle.Literal or YamlScalarStyle.Folded
            ? (_block ??= new BlockScalarMap(Source.Content, Span.Start, Value)).FileOffset(valueOffset)
            : null;
    }

    /// <summary>Decimal, <c>0x</c>, <c>0o</c>; underscores as Go's reader takes them. Not for quoted scalars.</summary>
    public bool TryGetInteger(out long integer)
    {
        integer = 0;
        return Kind == YamlScalarKind.Integer && TryParseInteger(Value, out integer);
    }

    public bool TryGetBoolean(out bool boolean)
    {
        boolean = Kind == YamlScalarKind.Boolean && Value is "true" or "True" or "TRUE";
        return Kind == YamlScalarKind.Boolean;
    }

    /// <summary>The same place with another text, as interpolation makes it.</summary>
    internal YamlScalar WithValue(string value, string? unresolvedVariable = null) =>
        new(Source, Span, Tag, value, Style) { UnresolvedVariable = unresolvedVariable };

    private YamlScalarKind Classify() => Tag switch
    {
        CoreTagPrefix + "null" => YamlScalarKind.Null,
        CoreTagPrefix + "str" => YamlScalarKind.String,
        CoreTagPrefix + "bool" => YamlScalarKind.Boolean,
        CoreTagPrefix + "int" => YamlScalarKind.Integer,
        CoreTagPrefix + "float" => YamlScalarKind.Float,
        _ when Style != YamlScalarStyle.Plain => YamlScalarKind.String,
        _ => ClassifyPlain(Value),
    };

    private static YamlScalarKind ClassifyPlain(string value) => value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => YamlScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => YamlScalarKind.Boolean,
        _ when TryParseInteger(value, out _) => YamlScalarKind.Integer,
        _ when value.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) >= 0
            && value[0] is '.' or '-' or '+' or (>= '0' and <= '9')
            && double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out _) => YamlScalarKind.Float,
        _ => YamlScalarKind.String,
    };

    private static bool TryParseInteger(string text, out long integer)
    {
        integer = 0;
        if (text.Length == 0 || text[0] is not ('-' or '+' or (>= '0' and <= '9')))
        {
            return false;
        }

        var digits = text.IndexOf('_') > 0 ? text.Replace("_", string.Empty) : text;
        if (digits.Length > 2 && digits[0] == '0' && digits[1] is 'x' or 'o')
        {
            return TryParseRadix(digits, digits[1] == 'x' ? 16 : 8, out integer);
        }

        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer);
    }

    private static bool TryParseRadix(string digits, int radix, out long integer)
    {
        integer = 0;
        for (var i = 2; i < digits.Length; i++)
        {
            var digit = digits[i] switch
            {
                >= '0' and <= '9' => digits[i] - '0',
                >= 'a' and <= 'f' => digits[i] - 'a' + 10,
                >= 'A' and <= 'F' => digits[i] - 'A' + 10,
                _ => radix,
            };
            if (digit >= radix || integer > (long.MaxValue >> 4))
            {
                return false;
            }

            integer = (integer * radix) + digit;
        }

        return true;
    }
}
