using Dockerlint.Text;

namespace Dockerlint.Suppression;

/// <summary>
/// The text of ignore comments: <c>dockerlint ignore=STOP2001,STOP2004 reason</c>, <c>dockerlint global ignore=…</c>,
/// and what hadolint and BuildKit's checks have for the same defect.
/// </summary>
internal static class IgnoreSyntax
{
    private const string Own = "dockerlint";
    private const string Hadolint = "hadolint";
    private const string CheckSkip = "check=skip=";
    private static readonly string[] _shellForm = ["STOP2001"];

    /// <summary>A cheap look before anything is parsed.</summary>
    public static bool MayOccurIn(string content) => Contains(content, Own) || Contains(content, Hadolint) || Contains(content, "skip=");

    /// <param name="text">What follows the comment sign.</param>
    public static IgnoreComment? Parse(string text, SourceLocation location)
    {
        text = text.Trim();
        if (text.StartsWith(Own, StringComparison.Ordinal))
        {
            return ReadList(text, Own.Length, out var isGlobal) is not { } list ? null : OwnComment(list, isGlobal, location);
        }

        if (text.StartsWith(Hadolint, StringComparison.Ordinal))
        {
            return ReadList(text, Hadolint.Length, out var isGlobal) is { } list && Contains(list, "DL3025")
                ? new IgnoreComment(_shellForm, "", IsOwn: false, isGlobal, location)
                : null;
        }

        return text.StartsWith(CheckSkip, StringComparison.OrdinalIgnoreCase) && SkipsShellForm(text.Substring(CheckSkip.Length))
            ? new IgnoreComment(_shellForm, "", IsOwn: false, IsGlobal: false, location)
            : null;
    }

    /// <param name="list">What follows <c>skip=</c>.</param>
    public static bool SkipsShellForm(string list)
    {
        var end = list.IndexOf(';');
        foreach (var name in (end < 0 ? list : list.Substring(0, end)).Split(','))
        {
            if (name.Trim() is var check
                && (check.Equals("JSONArgsRecommended", StringComparison.OrdinalIgnoreCase)
                    || check.Equals("all", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static IgnoreComment OwnComment(string list, bool isGlobal, SourceLocation location)
    {
        var (rules, reason) = RulesAndReason(list);
        return new IgnoreComment(rules, reason, IsOwn: true, isGlobal, location);
    }

    /// <summary><c>STOP2001,STOP2004 reason</c>.</summary>
    public static (IReadOnlyList<string> Rules, string Reason) RulesAndReason(string list)
    {
        var rules = new List<string>();
        var i = 0;
        while (i < list.Length)
        {
            var start = SkipBlanks(list, i);
            var end = start;
            while (end < list.Length && (char.IsLetterOrDigit(list[end]) || list[end] is '_' or '*'))
            {
                end++;
            }

            if (end > start)
            {
                rules.Add(list.Substring(start, end - start));
            }

            i = SkipBlanks(list, end);
            if (i == list.Length || list[i] != ',')
            {
                break;
            }

            i++;
        }

        return (rules, list.Substring(i).Trim(' ', '\t', '\r', '\n', ':', ';', '-', '(', ')'));
    }

    /// <summary>What follows <c>[global] ignore=</c>; null when the comment says something else.</summary>
    private static string? ReadList(string text, int start, out bool isGlobal)
    {
        var i = start < text.Length && text[start] == ':' ? start + 1 : start;
        i = SkipBlanks(text, i);
        isGlobal = Skip(text, ref i, "global");
        return i > start && Skip(text, ref i, "ignore") && Skip(text, ref i, "=") ? text.Substring(i) : null;
    }

    private static bool Skip(string text, ref int i, string word)
    {
        if (string.CompareOrdinal(text, i, word, 0, word.Length) != 0)
        {
            return false;
        }

        i = SkipBlanks(text, i + word.Length);
        return true;
    }

    private static int SkipBlanks(string text, int i)
    {
        while (i < text.Length && text[i] is ' ' or '\t')
        {
            i++;
        }

        return i;
    }

    private static bool Contains(string text, string part) => text.IndexOf(part, StringComparison.Ordinal) >= 0;
}
