using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>The measured matrix "start form × init" (docs/evidence.md); gunicorn stands for a program that drains on SIGTERM.</summary>
public class VerdictTableTests
{
    private static readonly Dictionary<char, Verdict> _letters = new()
    {
        ['G'] = Verdict.Graceful, ['K'] = Verdict.KilledAfterGrace, ['N'] = Verdict.NeverTold, ['T'] = Verdict.CutShort,
        ['D'] = Verdict.EndedByDefault, ['F'] = Verdict.FailsToStart,
    };

    private static readonly string[][] _inits = [[], ["tini", "--"], ["tini", "-g", "--"], ["dumb-init"], ["dumb-init", "-c"]];

    /// <param name="verdicts">Alone, under tini, tini -g, dumb-init, dumb-init -c; a dot was not measured.</param>
    [Theory]
    [InlineData("the program itself drains, with or without an init", "GGGGG", "gunicorn app")]
    [InlineData("sh -c with exec is the program itself", "GGGGG", "sh -c|exec gunicorn app")]
    [InlineData("gosu becomes the program", "GGGGG", "gosu www gunicorn app")]
    [InlineData("env becomes the program", "GGGGG", "env A=1 gunicorn app")]
    [InlineData("dash stays: the signal is lost, and an init only makes the loss fast", "KNTTN", "dash -c|gunicorn app")]
    [InlineData("dash stays behind cd", "KNTTN", "dash -c|cd /app && gunicorn app")]
    [InlineData("dash stays behind an assignment", "KNTTN", "dash -c|A=1 gunicorn app")]
    [InlineData("bash replaces itself by a plain last command", "GGGGG", "bash -c|cd /app && gunicorn app")]
    [InlineData("ash does as well", "GGGGG", "ash -c|cd /app && gunicorn app")]
    [InlineData("a pipeline keeps every shell", "KNTTN", "bash -c|gunicorn app | cat")]
    [InlineData("a pipeline keeps ash", "KNTTN", "ash -c|gunicorn app 2>&1 | tee log")]
    [InlineData("a later command keeps every shell", "KNTTN", "ash -c|gunicorn app; echo x")]
    [InlineData("a background job and a wait without a trap", "KNTTN", "dash -c|gunicorn app & wait")]
    [InlineData("a trap that exits leaves the program behind", "NNTTN", "dash -c|trap 'exit 0' TERM; gunicorn app & wait")]
    [InlineData("a trap waits for a foreground child, which a group signal tells", "KKGGK", "dash -c|trap 'exit 0' TERM; gunicorn app")]
    [InlineData("one wait: the trap passes the signal on, and the shell leaves at once", "TT..T",
        "dash -c|trap 'kill -TERM $P' TERM; gunicorn app & P=$!; wait $P")]
    [InlineData("two waits drain", "GGGGG", "dash -c|trap 'kill -TERM $P' TERM; gunicorn app & P=$!; wait $P; wait $P")]
    [InlineData("a wait inside the trap drains", "GGGGG", "dash -c|trap 'kill -TERM $P; wait $P' TERM; gunicorn app & P=$!; wait $P")]
    [InlineData("without a handler PID 1 ignores the signal, and under an init it dies of it", "KDDDD", "sleep infinity")]
    [InlineData("the shell in front of such a program changes nothing", "KDDDD", "dash -c|sleep infinity")]
    [InlineData("su waits 2 s and kills", "TTTTT", "su www -c|exec gunicorn app")]
    [InlineData("timeout passes the signal on", "GGGGG", "timeout 1d gunicorn app")]
    [InlineData("cross-env passes the signal on", "G....", "cross-env A=1 gunicorn app")]
    [InlineData("dotenv-cli passes the signal on", "G....", "dotenv -e .env -- gunicorn app")]
    public void CommandLine_Ends(string says, string verdicts, string command)
    {
        var parts = command.Split('|', 2);
        string[] argv = [.. parts[0].Split(' '), .. parts.Skip(1)];

        Check(says, verdicts, "", argv);
    }

    [Theory]
    [InlineData("a script that runs its arguments", "KNTTN", "#!/bin/sh\n\"$@\"\n")]
    [InlineData("the same, with an init in its interpreter line: the column of dumb-init", "T....", "#!/usr/bin/dumb-init /bin/sh\n\"$@\"\n")]
    [InlineData("such a script that execs its arguments", "G....", "#!/usr/bin/dumb-init /bin/sh\nexec \"$@\"\n")]
    [InlineData("a bash script that runs its arguments", "KNTTN", "#!/bin/bash\nset -e\n\"$@\"\n")]
    [InlineData("a script that execs its arguments", "GGGGG", "#!/bin/sh\nexec \"$@\"\n")]
    [InlineData("a script that execs in a function", "GGGGG", "#!/bin/bash\n_main() { exec \"$@\"; }\n_main \"$@\"\n")]
    [InlineData("a script that traps and waits twice", "GGGGG", "#!/bin/sh\ntrap 'kill -TERM $pid' TERM\n\"$@\" &\npid=$!\nwait $pid\nwait $pid\n")]
    [InlineData("a script that traps and waits once", "TT..T", "#!/bin/sh\ntrap 'kill -TERM $pid' TERM\n\"$@\" &\npid=$!\nwait $pid\n")]
    [InlineData("a script whose trap exits", "NNTTN", "#!/bin/sh\ntrap 'exit 0' TERM\n\"$@\" &\nwait\n")]
    public void Script_Ends(string says, string verdicts, string script) => Check(says, verdicts, script, ["/entry", "gunicorn", "app"]);

    [Fact]
    public void InitBehindAShell_IsNotPid1() =>
        Assert.Equal(Verdict.KilledAfterGrace, Folder.Of("FROM debian:12\nENTRYPOINT tini -- gunicorn app\n").Route().Verdict);

    /// <summary>Measured by the generator, seed 505: the subshell that is the loop ignores SIGQUIT, and wait waits for it, too.</summary>
    [Fact]
    public void LoopBesideIgnoresTheGroupsSignal_WaitNeverEnds() => Assert.Equal(
        Verdict.KilledAfterGrace,
        Folder.Of("FROM debian:12\nCOPY --chmod=755 entry /entry\nSTOPSIGNAL SIGQUIT\nCMD [\"tini\", \"-g\", \"--\", \"/entry\"]\n",
            ("entry", "#!/bin/bash\n(while :; do sleep 0.2; done) &\nnginx -g 'daemon off;' &\npid=$!\nwait\n")).Route().Verdict);

    /// <summary>Measured by the generator, seed 505: as an init's own child it leads the group already, and its child is in it.</summary>
    [Fact]
    public void TimeoutLeadsTheGroup_ItsChildHearsTheGroupsSignal() => Assert.Equal(
        Verdict.Graceful,
        Folder.Of("FROM debian:12\nSTOPSIGNAL SIGWINCH\nCMD [\"dumb-init\", \"timeout\", \"100\", \"httpd\", \"-DFOREGROUND\"]\n")
            .Route().Verdict);

    private static void Check(string says, string verdicts, string script, string[] argv)
    {
        for (var i = 0; i < verdicts.Length; i++)
        {
            if (verdicts[i] == '.')
            {
                continue;
            }

            string[] all = [.. _inits[i], .. argv];
            var folder = Folder.Of($"FROM debian:12\nCOPY --chmod=755 entry /entry\nCMD {System.Text.Json.JsonSerializer.Serialize(all)}\n",
                ("entry", script));
            var route = folder.Route();

            Assert.True(_letters[verdicts[i]] == route.Verdict,
                $"{says}: {string.Join(' ', all)}: {route.Verdict} ({route.Reason}), measured {_letters[verdicts[i]]}");
        }
    }
}
