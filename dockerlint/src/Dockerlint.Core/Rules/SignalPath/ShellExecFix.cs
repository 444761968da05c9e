using Dockerlint.Findings;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Text;

namespace Dockerlint.Rules.SignalPath;

/// <summary>Puts <c>exec</c> in front of a shell's last command.</summary>
internal static class ShellExecFix
{
    private const CommandShape NeedsShell = CommandShape.InPipeline | CommandShape.InLoop | CommandShape.InSubshell | CommandShape.Negated | CommandShape.InEval
        | CommandShape.AfterBackground | CommandShape.InFunction | CommandShape.AfterTrap;

    /// <summary>Null where something follows, or a construct needs the shell afterwards, or the place is not exact.</summary>
    public static Fix? For(ShellEnding ending)
    {
        if ((ending.Shape & CommandShape.Last) == 0 || (ending.Shape & NeedsShell) != 0 || ending.Location is not { } location || ending.Command.Count == 0 || ending.Command[0].Location is not { } word)
        {
            return null;
        }

        // An assignment in front (A=1 app) stays where it is: "A=1 exec app" is what the grammar wants.
        bool isExact = word.Span.Length <= location.Span.Length && word.Span.Start >= location.Span.Start && !location.Source.Content.Substring(word.Span.Start).StartsWith("[", StringComparison.Ordinal);
        return isExact ? new Fix("write exec in front of the command", IsSafe: true, [new TextEdit(location.Source.At(new TextSpan(word.Span.Start, 0)), "exec ")]) : null;
    }
}
