namespace Dockerlint.Cli.Patterns;

/// <summary>
/// A section header of .editorconfig: a glob with <c>{a,b}</c>, <c>{1..9}</c>, and <c>**</c> anywhere; without a slash it is about the
/// file's name.
/// </summary>
internal sealed class PathPattern
{
    /// <summary>A header that stands for more is taken as it is.</summary>
    private const int MaximumAlternatives = 512;

    private readonly List<GlobPattern> _alternatives = [];
    private readonly bool _isPath;

    private PathPattern(string text)
    {
        _isPath = text.Contains('/');
        foreach (var alternative in Expand(text.TrimStart('/')))
        {
            _alternatives.Add(new GlobPattern(SpanningSegments(alternative)));
        }
    }

    public static PathPattern Parse(string text) => new(text);

    public bool Matches(string path)
    {
        var text = _isPath ? path : path[(path.LastIndexOf('/') + 1)..];
        foreach (var alternative in _alternatives)
        {
            if (alternative.Matches(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>a/**.cs</c> means what <c>a/**/*.cs</c> does.</summary>
    private static string SpanningSegments(string pattern)
    {
        for (var i = pattern.IndexOf("**", StringComparison.Ordinal); i >= 0; i = pattern.IndexOf("**", i + 4, StringComparison.Ordinal))
        {
            var opensSegment = i == 0 || pattern[i - 1] == '/';
            if (!opensSegment || i + 2 == pattern.Length || pattern[i + 2] == '/')
            {
                i -= 2;
                continue;
            }

            pattern = pattern.Insert(i + 2, "/*");
        }

        return pattern;
    }

    private static List<string> Expand(string pattern)
    {
        List<string> done = [];
        var open = new Stack<string>([pattern]);
        while (open.TryPop(out var next))
        {
            if (done.Count + open.Count > MaximumAlternatives || Braces(next) is not var (start, end))
            {
                done.Add(next);
                continue;
            }

            foreach (var choice in Choices(next[(start + 1)..end]))
            {
                open.Push(next[..start] + choice + next[(end + 1)..]);
            }
        }

        return done;
    }

    /// <summary>The first pair of braces that is a choice: <c>{a}</c> is not.</summary>
    private static (int Start, int End)? Braces(string pattern)
    {
        for (var start = pattern.IndexOf('{'); start >= 0; start = pattern.IndexOf('{', start + 1))
        {
            var depth = 0;
            for (var i = start; i < pattern.Length; i++)
            {
                depth += pattern[i] switch { '{' => 1, '}' => -1, _ => 0 };
                if (depth == 0)
                {
                    if (Choices(pattern[(start + 1)..i]).Count > 1)
                    {
                        return (start, i);
                    }

                    break;
                }
            }
        }

        return null;
    }

    private static List<string> Choices(string inner)
    {
        var dots = inner.IndexOf("..", StringComparison.Ordinal);
        if (dots > 0 && int.TryParse(inner.AsSpan(0, dots), out var low) && int.TryParse(inner.AsSpan(dots + 2), out var high) && high > low
            && high - (long)low < MaximumAlternatives)
        {
            return [
                .. Enumerable.Range(low, high - low + 1).Select(static number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        }

        var choices = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= inner.Length; i++)
        {
            if (i == inner.Length || inner[i] == ',' && depth == 0)
            {
                choices.Add(inner[start..i]);
                start = i + 1;
                continue;
            }

            depth += inner[i] switch { '{' => 1, '}' => -1, _ => 0 };
        }

        return choices;
    }
}
