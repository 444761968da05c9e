using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Text;

namespace Dockerlint.Rules.SignalPath;

/// <summary>Puts <c>exec</c> in front of a shell's last command.</summary>
internal static class ShellExecFix
{
    private const CommandShape NeedsShell = CommandShape.InPipeline | CommandShape.InLoop | CommandShape.InSubshell | CommandShape.Negated
        | CommandShape.InEval
        | CommandShape.AfterBackground | CommandShape.InFunction | CommandShape.AfterTrap;

    /// <summary>Null where something follows, or a construct needs the shell afterwards, or the place is not exact.</summary>
    public static Fix? For(Hop shell, ShellEnding ending, Stop stop)
    {
        // A hook that stops the program would send the signal on its heels.
        if (!ShellHops.ExecHelps(stop) || stop.StoppedByHook is not null)
        {
            return null;
        }

        if ((ending.Shape & CommandShape.Last) == 0 || (ending.Shape & NeedsShell) != 0 || ending.Location is not { } location
            || ending.Command.Count == 0)
        {
            return null;
        }

        // The whole argument stands for a place in it that cannot be told.
        if (shell.Kind == HopKind.Shell && Equals(shell.Source, ending.Location) || Start(ending, location) is not { } start)
        {
            return null;
        }

        return new Fix("write exec in front of the command", IsSafe: true, [new TextEdit(location.Source.At(new TextSpan(start, 0)), "exec ")]);
    }

    /// <summary>An assignment in front (A=1 app) stays where it is: "A=1 exec app" is what the grammar wants.</summary>
    private static int? Start(ShellEnding ending, SourceLocation location)
    {
        if (ending.Command[0].Location is { } word && ReferenceEquals(word.Source, location.Source) && word.Span.Start >= location.Span.Start
            && word.Span.End <= location.Span.End)
        {
            return word.Span.Start;
        }

        var content = location.Source.Content;
        var start = location.Span.Start;
        return start < content.Length && content[start] == '$' || start + 1 < content.Length && content[start] == '"' && content[start + 1] == '$'
            ? start
            : null;
    }
}
