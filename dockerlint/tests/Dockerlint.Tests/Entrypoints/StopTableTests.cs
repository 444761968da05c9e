using Dockerlint.Stops;
using Dockerlint.Tests.Pages;
using Xunit.Abstractions;

namespace Dockerlint.Tests.Entrypoints;

/// <summary>
/// What shells do with a stop, one kind a row: each was once a disagreement of the generated entrypoints, reduced to what shows it. The model is
/// asked, and the machine's own shells.
/// </summary>
public class StopTableTests(ITestOutputHelper output)
{
    private const string All = "dash bash ash", DashAsh = "dash ash";

    /// <param name="Text">Begins with the init, if any, and a bar.</param>
    private sealed record Row(string Shells, string Signal, string Text, Verdict Verdict, string Says);

    private static readonly Row[] _rows =
    [
        new(All, "QUIT", "trap 'kill -TERM $p; wait $p' TERM; uvicorn app:app & p=$!; wait $p", Verdict.KilledAfterGrace,
            "a trap on another signal than the container's"),
        new(All, "USR1", "trap 'kill -TERM $p; wait $p' USR1; uvicorn app:app & p=$!; wait $p", Verdict.Graceful,
            "a trap on the container's signal that sends another one"),
        new(All, "TERM", "trap 'kill -0 $p; wait $p' TERM; uvicorn app:app & p=$!; wait $p", Verdict.KilledAfterGrace, "kill -0 tells nobody"),
        new(All, "TERM", "trap 'kill -HUP $p; wait $p' TERM; uvicorn app:app & p=$!; wait $p", Verdict.EndedByDefault,
            "a signal without a handler ends the program"),
        new(All, "TERM", "tail -f /dev/null & s=$!; uvicorn app:app & p=$!; trap 'kill $s; wait $p' TERM; wait $p", Verdict.KilledAfterGrace,
            "the wrong process is told"),
        new(All, "TERM", "trap 'kill -TERM $p' TERM; uvicorn app:app & p=$!; wait $p; tail -f /dev/null & wait $!", Verdict.KilledAfterGrace,
            "a second wait for another process never ends"),
        new(All, "TERM", "tail -f /dev/null & s=$!; uvicorn app:app & p=$!; trap 'kill -TERM $p' TERM; wait $p; kill $s; wait $s", Verdict.CutShort,
            "a second wait counts for the same process only"),
        new(All, "TERM", "set -e; trap 'kill -TERM $p' TERM; uvicorn app:app & p=$!; wait $p; wait $p", Verdict.CutShort,
            "under set -e the interrupted wait ends the script"),
        new(All, "TERM", "set -e; trap 'kill -TERM $p' TERM; uvicorn app:app & p=$!; wait $p || true; wait $p", Verdict.Graceful,
            "a tested wait does not"),
        new(All, "TERM", "trap '' TERM; python3 /srv/plain.py & wait", Verdict.KilledAfterGrace, "what starts under trap '' ignores the signal too"),
        new(All, "TERM", "trap 'exit 0' TERM; trap - TERM; uvicorn app:app & wait", Verdict.KilledAfterGrace, "a trap that is taken back"),
        new(All, "TERM", "trap 'exit 0' TERM; exec uvicorn app:app", Verdict.Graceful, "exec throws the trap away, and here that is right"),
        new(All, "TERM", "for s in TERM INT; do trap 'kill $p; wait $p' $s; done; uvicorn app:app & p=$!; wait $p", Verdict.Graceful,
            "a trap set in a loop"),
        new(All, "TERM", "arm() { trap 'kill $p; wait $p' TERM; }; arm; uvicorn app:app & p=$!; wait $p", Verdict.Graceful,
            "a trap set in a function"),
        new(All, "TERM", "trap 'kill $p; wait $p; exit 0' TERM; uvicorn app:app & p=$!; while :; do sleep 0.1; done", Verdict.Graceful,
            "a loop runs its trap between two steps"),
        new(All, "TERM", "trap 'kill $p' TERM; uvicorn app:app & p=$!; while kill -0 $p 2>/dev/null; do sleep 0.1; done", Verdict.Graceful,
            "a loop that polls until the program has gone"),
        new(All, "TERM", "trap 'kill $p; wait $p; exit 0' TERM; uvicorn app:app & p=$!; if [ -e /none ]; then app step; fi; "
            + "while [ ! -e /none ]; do sleep 0.1; done", Verdict.Graceful, "a script that ends in a poll waits there for its stop"),
        new(All, "TERM", "stop() { kill -TERM 0; }; trap stop TERM; until uvicorn app:app; do sleep 0.1; done", Verdict.KilledAfterGrace,
            "but not where the condition is the program"),
        new(All, "TERM", "uvicorn app:app & p=$!; tail -f /dev/null", Verdict.KilledAfterGrace, "a placeholder in front"),
        new("dash bash", "TERM", "trap 'kill $p; tail --pid=$p -f /dev/null' TERM; uvicorn app:app & p=$!; wait $p", Verdict.Graceful,
            "tail --pid waits for the process that it names"),
        new("dash bash", "TERM", "trap 'tail --pid=$p -f /dev/null' TERM; uvicorn app:app & p=$!; wait $p", Verdict.KilledAfterGrace,
            "tail --pid tells nobody"),
        new(All, "TERM", "trap 'echo $p | xargs kill; exit 0' TERM; uvicorn app:app & p=$!; wait $p", Verdict.CutShort,
            "xargs kill tells and does not wait"),
        new("bash ash", "TERM", "stop() { jobs -p | xargs -r kill; wait; exit 0; }; trap stop TERM; uvicorn app:app & tail -f /dev/null & wait $!",
            Verdict.Graceful, "jobs -p | xargs kill tells all of them"),
        new("dash", "TERM", "stop() { jobs -p | xargs -r kill; wait; exit 0; }; trap stop TERM; uvicorn app:app & tail -f /dev/null & wait $!",
            Verdict.KilledAfterGrace, "dash forgets its jobs there too"),
        new(All, "TERM", "trap 'echo $p | xargs kill; wait $p' TERM; uvicorn app:app & p=$!; wait $p", Verdict.Graceful,
            "what waits afterwards does"),
        new("bash", "TERM", "run=(uvicorn app:app); exec \"${run[@]}\"", Verdict.Graceful, "a command in an array"),
        new("bash", "TERM", "run=(uvicorn); run+=(app:app); \"${run[@]}\"; true", Verdict.KilledAfterGrace, "and one that is added to"),
        new(All, "TERM", "tini --|uvicorn app:app & p=$!; exec tail -f /dev/null", Verdict.NeverTold,
            "the placeholder dies, and the container with it"),
        new(All, "TERM", "trap 'trap - TERM; kill 0; wait' TERM; uvicorn app:app & wait", Verdict.Graceful,
            "kill 0 tells the group, and the shell waits"),
        new(All, "TERM", "tini -g --|trap 'echo stop' TERM; uvicorn app:app; true", Verdict.Graceful,
            "a group signal and a trap that keeps the shell"),
        new(All, "TERM", "tini -g --|set -e; uvicorn app:app & p=$!; trap 'trap - TERM' TERM; while kill -0 $p 2>/dev/null; do sleep 0.1; done",
            Verdict.CutShort, "a group signal ends the loop's sleep, and set -e the script"),
        new(All, "TERM", "tini -g --|uvicorn app:app & p=$!; trap 'trap - TERM' TERM; while kill -0 $p 2>/dev/null; do sleep 0.1; done",
            Verdict.Graceful, "without set -e it goes on"),
        new(All, "TERM", "tini -g --|uvicorn app:app; true", Verdict.CutShort, "a group signal, and the shell dies of it"),
        new(All, "TERM", "tini -g --|timeout 100 uvicorn app:app; true", Verdict.NeverTold, "timeout is in a group of its own"),
        new(All, "INT", "trap 'kill -INT $p; wait $p' INT; python3 /srv/plain.py & p=$!; wait $p", Verdict.KilledAfterGrace,
            "a background job starts with SIGINT ignored, and Python leaves it so"),
        new(All, "TERM", "program=python3; trap 'kill -INT $p; wait $p' TERM; \"$program\" /srv/plain.py & p=$!; wait $p",
            Verdict.KilledAfterGrace, "also where a variable names the program"),
        new("ash", "INT", "(while :; do sleep 0.2; done) & s=$!; trap 'kill $p $s' INT; uvicorn app:app & p=$!; wait; wait", Verdict.Graceful,
            "what a killed loop leaves behind is a step that ends"),
        new(All, "INT", "trap 'kill -INT $p; wait $p' INT; uvicorn app:app & p=$!; wait $p", Verdict.Graceful,
            "a program that installs a handler does not"),
        new(DashAsh, "INT", "uvicorn app:app & wait", Verdict.NeverTold, "dash and ash catch SIGINT, also as PID 1"),
        new("bash", "INT", "uvicorn app:app & wait", Verdict.KilledAfterGrace, "bash does not"),
        new("bash", "INT", "trap - INT; uvicorn app:app & wait", Verdict.NeverTold, "until it is told to take the default"),
        new(All, "INT", "uvicorn app:app; true", Verdict.KilledAfterGrace, "in the foreground each waits for its child"),
        new("bash", "TERM", "trap 'echo bye' EXIT; uvicorn app:app & wait", Verdict.NeverTold,
            "bash catches SIGTERM to run a trap on EXIT, also as PID 1"),
        new("bash", "TERM", "trap 'kill $p; wait $p' EXIT; uvicorn app:app & p=$!; wait $p", Verdict.Graceful, "and that trap may do it right"),
        new(DashAsh, "TERM", "trap 'kill $p; wait $p' EXIT; uvicorn app:app & p=$!; wait $p", Verdict.KilledAfterGrace,
            "dash and ash as PID 1 never come to it"),
        new(All, "TERM", "trap 'exit 0' TERM; trap 'kill $p; wait $p' EXIT; uvicorn app:app & p=$!; wait $p", Verdict.Graceful,
            "a trap that exits runs the one on EXIT"),
        new(DashAsh, "INT", "tini --|trap 'kill $p; wait $p' EXIT; uvicorn app:app & p=$!; wait $p", Verdict.NeverTold,
            "dash and ash die of SIGINT without their EXIT trap"),
        new(DashAsh, "INT", "trap 'kill $p; wait $p' EXIT; uvicorn app:app & p=$!; wait $p", Verdict.Graceful, "as PID 1 they come to it"),
        new("bash ash", "QUIT", "tini --|uvicorn app:app; true", Verdict.KilledAfterGrace, "bash and ash ignore SIGQUIT"),
        new("ash", "QUIT", "tini --|python3 /srv/plain.py", Verdict.KilledAfterGrace, "and what ash becomes without exec ignores it too"),
        new("ash", "QUIT", "tini --|uvicorn app:app & tail -f /dev/null", Verdict.KilledAfterGrace, "a placeholder among it"),
        new("ash", "QUIT", "tini --|uvicorn app:app & exec tail -f /dev/null", Verdict.NeverTold, "not so behind exec"),
        new("bash", "INT", "tini --|uvicorn app:app & while :; do sleep 0.2; done", Verdict.KilledAfterGrace,
            "bash leaves SIGINT to the step in front, which never got it"),
        new("dash", "INT", "tini --|uvicorn app:app & while :; do sleep 0.2; done", Verdict.NeverTold, "dash dies of it"),
        new("bash", "TERM", "uvicorn app:app & p=$!; trap 'kill $p' TERM EXIT; trap - TERM; wait $p", Verdict.KilledAfterGrace,
            "a trap on EXIT holds SIGTERM no longer once that is given back"),
        new("bash", "TERM", "uvicorn app:app & p=$!; trap 'kill $p; wait $p' EXIT TERM; trap - TERM; wait $p", Verdict.Graceful,
            "it does where SIGTERM had no trap yet when that on EXIT was set"),
        new("bash", "TERM", "trap 'trap - TERM; kill 0; wait' EXIT; uvicorn app:app & wait", Verdict.CutShort,
            "a second SIGTERM ends bash within its EXIT trap"),
        new("bash", "TERM", "dumb-init|stop() { wait $!; }; trap stop EXIT; uvicorn app:app", Verdict.CutShort,
            "$! is nothing where nothing runs in the background"),
        new("bash", "INT", "trap 'kill -INT $p; wait $p' INT; (exec python3 /srv/plain.py) & p=$!; wait $p", Verdict.Graceful,
            "bash: a subshell in the background has SIGINT"),
        new("dash", "QUIT", "tini --|uvicorn app:app; true", Verdict.EndedByDefault, "dash dies of it"),
        new("dash", "TERM", "trap 'kill $p; wait $p' SIGTERM; uvicorn app:app & p=$!; wait $p", Verdict.KilledAfterGrace,
            "dash knows TERM, not SIGTERM"),
        new("bash ash", "TERM", "trap 'kill $p; wait $p' SIGTERM; uvicorn app:app & p=$!; wait $p", Verdict.Graceful, "bash and ash know both"),
        new("dash", "TERM", "trap 'kill $(jobs -p); wait' TERM; uvicorn app:app & wait", Verdict.KilledAfterGrace,
            "dash forgets its jobs in $(jobs -p)"),
        new("bash ash", "TERM", "trap 'kill $(jobs -p); wait' TERM; uvicorn app:app & wait", Verdict.Graceful, "bash and ash know them"),
        new("bash", "TERM", "trap 'kill $p; wait $p' TERM; { uvicorn app:app; } & p=$!; wait $p", Verdict.NeverTold,
            "bash keeps a shell for a group in the background"),
        new(DashAsh, "TERM", "trap 'kill $p; wait $p' TERM; { uvicorn app:app; } & p=$!; wait $p", Verdict.Graceful, "dash and ash do not"),
        new(All, "TERM", "run() { uvicorn app:app; }; trap 'kill $p; wait $p' TERM; run & p=$!; wait $p", Verdict.NeverTold,
            "a function in the background is a shell in front"),
        new(All, "TERM", "trap 'kill $p; wait $p' TERM; uvicorn app:app | cat & p=$!; wait $p", Verdict.KilledAfterGrace,
            "$! of a pipeline is its last part"),
        new("bash ash", "TERM", "trap 'kill $(jobs -p); wait' TERM; uvicorn app:app | cat & wait", Verdict.Graceful,
            "jobs -p of a pipeline names the first part"),
        new(All, "USR1", "tini -g --|exec timeout 100 haproxy", Verdict.CutShort, "timeout dies of a signal that it does not catch"),
        new(All, "WINCH", "tini --|trap 'exit 0' TERM; uvicorn app:app & wait", Verdict.KilledAfterGrace,
            "a signal whose default is nothing ends nobody"),
        new(All, "HUP", "nohup uvicorn app:app & p=$!; trap 'kill -HUP $p; wait $p' HUP; wait $p", Verdict.KilledAfterGrace,
            "nohup makes it ignore the hangup"),
        new(All, "TERM", "while true; do uvicorn app:app; done", Verdict.KilledAfterGrace, "a loop around the program"),
        new(All, "TERM", "[ \"$(printf 1)\" -gt 2 ] && echo no && exit 1; exec uvicorn app:app", Verdict.Graceful,
            "a test that fails skips all that follows it by &&"),
        new(All, "TERM", "trap 'kill $p' TERM; uvicorn app:app & p=$!; wait $p; trap - TERM; if [ 1 = 2 ]; then while :; do sleep 1; done; fi",
            Verdict.CutShort, "a loop that begins when the program has ended"),
        new(All, "TERM", "trap 'exit 0' TERM; uvicorn app:app & tail -f /dev/null; exec \"$@\"", Verdict.KilledAfterGrace,
            "exec of nothing behind what is in front"),
        new(All, "TERM", "eval 'exec uvicorn app:app'", Verdict.Graceful, "exec in an eval"),
        new(All, "TERM", "eval \"exec uvicorn $(printf app):app\"", Verdict.Graceful, "also where a part of it is not known"),
        new(All, "TERM", "run=\"uvicorn $(printf app):app\"; $run; true", Verdict.KilledAfterGrace,
            "a command in a variable, a part of which is not known"),
        new(All, "TERM", "run=\"uvicorn $(printf app):app\"; exec $run", Verdict.Graceful, "its program is"),
        new(All, "TERM", "exec env -u HOME $(printf A=1) uvicorn app:app", Verdict.Graceful, "variables of env that are not known"),
        new(All, "TERM", "exec sh -c \"exec uvicorn $(printf app):app\"", Verdict.Graceful, "the text of another shell"),
        new(All, "TERM", "i=0; while [ $i -lt 2 ]; do i=$((i+1)); done; exec uvicorn app:app", Verdict.Graceful,
            "a loop that counts is none for ever"),
    ];

    [Fact]
    public void Model_SaysWhatTheTableSays()
    {
        var wrong = new List<string>();
        foreach (var (row, entrypoint) in Entrypoints())
        {
            var (verdict, reason) = Comparison.Predict(entrypoint);
            if (verdict != row.Verdict)
            {
                wrong.Add($"{row.Says}: {entrypoint}: {verdict} ({reason}), not {row.Verdict}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [SkippableFact]
    public async Task Shells_DoWhatTheTableSays()
    {
        using var laboratory = StopLaboratory.TryOpen(Path.Combine(Repository.Root, "dockerlint/tests/Dockerlint.Tests/Entrypoints/probe.c"));
        Skip.If(laboratory is null, StopLaboratory.WhyNot);
        var all = Entrypoints().ToList();
        var compared = new Comparison[all.Count];
        await Parallel.ForAsync(
            0, all.Count, new ParallelOptions { MaxDegreeOfParallelism = 12 },
            async (i, _) => compared[i] = await Comparison.Of(all[i].Entrypoint, laboratory, all[i].Row.Verdict));

        output.WriteLine($"{all.Count} stops measured");
        Assert.DoesNotContain(compared, comparison => comparison.Measured == Measured.NeverRan || !comparison.Agrees);
    }

    private static IEnumerable<(Row Row, Entrypoint Entrypoint)> Entrypoints()
    {
        foreach (var row in _rows)
        {
            var parts = row.Text.Split('|', 2);
            var hasInit = parts.Length == 2
                && (parts[0].StartsWith("tini", StringComparison.Ordinal) || parts[0].StartsWith("dumb-init", StringComparison.Ordinal));
            foreach (var shell in row.Shells.Split(' '))
            {
                yield return (row, new Entrypoint
                {
                    Shell = shell, Form = EntrypointForm.ExecForm, Init = hasInit ? parts[0] : "", StopSignal = row.Signal, Application = "",
                    Preparations = [], Sidecar = "", Traps = [], Start = hasInit ? parts[1] : row.Text, Follow = "",
                });
            }
        }
    }
}
