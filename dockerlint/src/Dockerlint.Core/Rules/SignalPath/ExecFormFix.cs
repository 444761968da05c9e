using System.Text;
using Dockerlint.Dockerfile;
using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Shell;
using Dockerlint.SignalPath;
using Dockerlint.Text;

namespace Dockerlint.Rules.SignalPath;

/// <summary>Turns a plain shell-form command into exec form, or puts <c>exec</c> in front of its last command.</summary>
internal static class ExecFormFix
{
    private static readonly char[] _extended = [.. "${[(<>&|!=;\n"];

    /// <summary>Null when neither can be done without changing more than the process tree.</summary>
    public static Fix? For(ImageCommand command, Stop stop)
    {
        if (stop.Container.Dockerfile is not { } source || !ShellHops.ExecHelps(stop))
        {
            return null;
        }

        var script = ScriptOf(command.Form.Text.Value, stop);
        if (script.Error is not null || script.Body.Statements is not [{ End: StatementEnd.None or StatementEnd.Semicolon, Command: var only }])
        {
            return null;
        }

        if (PlainWords(only) is { } words)
        {
            return source.ExactlyAt(command.Form.Span) is { } whole && Json(words) is var array
                ? new Fix($"write {array}", IsSafe: true, [new TextEdit(whole, array)])
                : null;
        }

        // "a && b": only the last command may be replaced, and only where the shell has nothing to do after it.
        var last = only;
        while (last is AndOrCommand { IsAnd: true } both)
        {
            last = both.Right;
        }

        if (last is not SimpleCommand { Words.Count: > 0, Name: not ("exec" or "cd" or "export" or "set") } simple
            || simple.Name is null && simple.Words[0].Constant is not null)
        {
            return null;
        }

        // "service a start && tail -f log": in front of what keeps the container up it would tell the application nothing.
        if (ShellHops.First(stop, HopKind.Shell)?.Ending is { Command: [{ Value: { } main }, ..] } && simple.Name is { } name && main != name)
        {
            return null;
        }

        var start = simple.Assignments.Count > 0 && simple.Assignments[0].Span.Start < simple.Words[0].Span.Start ? simple.Words[0].Span.Start
            : simple.Span.Start;
        return source.ExactlyAt(command.Form.Text.SourceSpan(start, simple.Span.End - start)) is { } place
            ? new Fix("write exec in front of the last command", IsSafe: true,
                [new TextEdit(place with { Span = new TextSpan(place.Span.Start, 0) }, "exec ")])
            : null;
    }

    /// <summary>As the route's shell has read it; anew where that, with the grammar of bash, may mean something else to sh.</summary>
    private static ShellScript ScriptOf(string text, Stop stop) =>
        ShellHops.First(stop, HopKind.Shell)?.Shell?.Script is { } read && read.Text == text && text.IndexOfAny(_extended) < 0 ? read
            : ShellParser.Parse(text, ShellDialect.Posix);

    /// <summary>Words without any expansion, redirection or builtin: what the kernel can start as it is.</summary>
    private static List<string>? PlainWords(ShellCommand command)
    {
        if (command is not SimpleCommand { Assignments.Count: 0, Redirections.Count: 0, Words.Count: > 0 } simple
            || simple.Name is null or "exec" or "." or "source" or "eval" or "command" or "cd" or "export" or "set" or "trap" or "wait")
        {
            return null;
        }

        var words = new List<string>(simple.Words.Count);
        for (var i = 0; i < simple.Words.Count; i++)
        {
            if (simple.Words[i].Constant is not { } value)
            {
                return null;
            }

            words.Add(value);
        }

        return words;
    }

    internal static string Json(IReadOnlyList<string> words)
    {
        var builder = new StringBuilder("[", words.Sum(static word => word.Length + "\"\", ".Length) + "[]".Length);
        for (var i = 0; i < words.Count; i++)
        {
            builder.Append(i == 0 ? "\"" : ", \"");
            foreach (var c in words[i])
            {
                _ = c switch
                {
                    '"' => builder.Append("\\\""),
                    '\\' => builder.Append("\\\\"),
                    '\n' => builder.Append("\\n"),
                    '\t' => builder.Append("\\t"),
                    < ' ' => builder.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)),
                    _ => builder.Append(c),
                };
            }

            builder.Append('"');
        }

        return builder.Append(']').ToString();
    }
}
