using Dockerlint.Stops;

namespace Docker.Tests;

/// <summary>Shells × command forms × inits, with the verdicts that 873 earlier stops showed (docs/evidence.md).</summary>
internal static class StopMatrix
{
    // What stands between PID 1 and the application.
    private enum Path
    {
        /// <summary>The application is PID 1, or the init's child.</summary>
        Direct,

        /// <summary>A shell without a trap stays in front of it.</summary>
        ShellStays,

        /// <summary>A shell whose trap ends it, and not the application.</summary>
        TrapExits,

        /// <summary>A shell whose trap passes the signal on and leaves at once.</summary>
        TrapForwardsOnce,

        /// <summary>The same, and it waits for the application's end.</summary>
        TrapForwardsAndWaits,
    }

    private enum Init
    {
        None,
        Engine,
        Tini,
        TiniGroup,
        DumbInit,
        DumbInitChild,
    }

    private sealed record Form(string Name, string Instructions, Path Dash, Path Bash, Path Ash, string? Script = null)
    {
        public Form(string name, string instructions, Path everywhere, string? script = null)
            : this(name, instructions, everywhere, everywhere, everywhere, script)
        {
        }

        public Path In(string shell) => shell switch { "dash" => Dash, "bash" => Bash, _ => Ash };
    }

    private const string App = "app slow 0.3";

    // Which shell runs its last command in its own place: measured, 48 texts in 11 versions of 3 shells.
    private static readonly Form[] _forms =
    [
        new("exec form", """CMD ["app", "slow", "0.3"]""", Path.Direct),
        new("shell form with exec", $"CMD exec {App}", Path.Direct),
        new("script with exec", """CMD ["/entry.sh", "app", "slow", "0.3"]""", Path.Direct, "#!/bin/sh\nexec \"$@\"\n"),
        new("shell form", $"CMD {App}", Path.ShellStays, Path.Direct, Path.Direct),
        new("cd and command", $"CMD cd / && {App}", Path.ShellStays, Path.Direct, Path.Direct),
        new("assignment before the command", $"CMD MODE=1 {App}", Path.ShellStays, Path.Direct, Path.Direct),
        new("redirection", $"CMD {App} 2>&1", Path.ShellStays, Path.ShellStays, Path.Direct),
        new("group in braces", "CMD { " + App + "; }", Path.ShellStays, Path.ShellStays, Path.Direct),
        new("pipe", $"CMD {App} | cat", Path.ShellStays),
        new("command and then another", $"CMD {App}; echo after", Path.ShellStays),
        new("script without exec", """CMD ["/entry.sh", "app", "slow", "0.3"]""", Path.ShellStays, "#!/bin/sh\n\"$@\"\n"),
        new("trap that exits", """CMD ["/entry.sh"]""", Path.TrapExits, $"#!/bin/sh\ntrap 'exit 0' TERM\n{App} &\nwait\n"),
        new("trap that forwards, one wait", """CMD ["/entry.sh"]""", Path.TrapForwardsOnce,
            $"#!/bin/sh\ntrap 'kill -TERM $P' TERM\n{App} &\nP=$!\nwait $P\n"),
        new("trap that forwards, two waits", """CMD ["/entry.sh"]""", Path.TrapForwardsAndWaits,
            $"#!/bin/sh\ntrap 'kill -TERM $P' TERM\n{App} &\nP=$!\nwait $P\nwait $P\n"),
    ];

    public static IReadOnlyList<StopCase> Cases { get; } = [.. FormCases(), .. ApplicationCases()];

    private static IEnumerable<StopCase> FormCases() =>
        from shell in new[] { "dash", "bash", "ash" }
        from form in _forms
        from init in Inits(shell, form)
        select Case($"{shell}, {form.Name}, {Words(init)}", shell, form.Instructions, init, Expected(form.In(shell), init), form.Script);

    // Every init before dash, where forms differ most; elsewhere one of each kind.
    private static Init[] Inits(string shell, Form form) =>
        form.In(shell) is Path.TrapForwardsOnce or Path.TrapForwardsAndWaits ? [Init.None, Init.Tini]
        : shell == "dash" ? [Init.None, Init.Engine, Init.Tini, Init.TiniGroup, Init.DumbInit, Init.DumbInitChild]
        : [Init.None, Init.Tini, Init.TiniGroup];

    private static IEnumerable<StopCase> ApplicationCases()
    {
        foreach (var (init, ended) in new[] { (Init.None, Verdict.KilledAfterGrace), (Init.Engine, Verdict.EndedByDefault),
            (Init.Tini, Verdict.EndedByDefault), (Init.DumbInit, Verdict.EndedByDefault) })
        {
            yield return Case($"application without a handler, exec form, {Words(init)}", "dash", """CMD ["app", "none"]""", init, ended);
            yield return Case($"application without a handler, shell form, {Words(init)}", "dash", "CMD app none", init, ended);
            yield return Case($"application that ignores the signal, {Words(init)}", "dash", """CMD ["app", "ignore"]""", init,
                Verdict.KilledAfterGrace);
            yield return Case($"handler for SIGINT only, {Words(init)}", "dash", """CMD ["app", "int"]""", init, ended);
            yield return Case($"handler for SIGINT and STOPSIGNAL SIGINT, {Words(init)}", "dash", "STOPSIGNAL SIGINT\nCMD [\"app\", \"int\"]",
                init, Verdict.Graceful);
            yield return Case($"drain longer than the grace, {Words(init)}", "dash", """CMD ["app", "slow", "30"]""", init, Verdict.KilledAfterGrace);
        }

        yield return Case("gosu in front", "dash", """CMD ["gosu", "root", "app", "slow", "0.3"]""", Init.None, Verdict.Graceful);
        yield return Case("tini behind a shell", "dash", "ENTRYPOINT tini -- app slow 0.3", Init.None, Verdict.KilledAfterGrace);
        yield return Case("no such program, exec form", "dash", """CMD ["nowhere"]""", Init.None, Verdict.FailsToStart);
        yield return Case("no such program, shell form", "dash", "CMD nowhere", Init.None, Verdict.FailsToStart);
        yield return Case("single quotes instead of double", "dash", "CMD ['app', 'slow', '0.3']", Init.None, Verdict.FailsToStart);
    }

    private static Verdict Expected(Path path, Init init) => path switch
    {
        Path.Direct or Path.TrapForwardsAndWaits => Verdict.Graceful,
        Path.TrapForwardsOnce => Verdict.CutShort,
        Path.TrapExits => init is Init.TiniGroup or Init.DumbInit ? Verdict.CutShort : Verdict.NeverTold,
        _ => init switch
        {
            Init.None => Verdict.KilledAfterGrace,
            Init.TiniGroup or Init.DumbInit => Verdict.CutShort,
            _ => Verdict.NeverTold,
        },
    };

    private static StopCase Case(string sentence, string shell, string instructions, Init init, Verdict expected, string? script = null)
    {
        var entrypoint = init switch
        {
            Init.Tini => "ENTRYPOINT [\"tini\", \"--\"]\n",
            Init.TiniGroup => "ENTRYPOINT [\"tini\", \"-g\", \"--\"]\n",
            Init.DumbInit => "ENTRYPOINT [\"dumb-init\", \"--\"]\n",
            Init.DumbInitChild => "ENTRYPOINT [\"dumb-init\", \"-c\", \"--\"]\n",
            _ => "",
        };
        var copy = script is null ? "" : "COPY entry.sh /entry.sh\n";
        return new StopCase(sentence, shell, $"FROM shutdown-toolkit-test/probe-{shell}\n{copy}{entrypoint}{instructions}\n", expected,
            init == Init.Engine, script is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["entry.sh"] = script });
    }

    private static string Words(Init init) => init switch
    {
        Init.None => "no init",
        Init.Engine => "--init",
        Init.Tini => "tini",
        Init.TiniGroup => "tini -g",
        Init.DumbInit => "dumb-init",
        _ => "dumb-init -c",
    };
}
