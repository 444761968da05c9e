using Dockerlint.Containers;
using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>A Python script that prepares something and starts the application: <c>os.execvp</c>, <c>subprocess.run</c>, <c>os.system</c>.</summary>
internal static class PythonChild
{
    /// <summary>Calls that are read; who writes more starts what nobody can tell.</summary>
    private const int MaximumCalls = 64;

    private static readonly string[] _execs = ["os.execvp(", "os.execv(", "os.execvpe(", "os.execve("];

    /// <summary>Those that return when the child has ended.</summary>
    private static readonly string[] _waiting =
        ["subprocess.run(", "subprocess.call(", "subprocess.check_call(", "subprocess.check_output(", "os.system("];

    /// <summary>The last long-running command of the script, or what it becomes; null: none that is written out.</summary>
    /// <param name="arguments">The words behind the script: <c>sys.argv[1:]</c>.</param>
    public static StartedProgram? Of(PythonCode code, ImageFile file, IReadOnlyList<Argument> arguments)
    {
        var reader = new Words(code.Text, file, arguments);
        foreach (var call in _execs)
        {
            if (code.Text.LastIndexOf(call, StringComparison.Ordinal) is >= 0 and var at)
            {
                var list = code.Text.IndexOf(',', at);
                return list > 0 && reader.Read(list + 1) is { Count: > 0 } argv ? new StartedProgram(Replaces: true, argv, Name(call)) : null;
            }
        }

        StartedProgram? last = null;
        var lastAt = -1;
        var calls = 0;
        foreach (var call in code.Has(".wait(") || code.Has(".communicate(") ? [.. _waiting, "subprocess.Popen("] : _waiting)
        {
            for (var at = code.Text.IndexOf(call, StringComparison.Ordinal); at >= 0; at = code.Text.IndexOf(call, at + 1, StringComparison.Ordinal))
            {
                if (++calls > MaximumCalls)
                {
                    return null;
                }

                if (at > lastAt && reader.Read(at + call.Length) is { Count: > 0 } argv
                    && new StartedProgram(Replaces: false, argv, Name(call)) is { Weight: CommandWeight.LongRunning or CommandWeight.Unknown } child)
                {
                    (last, lastAt) = (child, at);
                }
            }
        }

        return last;
    }

    private static string Name(string call) => call.Substring(0, call.Length - 1);

    /// <summary>A list or a string at a place of the code, with literals from the source.</summary>
    private sealed class Words(string code, ImageFile file, IReadOnlyList<Argument> arguments)
    {
        private const int MaximumWords = 64;

        public List<Argument>? Read(int at, bool isAssigned = false)
        {
            at = Skip(at);
            if (at >= code.Length)
            {
                return null;
            }

            if (file.Content[at] is '"' or '\'')
            {
                return Literal(ref at) is { } text
                    ? [Argument.Known("/bin/sh", file.Locate(default)), Argument.Known("-c", file.Locate(default)), text]
                    : null;
            }

            if (code[at] == '[')
            {
                return List(at + 1);
            }

            if (Starts(at, "sys.argv[1:]"))
            {
                return [.. arguments];
            }

            var end = at;
            while (end < code.Length && (char.IsLetterOrDigit(code[end]) || code[end] == '_'))
            {
                end++;
            }

            // A variable that is given once.
            var name = code.Substring(at, end - at);
            var assignment = $"{name} = ";
            var given = name.Length == 0 || isAssigned ? -1 : code.IndexOf(assignment, StringComparison.Ordinal);
            return given >= 0 && code.IndexOf(assignment, given + 1, StringComparison.Ordinal) < 0 ? Read(given + assignment.Length, isAssigned: true)
                : null;
        }

        private List<Argument>? List(int at)
        {
            var words = new List<Argument>();
            while (words.Count < MaximumWords)
            {
                at = Skip(at);
                if (at >= code.Length)
                {
                    return null;
                }

                if (code[at] == ']')
                {
                    return words;
                }

                if (file.Content[at] is '"' or '\'')
                {
                    if (Literal(ref at) is not { } literal)
                    {
                        return null;
                    }

                    words.Add(literal);
                }
                else if (Starts(at, "*sys.argv[1:]"))
                {
                    words.AddRange(arguments);
                    at += "*sys.argv[1:]".Length;
                }
                else
                {
                    var end = code.IndexOfAny([',', ']', '\n'], at);
                    if (end < 0)
                    {
                        return null;
                    }

                    var text = code.Substring(at, end - at).Trim();
                    var place = file.Locate(default);
                    words.Add(text == "sys.executable" ? Argument.Known("python3", place) : new Argument(null, text, place));
                    at = end;
                }

                at = Skip(at);
                at += at < code.Length && code[at] == ',' ? 1 : 0;
            }

            return null;
        }

        /// <summary>Null: with escapes, or of more than one line.</summary>
        private Argument? Literal(ref int at)
        {
            var quote = file.Content[at];
            var end = file.Content.IndexOf(quote, at + 1);
            if (end < 0 || end == at + 1)
            {
                return null;
            }

            var text = file.Content.Substring(at + 1, end - at - 1);
            var place = file.Locate(new TextSpan(at, end + 1 - at));
            at = end + 1;
            return text.IndexOfAny(['\\', '\n']) >= 0 ? null : Argument.Known(text, place);
        }

        private bool Starts(int at, string text) => string.CompareOrdinal(code, at, text, 0, text.Length) == 0;

        /// <summary>Literals are blanks in the code.</summary>
        private int Skip(int at)
        {
            while (at < code.Length && char.IsWhiteSpace(code[at]) && file.Content[at] is not ('"' or '\''))
            {
                at += file.Content[at] == '#' ? Math.Max(1, file.Content.IndexOf('\n', at) - at) : 1;
            }

            return at;
        }
    }
}
