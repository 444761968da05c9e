using Dockerlint.Shell;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Matches <c>case</c> patterns of the kinds entrypoint scripts use; null is unknown.</summary>
internal static class CasePattern
{
    public static bool? Matches(IReadOnlyList<ShellWord> patterns, string? subject)
    {
        var isUnknown = false;
        for (var i = 0; i < patterns.Count; i++)
        {
            var one = Matches(patterns[i], subject);
            if (one == true)
            {
                return true;
            }

            isUnknown |= one is null;
        }

        return isUnknown ? null : false;
    }

    private static bool? Matches(ShellWord pattern, string? subject)
    {
        if (pattern.Parts is [LiteralPart { IsQuoted: false, Value: "*" }])
        {
            return true;
        }

        if (subject is null)
        {
            return null;
        }

        if (pattern.Constant is { } exact)
        {
            return string.Equals(exact, subject, StringComparison.Ordinal);
        }

        return pattern.Parts switch
        {
            [LiteralPart { IsQuoted: false, Value: [.. var prefix, '*'] }] when prefix.IndexOfAny(['*', '?', '[']) < 0 =>
                subject.StartsWith(prefix, StringComparison.Ordinal),
            [LiteralPart { IsQuoted: false, Value: ['*', .. var suffix] }] when suffix.IndexOfAny(['*', '?', '[']) < 0 =>
                subject.EndsWith(suffix, StringComparison.Ordinal),
            _ => null,
        };
    }
}
