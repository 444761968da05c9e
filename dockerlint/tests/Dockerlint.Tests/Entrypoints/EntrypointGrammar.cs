namespace Dockerlint.Tests.Entrypoints;

/// <summary>
/// Random entrypoints: what people write around an application in shell text, and what they get wrong. Every part is drawn
/// on its own, so most combinations are ones that nobody has thought of.
/// </summary>
internal sealed class EntrypointGrammar(Random random)
{
    /// <summary>An application that the model knows, and the signals for which it knows what they do to it.</summary>
    private static readonly (string Command, string[] Known)[] _applications =
    [
        ("uvicorn app:app", ["TERM", "INT", "QUIT", "HUP", "USR1", "WINCH"]),
        ("uvicorn app:app", ["TERM", "INT", "QUIT", "HUP", "USR1", "WINCH"]),
        ("unicorn", ["TERM", "INT", "QUIT"]),
        ("httpd", ["TERM", "WINCH"]),
        ("haproxy", ["TERM", "INT", "USR1"]),
        ("python3 /srv/plain.py", ["TERM", "INT", "QUIT", "HUP", "USR1", "WINCH"]),
        ("python3 /srv/term.py", ["TERM"]),
        ("python3 /srv/deaf.py", ["TERM"]),
    ];

    /// <summary>What keeps a start from going on where something is missing; here nothing is.</summary>
    private static readonly string[] _guards =
    [
        "if [ -n \"${NOTHING:-}\" ]; then exit 3; fi", "[ -z \"${NOTHING:-}\" ] || exit 3", "[ -d /nowhere ] && exit 3", "if ! true; then exit 3; fi",
        "if grep -q nothing /etc/hostname; then exit 3; fi", "test -f /nowhere && . /nowhere", "case \"${NOTHING:-no}\" in yes) exit 3 ;; esac",
        "V=$(echo v)\nif [ \"$V\" != v ]; then exit 3; fi", "if V=$(false); then exit 3; fi", "command -v nothing >/dev/null 2>&1 && exit 3",
        "check() { [ -n \"$1\" ] || return 1; }\ncheck x || exit 3", "fail() { echo failed; exit 3; }\n[ -d / ] || fail",
        "for f in /nowhere/*.sh; do [ -f \"$f\" ] || continue; . \"$f\"; done", "until true; do sleep 1; done",
        "n=0; until [ $n -ge 2 ]; do n=$((n+1)); done", "printf '%s' starting\nif test -e /nowhere; then exit 3; fi",
        "set -- a b; while [ $# -gt 0 ]; do shift; done", "(exit 3) || true", "{ echo grouped; } >/dev/null", "wait", "sleep 0.05 & wait $!",
        "true & early=$!\nwait $early", "if [ \"$(id -u)\" = 12345 ]; then exit 3; fi", "[ \"${A:-1}\" = 1 ] || exec false",
    ];

    private static readonly string[] _preparations =
    [
        "set -e", "set -e", "set -u", "cd /tmp", "export A=1", "B=2", "log() { echo \"$@\"; }", "mkdir -p /tmp", "echo starting", "echo starting >&2",
        "if [ -n \"$A\" ]; then echo set; fi", "if [ -z \"$NOTHING\" ]; then\n  echo none\nfi", "for i in 1 2; do echo $i; done",
        "case x in y) echo y ;; *) : ;; esac",
        ". /srv/env.sh", "true | cat", "true && echo yes", "false || echo no", "exec 2>&1", "i=0; while [ $i -lt 2 ]; do i=$((i+1)); done",
        "umask 022", "(cd / && true)",
        .. _guards,
    ];

    private static readonly string[] _bashGuards =
    [
        "[[ -z ${NOTHING:-} ]] || exit 3", "if [[ \"${NOTHING:-}\" == yes ]]; then exit 3; fi", "if (( 0 )); then exit 3; fi", "(( 1 )) || exit 3",
        "echo starting\nif [[ -d /nowhere ]]; then exit 3; fi", "words=(a b); for w in \"${words[@]}\"; do echo $w; done", "set -o pipefail",
        "while read -r l; do echo $l; done <<< x", "shopt -s nullglob", "declare x=1", "if [[ ${NOTHING:-} =~ ^y ]]; then exit 3; fi",
        "true\nif [[ $HOME == nowhere ]]; then exit 3; fi", "exec 3>&1",
    ];

    private static readonly string[] _sidecars = ["tail -f /dev/null & side=$!", "(while :; do sleep 0.2; done) & side=$!"];

    private static readonly string[] _foregroundStarts =
    [
        "APP", "APP", "APP", "exec APP", "exec APP", "exec APP", "APP | cat", "exec APP | cat", "true && APP", "true && exec APP", "cd / && APP",
        "false || APP", "APP || true", "APP && true", "(APP)",
        "(exec APP)", "{ APP; }", "{ exec APP; }", "A=1 APP", "A=1 exec APP", "env A=1 APP", "exec env A=1 APP", "nohup APP", "setsid APP",
        "timeout 100 APP", "exec timeout 100 APP", "exec nohup APP",
        "eval \"APP\"", "eval \"exec APP\"", "command APP", "if true; then APP; fi", "if true; then exec APP; fi", "run() { APP; }\nrun",
        "run() { exec APP; }\nrun", "APP > /tmp/log", "exec APP 2>&1",
        "while true; do APP; done", "until APP; do sleep 0.1; done", "case x in x) exec APP ;; esac", "! APP", "time=1; APP; echo $?",
        "for try in 1; do APP; done",
    ];

    private static readonly string[] _backgroundStarts =
    [
        "APP &", "APP &", "APP &", "APP &", "(APP) &", "{ APP; } &", "env A=1 APP &", "nohup APP &", "setsid APP &", "timeout 100 APP &",
        "(exec APP) &", "APP | cat &", "APP > /tmp/log 2>&1 &", "run() { APP; }\nrun &", "run() { exec APP; }\nrun &",
        "(cd / && exec APP) &", "true && APP &", "eval \"APP\" &", "command APP &", "if true; then APP & fi", "{ APP & }", "run() { APP & }\nrun",
    ];

    private static readonly string[] _foregroundFollowers = ["", "", "", "", "echo done", "exit $?", "wait", "true"];

    private static readonly string[] _backgroundFollowers =
    [
        "wait", "wait", "wait $pid", "wait $pid", "wait $pid\nwait $pid", "wait $pid\nwait $pid", "wait\nwait", "wait $pid\nwait",
        "wait $pid || true\nwait $pid", "wait $pid; code=$?; wait $pid; exit $code",
        "wait $pid\ntrap - TERM INT\nwait $pid", "while kill -0 $pid 2>/dev/null; do wait $pid; done",
        "while kill -0 $pid 2>/dev/null; do sleep 0.1; done", "wait $!", "wait $pid\necho done", "tail -f /dev/null", "exec tail -f /dev/null",
        "while :; do sleep 0.1; done", "while true; do sleep 1000 & wait $!; done", "tail -f /dev/null & wait $!", "", "sleep 1000", "wait $side",
        "wait $pid\nwait $side", "exit 0", "wait $pid\nexit $?", "wait $pid && echo ended",
        "for p in $pid; do wait $p; done", "wait $pid\nkill $pid\nwait $pid", "wait $pid\nsleep 0.1",
    ];

    private static readonly string[] _steps =
    [
        "kill $pid", "kill $pid", "kill -TERM $pid", "kill -TERM $pid", "kill -SIG $pid", "kill -SIG $pid", "kill -s SIG $pid", "kill -INT $pid",
        "kill -QUIT $pid", "kill -HUP $pid", "kill -0 $pid", "kill $!", "kill -TERM $!", "kill $side", "kill 99999", "trap - TERM SIG; kill 0",
        "trap - TERM INT QUIT HUP; kill -TERM 0", "kill -TERM $pid 2>/dev/null || true", "kill -0 $pid && kill -TERM $pid", "kill $pid $side",
        "kill $(jobs -p)", "wait $pid", "wait $pid", "wait $pid", "wait", "wait $!", "wait $side", "exit 0", "exit 0", "exit 143", "echo stopping",
        "trap - TERM", "trap '' TERM",
        "trap - TERM INT QUIT", "if kill -0 $pid 2>/dev/null; then kill -TERM $pid; fi", "for p in $pid; do kill $p; done",
        "while kill -0 $pid 2>/dev/null; do sleep 0.1; done", ":", "kill -KILL $pid",
    ];

    private static readonly string[] _inits = ["", "", "", "", "tini --", "tini -g --", "dumb-init", "dumb-init -c --", "--init"];
    private static readonly string[] _stopSignals = ["TERM", "TERM", "TERM", "TERM", "INT", "QUIT", "HUP", "USR1", "WINCH"];

    public Entrypoint Next()
    {
        var (application, known) = Pick(_applications);
        var signal = Pick([.. _stopSignals.Where(known.Contains)]);
        var shell = Pick(["dash", "bash", "ash"]);
        var form = Pick(Enum.GetValues<EntrypointForm>());
        var init = Pick(_inits);
        while (init == "--init" ? form != EntrypointForm.Compose : init.Length > 0 && form == EntrypointForm.ShellForm)
        {
            init = Pick(_inits);
        }

        var background = random.Next(100) < 60;
        var hasSidecar = random.Next(100) < 12;
        var traps = new List<string>();
        for (var i = random.Next(100) switch { < 25 => 0, < 90 => 1, _ => 2 }; i > 0; i--)
        {
            traps.Add(Trap(signal, background, hasSidecar, known));
        }

        var start = Pick(background ? _backgroundStarts : _foregroundStarts);
        var follow = Pick(
            [.. (background ? _backgroundFollowers : _foregroundFollowers).Where(
                text => hasSidecar || !text.Contains("side", StringComparison.Ordinal))]);
        return new Entrypoint
        {
            Shell = shell, Form = form, Init = init, StopSignal = signal, Application = application,
            Preparations =
            [
                .. Enumerable.Range(0, random.Next(4)).Select(_ => Pick(shell == "bash" && random.Next(3) == 0 ? _bashGuards : _preparations)),
            ],
            Sidecar = hasSidecar ? Pick(_sidecars) : "", SidecarIsFirst = random.Next(2) == 0,
            Traps = traps, TrapsAreFirst = random.Next(100) < 60, Start = start, IsBackground = background, Follow = follow,
            JoinsLines = form != EntrypointForm.Script && random.Next(2) == 0,
        };
    }

    private string Trap(string stop, bool background, bool hasSidecar, string[] known)
    {
        var on = random.Next(100) switch
        {
            < 55 => stop, < 70 => "TERM INT", < 78 => "EXIT", < 84 => $"SIG{stop}", < 90 => "TERM INT QUIT HUP", < 94 => $"{stop} EXIT",
            _ => Pick(["INT", "TERM", "HUP", "QUIT"]),
        };
        var kind = random.Next(100);
        if (kind < 6)
        {
            return $"trap {Pick(["''", "-"])} {on}";
        }

        string[] possible = [
            .. _steps.Where(
                step => (hasSidecar || !step.Contains("side", StringComparison.Ordinal))
                    && (background || !step.Contains("$pid", StringComparison.Ordinal)) && Sends(step).All(known.Contains))];
        var steps = new List<string>();
        for (var i = random.Next(100) switch { < 40 => 1, < 75 => 2, < 93 => 3, _ => 4 }; i > 0; i--)
        {
            steps.Add(Pick(possible).Replace("SIG", stop, StringComparison.Ordinal));
        }

        var action = string.Join("; ", steps);
        return random.Next(100) switch
        {
            < 55 => $"trap '{action}' {on}",
            < 80 => $"stop() {{ {action}; }}\ntrap stop {on}",
            < 87 => $"arm() {{ trap '{action}' {on}; }}\narm",
            < 94 => $"for s in {on}; do trap '{action}' $s; done",
            _ => $"if true; then trap '{action}' {on}; fi",
        };
    }

    private static IEnumerable<string> Sends(string step)
    {
        foreach (var signal in new[] { "INT", "QUIT", "HUP" })
        {
            if (step.Contains("kill -" + signal, StringComparison.Ordinal))
            {
                yield return signal;
            }
        }
    }

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
