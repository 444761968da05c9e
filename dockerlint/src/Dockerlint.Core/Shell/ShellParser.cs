namespace Dockerlint.Shell;

/// <summary>POSIX sh and the bash that entrypoint scripts use, read in one pass.</summary>
/// <remarks>
/// Never throws. Offsets are those of the text given to <see cref="Parse"/>, in the scripts of <c>$(…)</c>, <c>&lt;(…)</c> and backquotes
/// too; these carry the same text, and all comments are in the outermost script. An error in backquotes is the nested script's own in bash,
/// which reads them when it runs them, and everybody's in a POSIX shell.
/// </remarks>
public static class ShellParser
{
    public static ShellScript Parse(string text, ShellDialect dialect)
    {
        var comments = new List<ShellComment>();
        var source = new ShellSource(text, dialect, comments);
        var cursor = new ShellCursor(source, text, 0, text.Length, depth: 0);
        var body = new CommandParser(cursor).ParseAll();
        return new ShellScript(text, body, comments, cursor.Error) { Shebang = ShellDialects.ShebangOf(text) };
    }
}
