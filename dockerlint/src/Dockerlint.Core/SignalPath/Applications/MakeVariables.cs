using System.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>The variables of a Makefile. One that is set by nothing in it is taken from the environment, as make does.</summary>
internal sealed class MakeVariables(Dictionary<string, string?> values)
{
    private const int MaximumDepth = 8;
    private const int MaximumLength = 10_000;

    /// <summary>For the shell that reads the line: a value that nobody knows.</summary>
    private const string Unknown = "$(unknown)";

    // Null: what is assigned depends on a condition, a function or the order.
    private readonly Dictionary<string, string?> _values = values;

    public string Shell => _values.TryGetValue("SHELL", out var shell) && shell is not null
        ? Programs.ProgramName.Of(shell.Trim()) : "sh";

    /// <summary>With a SHELL of its own make starts nothing itself.</summary>
    public bool HasOwnShell => Shell != "sh";

    /// <summary>An assignment: <c>NAME = value</c>, <c>:=</c>, <c>?=</c>, <c>export NAME = value</c>. False: the line is none.</summary>
    public bool TryRead(string line, bool isCertain)
    {
        foreach (var word in (string[])["export ", "override ", "unexport ", "private "])
        {
            line = line.StartsWith(word, StringComparison.Ordinal) ? line.Substring(word.Length).TrimStart() : line;
        }

        var equals = line.IndexOf('=');
        var end = equals;
        while (end > 0 && line[end - 1] is ':' or '?' or '+' or '!')
        {
            end--;
        }

        var name = end > 0 ? line.Substring(0, end).TrimEnd() : "";
        if (name.Length == 0 || !name.All(static c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-'))
        {
            return false;
        }

        var value = line.Substring(equals + 1).Trim();
        var isPlain = isCertain && line[equals - 1] is not ('+' or '!') && !(_values.TryGetValue(name, out var before) && before != value);
        _values[name] = isPlain ? value : null;
        return true;
    }

    /// <summary>With those of the command line, which goes before the file: <c>make run PORT=80</c>.</summary>
    public MakeVariables With(IReadOnlyList<string> assignments)
    {
        if (assignments.Count == 0)
        {
            return this;
        }

        var values = new Dictionary<string, string?>(_values, StringComparer.Ordinal);
        foreach (var assignment in assignments)
        {
            var equals = assignment.IndexOf('=');
            values[assignment.Substring(0, equals).TrimEnd(':')] = assignment.Substring(equals + 1);
        }

        return new MakeVariables(values);
    }

    /// <param name="left">How many characters may still be read on the way: variables that hold each other may make no text, only work.</param>
    public string Expand(string text, string target, ref int left) => Expand(text, target, keepReferences: true, ref left);

    /// <summary>As <see cref="Expand(string, string, ref int)"/>, without the references that the environment answers.</summary>
    public string WithoutReferences(string text, string target, ref int left) => Expand(text, target, keepReferences: false, ref left);

    private string Expand(string text, string target, bool keepReferences, ref int left)
    {
        if (text.IndexOf('$') < 0)
        {
            left -= text.Length;
            return text.Length > MaximumLength ? text.Substring(0, MaximumLength) : text;
        }

        var result = new StringBuilder();
        Append(result, text, target, keepReferences, 0, ref left);
        return result.ToString();
    }

    private void Append(StringBuilder result, string text, string target, bool keepReferences, int depth, ref int left)
    {
        for (var i = 0; i < text.Length && result.Length < MaximumLength && left > 0; i++, left--)
        {
            if (text[i] != '$' || i + 1 >= text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            var next = text[++i];
            if (next == '$')
            {
                result.Append('$');
            }
            else if (next == '@')
            {
                result.Append(target);
            }
            else if (next is '(' or '{' && text.IndexOf(next == '(' ? ')' : '}', i) is > 0 and var close)
            {
                AppendVariable(result, text.Substring(i + 1, close - i - 1), target, keepReferences, depth, ref left);
                left -= close - i;
                i = close;
            }
            else
            {
                // A parenthesis that nobody closes was looked for to the end.
                left -= next is '(' or '{' ? text.Length - i : 0;
                result.Append(Unknown);
            }
        }
    }

    private void AppendVariable(StringBuilder result, string name, string target, bool keepReferences, int depth, ref int left)
    {
        if (name == "MAKE")
        {
            result.Append("make");
        }
        else if (name == "@")
        {
            result.Append(target);
        }
        else if (name.Length == 0 || !name.All(static c => char.IsLetterOrDigit(c) || c == '_') || char.IsDigit(name[0]))
        {
            result.Append(keepReferences ? Unknown : "");
        }
        else if (!_values.TryGetValue(name, out var value))
        {
            result.Append(keepReferences ? "${" + name + "}" : "");
        }
        else if (value is null || depth >= MaximumDepth)
        {
            result.Append(keepReferences ? Unknown : "");
        }
        else
        {
            Append(result, value, target, keepReferences, depth + 1, ref left);
        }
    }
}
