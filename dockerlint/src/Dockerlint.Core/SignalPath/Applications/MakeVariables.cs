using System.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>The variables of a Makefile. One that is set by nothing in it is taken from the environment, as make does.</summary>
internal sealed class MakeVariables
{
    private const int MaximumDepth = 8;
    private const int MaximumLength = 10_000;

    /// <summary>Of one line: variables that hold nothing but each other make no text, only work.</summary>
    private const int MaximumReferences = 1_000;

    private int _references;

    /// <summary>For the shell that reads the line: a value that nobody knows.</summary>
    private const string Unknown = "$(unknown)";

    // Null: what is assigned depends on a condition, a function or the order.
    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);

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

    /// <summary>On the command line, which goes before the file: <c>make run PORT=80</c>.</summary>
    public void Give(string assignment)
    {
        var equals = assignment.IndexOf('=');
        _values[assignment.Substring(0, equals).TrimEnd(':')] = assignment.Substring(equals + 1);
    }

    public string Expand(string text, string target) => Expand(text, target, keepReferences: true);

    /// <summary>As <see cref="Expand(string, string)"/>, without the references that the environment answers.</summary>
    public string WithoutReferences(string text, string target) => Expand(text, target, keepReferences: false);

    private string Expand(string text, string target, bool keepReferences)
    {
        _references = 0;
        var result = new StringBuilder();
        Append(result, text, target, keepReferences, 0);
        return result.ToString();
    }

    private void Append(StringBuilder result, string text, string target, bool keepReferences, int depth)
    {
        for (var i = 0; i < text.Length && result.Length < MaximumLength; i++)
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
                AppendVariable(result, text.Substring(i + 1, close - i - 1), target, keepReferences, depth);
                i = close;
            }
            else
            {
                result.Append(Unknown);
            }
        }
    }

    private void AppendVariable(StringBuilder result, string name, string target, bool keepReferences, int depth)
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
        else if (value is null || depth >= MaximumDepth || ++_references > MaximumReferences)
        {
            result.Append(keepReferences ? Unknown : "");
        }
        else
        {
            Append(result, value, target, keepReferences, depth + 1);
        }
    }
}
