using Dockerlint.Text;

namespace Dockerlint.Shell;

/// <summary>POSIX sh and the bash that entrypoint scripts use, read in one pass.</summary>
/// <remarks>
/// Never throws. Offsets are those of the text given to <see cref="Parse"/>, in the scripts of <c>$(…)</c>, <c>&lt;(…)</c> and backquotes
/// too; these carry the same text, and all comments are in the outermost script. An error in backquotes is the nested script's own in bash,
/// which reads them when it runs them, and everybody's in a POSIX shell.
/// </remarks>
public static class ShellParser
{
    /// <summary>What one long script has blown up is not kept for the next one.</summary>
    private const int MaxKept = 1 << 14;

    private static readonly OncePerText<ShellScript> _posix = new(static text => Parse(text, ShellDialect.Posix));

    private static readonly OncePerText<ShellScript> _bash = new(static text => Parse(text, ShellDialect.Bash));

    private static readonly ShellSource _nothing = new("", ShellDialect.Posix, []);

    [ThreadStatic]
    private static (ShellCursor Cursor, CommandParser Commands)? _s_spare;

    /// <summary>As <see cref="Parse"/>, of a file's text: the same object for the same one.</summary>
    public static ShellScript ParseFile(string text, ShellDialect dialect) => (dialect == ShellDialect.Bash ? _bash : _posix).Of(text);

    public static ShellScript Parse(string text, ShellDialect dialect)
    {
        var (cursor, commands) = _s_spare ?? New();
        _s_spare = null;
        var source = new ShellSource(text, dialect, []);
        commands.Begin(source);
        var script = new ShellScript(text, commands.ParseAll(), source.Comments, cursor.Error) { Shebang = ShellDialects.ShebangOf(text) };
        if (cursor.Error is null && text.Length <= MaxKept)
        {
            commands.Begin(_nothing);
            _s_spare = (cursor, commands);
        }

        return script;
    }

    private static (ShellCursor Cursor, CommandParser Commands) New()
    {
        var cursor = new ShellCursor(_nothing, "", 0, 0, depth: 0);
        return (cursor, new CommandParser(cursor));
    }
}
