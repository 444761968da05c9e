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
    AfterBackground = 1 << 10,
    AfterTrap = 1 << 11,
    BeforeFinalNewline = 1 << 12,
    InScriptFile = 1 << 13,
}

/// <summary>
/// The tail call of <c>sh -c</c>. 48 forms measured on dash 0.5.11-0.5.12, bash 5.1-5.3 and busybox 1.30-1.38 without a difference
/// between versions; the repository's own test measures them again (ShellTableTests).
/// </summary>
public static class TailCall
{
    private const CommandShape NeverReplaced = CommandShape.InPipeline | CommandShape.Negated | CommandShape.InLoop | CommandShape.InFunction
        | CommandShape.InEval | CommandShape.AfterTrap | CommandShape.InScriptFile;

    private const CommandShape KeepBash = NeverReplaced | CommandShape.Redirected | CommandShape.InGroup | CommandShape.InSubshell | CommandShape.InBranch | CommandShape.AfterBackground;

    private const CommandShape KeepAsh = NeverReplaced | CommandShape.BeforeFinalNewline;

    /// <summary>Null when it depends on which shell it is.</summary>
    public static bool? ReplacesItself(ShellKind shell, CommandShape shape) => shell switch
    {
        ShellKind.Dash => false,
        ShellKind.Bash => Replaces(shape, KeepBash),
        ShellKind.Ash => Replaces(shape, KeepAsh),
        _ => Replaces(shape, KeepBash) || Replaces(shape, KeepAsh) ? null : false,
    };

    /// <summary>One clause for a message: why this shell stays in front of this command.</summary>
    public static string WhyItStays(ShellKind shell, CommandShape shape)
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
            ShellKind.Bash => "bash replaces itself only by a plain last command",
            ShellKind.Ash => "busybox ash does not replace itself here",
            _ => "no shell replaces itself here",
        };
    }

    private static bool Replaces(CommandShape shape, CommandShape keep) => (shape & CommandShape.Last) != 0 && (shape & keep) == 0;
}
