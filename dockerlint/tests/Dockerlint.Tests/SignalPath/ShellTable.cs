namespace Dockerlint.Tests.SignalPath;

/// <summary>One form of a command line and whether dash, bash and busybox ash replace themselves by <c>app</c>.</summary>
/// <param name="Text">For <c>-c</c>; <c>@dir</c> stands for a folder with <c>sourced</c>, a file of one line: <c>app</c>.</param>
/// <param name="Dash">Null where the shell has no such syntax.</param>
public sealed record ShellForm(string Text, bool? Dash, bool? Bash, bool? Ash, string Says)
{
    public bool? Replaces(string shell) => shell switch
    {
        "dash" => Dash,
        "bash" => Bash,
        _ => Ash,
    };
}

/// <summary>What was measured of <c>sh -c TEXT</c> (docs/evidence.md); ShellTableTests compares the model and measures it again.</summary>
internal static class ShellTable
{
    public static readonly string[] Shells = ["dash", "bash", "ash"];

    public static readonly IReadOnlyList<ShellForm> Forms =
    [
        // Order of the letters: dash, bash, ash. e = it execs, f = it forks and stays, . = it has no such syntax.
        .. Rows("fee", "a plain last command: dash stays, bash and ash replace themselves",
            "app", "app;", "app # x", "app \"$HOME\"", "app $(true)", "A=1 app", "A=app; $A", "command app", "env A=1 app", "nohup app",
            "true; app", "cd / && app", "cd /; app", "true && true && app", "false || app", "[ 1 ] && app", "[ \"\" ] || app", "set -e; app",
            "export A=1; app", "x=$(true); app",
            "umask 022; app", "ulimit -n 100; app", "exec 3>f; app", "f() { true; }; app", "f() { true; }; f; app", "while false; do :; done; app",
            "if true; then cd /; fi; app"),
        .. Rows(".ee", "as above, in syntax that dash lacks", "[[ 1 ]] && app"),
        .. Rows("eee", "exec replaces any shell, wherever it stands",
            "exec app", "exec app > f", "cd / && exec app", "A=1 exec app", "{ exec app; }", "if true; then exec app; fi",
            "case x in x) exec app;; esac", "for i in 1; do exec app; done",
            "f() { exec app; }; f", "eval exec app", "true & exec app", "trap 'true' TERM; exec app", "exec app\n"),
        .. Rows("ffe", "bash stays in front of a redirected command", "app > f", "app 2>&1", "app 3>&1", "app < /dev/null", "A=1 app > f",
            "true; app > f"),
        .. Rows(".fe", "the same in bash's own spelling", "app &> f"),
        .. Rows("ffe", "bash stays for the end of a group, subshell or branch",
            "{ app; }", "{ { app; }; }", "{ true; app; }", "cd / && { app; }", "(app)", "( ( app ) )", "(cd / && app)", "(true; app)",
            "cd / && (app)", "(exec app)",
            "if true; then app; fi", "if false; then :; else app; fi", "case x in x) app;; esac", "{ app > f; }", "(app > f)", "(app) > f",
            "{\napp\n}", "if true\nthen\napp\nfi"),
        .. Rows("fff", "a redirected group, if or case keeps ash too", "{ app; } > f", "{ app; } 2>&1", "{ { app; } > f; }",
            "if true; then app; fi > f", "case x in x) app;; esac > f"),
        .. Rows("ffe", "bash stays in front of && and || behind another command of the line",
            "true; true && app", "case x in y) :;; esac; true && app", "cd /; false || app", "x=1; true && true && app", "f() { :; }; true && app"),
        .. Rows("fee", "on a line of its own it does not", "true\ntrue && app", "true && true; app"),
        .. Rows("ffe", "bash runs 'x & app' on one line as one list and stays", "true & app", "true & app;", "true; true & app", "true && true & app",
            "true & [ 1 ] && app", "true & { app; }", "true & (app)"),
        .. Rows("fee", "after ';' or a line end the background job no longer matters", "true & true; app", "true & cd /; app", "true &\napp",
            "true &\ncd /; app", "true & cd /\napp", "{ true & } ; app"),
        .. Rows("fef", "a line end after the command keeps ash", "app\n", "app \n", "app # c\n", "cd /\napp\n", "true &\napp\n"),
        .. Rows("fff", "more lines after it, even empty ones or comments, keep bash too", "app\n\n", "app\n ", "app\n# c", "{ app; }\n", "(app)\n",
            "app <<E\nx\nE", "app <<E\nx\nE\n"),
        .. Rows("fee", "line ends before it matter to nobody", "true\napp", "\napp", "# c\napp", "set -e\ncd /\napp", "true\ncd /\n\napp",
            "cd / &&\napp"),
        .. Rows("fff", "something is left to do after it", "app && true", "app || true", "app; true", "if app; then :; fi", "! app", "time app"),
        .. Rows("fff", "part of a pipeline", "app | cat", "true | app", "exec app | cat", "true | { app; }"),
        .. Rows("fff", "run by a function, eval, a sourced file or a loop", "f() { app; }; f", "eval app", ". @dir/sourced",
            "for i in 1; do app; done", "while app; do break; done", "until app; do :; done"),
        .. Rows("fff", "a trap with an action is set", "trap 'true' TERM; app", "trap 'true' EXIT; app", "trap 'true' INT; app",
            "trap 'true' USR1; app"),
        .. Rows("fee", "a trap without an action is none", "trap '' TERM; app", "trap - TERM; app"),
        .. Rows("fef", "a trap that was taken back keeps ash", "trap 'true' TERM; trap - TERM; app", "trap 'true' EXIT; trap - EXIT; app",
            "trap 'true' TERM; trap '' TERM; app"),
        .. Rows("fff", "in the background", "app & wait", "app & wait $!"),
    ];

    /// <summary>A script file, called with the argument <c>app</c>: no shell replaces itself without exec.</summary>
    public static readonly IReadOnlyList<ShellForm> Files =
    [
        .. Rows("fff", "a script file never replaces itself", "app", "app\n", "\"$@\"\n", "set -e\n\"$@\"\n", "cd / && app\n",
            "f() { \"$@\"; }\nf \"$@\"\n", "if true; then \"$@\"; fi\n"),
        .. Rows("eee", "unless it says exec", "exec app\n", "exec \"$@\"\n", "set -e\nexec \"$@\"\n", "f() { exec \"$@\"; }\nf \"$@\"\n",
            "if true; then exec \"$@\"; fi\n"),
    ];

    private static IEnumerable<ShellForm> Rows(string letters, string says, params string[] texts) =>
        texts.Select(text => new ShellForm(text, Replaces(letters[0]), Replaces(letters[1]), Replaces(letters[2]), says));

    private static bool? Replaces(char letter) => letter == '.' ? null : letter == 'e';
}
