using Dockerlint.Images;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Where a command stands in a command line; decides whether a shell replaces itself by it.</summary>
[Flags]
public enum CommandShape
{
    None = 0,

    /// <summary>Nothing follows it.</summary>
    Last = 1,
    Redirected = 1 << 1,
    InGroup = 1 << 2,
    InSubshell = 1 << 3,
    InBranch = 1 << 4,
    InPipeline = 1 << 5,
    Negated = 1 << 6,
    InLoop = 1 << 7,
    InFunction = 1 << 8,
    InEval = 1 << 9,

    /// <summary>Something started earlier runs in the background.</summary>
    AfterBackground = 1 << 10,

    /// <summary>A trap with an action is set.</summary>
    AfterTrap = 1 << 11,

    /// <summary>A line end follows it.</summary>
    BeforeNewline = 1 << 12,
    InScriptFile = 1 << 13,

    /// <summary><c>x &amp; app</c> on one line: bash runs both as one list.</summary>
    JoinedToBackground = 1 << 14,

    /// <summary>A redirection of the group, <c>if</c> or <c>case</c> around it.</summary>
    InRedirectedGroup = 1 << 15,

    /// <summary>A trap was set and taken back.</summary>
    AfterClearedTrap = 1 << 16,

    /// <summary>Lines follow it, if only empty ones or comments.</summary>
    BeforeMoreLines = 1 << 17,

    /// <summary>What decides about <c>&amp;&amp;</c>, <c>if</c> or a loop: <c>set -e</c> does not count there.</summary>
    Tested = 1 << 18,

    /// <summary>After <c>&amp;&amp;</c>, <c>||</c>, <c>;</c> or <c>&amp;</c> on one line: bash before 5.1 keeps the shell there.</summary>
    InList = 1 << 20,

    /// <summary>Part of <c>a &amp;&amp; b</c> behind another statement of its line: bash keeps the shell there.</summary>
    InListOfList = 1 << 21,

    /// <summary>The last part of a pipeline.</summary>
    EndsPipeline = 1 << 19,

    /// <summary>In the condition of an <c>if</c>: what is asked there is not what the container is for.</summary>
    InCondition = 1 << 22,
}

/// <summary>
/// The tail call of <c>sh -c</c>. 48 forms measured on dash 0.5.11-0.5.12, bash 5.1-5.3 and busybox 1.30-1.38 without a difference
/// between versions; the repository's own test measures those and more on the machine's own shells (ShellTableTests).
/// </summary>
public static class TailCall
{
    private const CommandShape NeverReplaced = CommandShape.InPipeline | CommandShape.Negated | CommandShape.InLoop | CommandShape.InFunction
        | CommandShape.InEval | CommandShape.AfterTrap | CommandShape.InScriptFile;

    private const CommandShape KeepBash = NeverReplaced | CommandShape.Redirected | CommandShape.InGroup | CommandShape.InSubshell
        | CommandShape.InBranch
        | CommandShape.JoinedToBackground | CommandShape.BeforeMoreLines | CommandShape.InListOfList;

    private const CommandShape KeepAsh = NeverReplaced | CommandShape.BeforeNewline | CommandShape.InRedirectedGroup | CommandShape.AfterClearedTrap;

    /// <summary>Null when it depends on which shell it is.</summary>
    /// <param name="isBashOld">bash may be older than 5.1.</param>
    public static bool? ReplacesItself(ShellKind shell, CommandShape shape, bool isBashOld = false) => shell switch
    {
        ShellKind.Dash => false,
        ShellKind.Bash => !Replaces(shape, KeepBash) ? false : isBashOld && (shape & CommandShape.InList) != 0 ? null : true,
        ShellKind.Ash => Replaces(shape, KeepAsh),
        _ => Replaces(shape, KeepBash) || Replaces(shape, KeepAsh) ? null : false,
    };

    /// <summary>One clause for a message: why this shell stays in front of this command, or does not.</summary>
    public static string Why(ShellKind shell, CommandShape shape, bool? replaced) => replaced switch
    {
        false => WhyItStays(shell, shape),
        null when shell == ShellKind.Bash => "bash before 5.1 stays in front of the last command of a list, later ones replace themselves",
        null => "dash stays in front here, bash or busybox ash replaces itself",
        true => shell switch
        {
            ShellKind.Bash => "bash replaces itself by its last command",
            ShellKind.Ash => "busybox ash replaces itself by its last command",
            _ => "both bash and busybox ash replace themselves here",
        },
    };

    private static string WhyItStays(ShellKind shell, CommandShape shape)
    {
        if ((shape & CommandShape.InScriptFile) != 0)
        {
            return "a script never replaces itself without exec";
        }

        if ((shape & CommandShape.Last) == 0)
        {
            return "the shell has more to do after it";
        }

        if ((shape & CommandShape.InPipeline) != 0)
        {
            return "it is part of a pipeline";
        }

        if ((shape & CommandShape.AfterTrap) != 0)
        {
            return "a trap is set, so the shell stays to run it";
        }

        return shell switch
        {
            ShellKind.Dash => "dash never replaces itself by its last command",
            ShellKind.Bash when (shape & CommandShape.Redirected) != 0 => "bash stays in front of a redirected command",
            ShellKind.Bash when (shape & CommandShape.JoinedToBackground) != 0 => "bash stays in front of a list that has a background job",
            ShellKind.Bash when (shape & CommandShape.InListOfList) != 0 => "bash stays in front of && or || behind another command of its line",
            ShellKind.Bash => "bash replaces itself only by a plain last command",
            ShellKind.Ash when (shape & CommandShape.BeforeNewline) != 0 => "busybox ash stays where a line end follows the command",
            ShellKind.Ash => "busybox ash does not replace itself here",
            _ => "no shell replaces itself here",
        };
    }

    private static bool Replaces(CommandShape shape, CommandShape keep) => (shape & CommandShape.Last) != 0 && (shape & keep) == 0;
}
