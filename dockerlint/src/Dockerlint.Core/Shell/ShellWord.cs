using System.Text;
using Dockerlint.Text;

namespace Dockerlint.Shell;

/// <summary>One word before expansion, as its parts.</summary>
public sealed class ShellWord(IReadOnlyList<WordPart> parts, TextSpan span)
{
    private string? _constant;
    private bool _constantIsKnown;

    public IReadOnlyList<WordPart> Parts { get; } = parts;

    public TextSpan Span { get; } = span;

    /// <summary>Its value when no expansion takes part, quotes removed; otherwise null.</summary>
    public string? Constant
    {
        get
        {
            // A script that several containers start is asked by several threads.
            if (!Volatile.Read(ref _constantIsKnown))
            {
                _constant = FindConstant();
                Volatile.Write(ref _constantIsKnown, true);
            }

            return _constant;
        }
    }

    /// <summary>Any quoting at all: <c>"&amp;&amp;"</c> is a word, not an operator.</summary>
    public bool IsQuoted
    {
        get
        {
            for (var i = 0; i < Parts.Count; i++)
            {
                if (Parts[i] is not LiteralPart { IsQuoted: false })
                {
                    return Parts[i] is LiteralPart or DoubleQuotedPart;
                }
            }

            return false;
        }
    }

    /// <summary><c>"$@"</c>, <c>$@</c>, <c>$*</c>, <c>"${@}"</c>, <c>${1+"$@"}</c>, <c>"${@:2}"</c>:
    /// all (remaining) arguments and nothing else.</summary>
    public bool IsAllArguments => Parts.Count == 1 && Parts[0] switch
    {
        ParameterPart p => p.IsAllArguments,
        DoubleQuotedPart { Parts: [ParameterPart p] } => p.IsAllArguments,
        _ => false,
    };

    private string? FindConstant()
    {
        if (Parts is [LiteralPart only])
        {
            return only.IsGlob ? null : only.Value;
        }

        var builder = new StringBuilder();
        return AppendConstant(builder, Parts) ? builder.ToString() : null;
    }

    private static bool AppendConstant(StringBuilder builder, IReadOnlyList<WordPart> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            switch (parts[i])
            {
                case LiteralPart { IsGlob: false } literal:
                    builder.Append(literal.Value);
                    break;
                case DoubleQuotedPart quoted when AppendConstant(builder, quoted.Parts):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}

public abstract record WordPart(TextSpan Span);

/// <summary>Plain, backslash-escaped, single-quoted or <c>$'…'</c> text, quotes removed.</summary>
/// <param name="IsGlob">Unquoted text with an active <c>*</c>, <c>?</c>, <c>[…]</c>, a leading <c>~</c>, or bash braces <c>{a,b}</c>.</param>
public sealed record LiteralPart(string Value, bool IsQuoted, bool IsGlob, TextSpan Span) : WordPart(Span);

public sealed record DoubleQuotedPart(IReadOnlyList<WordPart> Parts, TextSpan Span) : WordPart(Span);

/// <summary><c>$name</c> or <c>${name<em>op</em>word}</c>.</summary>
/// <param name="Name"><c>PORT</c>, <c>@</c>, <c>1</c>, <c>?</c>, …; for <c>${#x}</c> and <c>${!x}</c> with <paramref name="Operator"/>
/// <c>#</c>/<c>!</c> in front.</param>
/// <param name="Operator">Null for a plain one; otherwise <c>:-</c>, <c>-</c>, <c>:+</c>, <c>+</c>, <c>:=</c>, <c>:?</c>, <c>#</c>, <c>##</c>,
/// <c>%</c>, <c>%%</c>, <c>/</c>, <c>:</c>, <c>[</c>, …</param>
/// <param name="Argument">The word behind the operator, unexpanded.</param>
public sealed record ParameterPart(string Name, string? Operator, string? Argument, TextSpan Span) : WordPart(Span)
{
    internal bool IsAllArguments => Name switch
    {
        "@" or "*" => Operator is null or ":",
        "1" => Operator is "+" or ":+" && Argument is "\"$@\"" or "$@" or "\"$*\"",
        _ => false,
    };
}

/// <summary><c>$(…)</c> or backquotes.</summary>
public sealed record CommandSubstitutionPart(ShellScript Script, TextSpan Span) : WordPart(Span);

/// <summary><c>$((…))</c>.</summary>
public sealed record ArithmeticPart(string Expression, TextSpan Span) : WordPart(Span);

/// <summary>bash <c>&lt;(…)</c> or <c>&gt;(…)</c>.</summary>
public sealed record ProcessSubstitutionPart(ShellScript Script, bool IsInput, TextSpan Span) : WordPart(Span);
