using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>
/// <c>make TARGET</c> as PID 1, with a program that handles SIGTERM behind it. The verdicts of the first two tests were measured
/// (GNU make 4.3, dash, a PID namespace).
/// </summary>
public sealed class MakeTests
{
    [Theory]
    [InlineData("run:\n\tgunicorn app")]
    [InlineData("run:\n\t@gunicorn app")]
    [InlineData("run:\n\t-@ gunicorn app")]
    [InlineData("run: ; gunicorn app")]
    [InlineData("run:\n\tcd . && exec gunicorn app")]
    [InlineData("run: setup\n\techo done\nsetup:\n\tgunicorn app")]
    [InlineData("run: setup\n\tgunicorn app\nsetup:\n\tpython manage.py migrate")]
    [InlineData("run: $(STEPS)\n\tgunicorn app\nSTEPS = setup\nsetup:\n\tmkdir -p /x")]
    [InlineData("run: X:=3\nrun:\n\tgunicorn app --workers=${X}")]
    [InlineData("run:\n\tgunicorn app --bind :$(PORT)")]
    [InlineData("SERVER := gunicorn\nrun:\n\t$(SERVER) app")]
    [InlineData("run:\n\tgunicorn \\\n\t  --workers 3 \\\n\t  app")]
    [InlineData("run:\n\t$(MAKE) serve\nserve:\n\tgunicorn app")]
    [InlineData(".PHONY: run\nrun: # the server\n\t# starts it\n\tgunicorn app\n\nother:\n\tgunicorn other")]
    [InlineData("define help\nrun:\n\tcelery worker\nendef\nrun:\n\tgunicorn app")]
    [InlineData("SHELL := /bin/bash\nrun:\n\tgunicorn app")]
    public void Recipe_StartsTheProgramItself(string makefile) => Assert.Equal((Verdict.Graceful, "gunicorn"), RouteOf(makefile));

    [Theory]
    [InlineData("run:\n\tcd . && gunicorn app")]
    [InlineData("run:\n\tcd . && gunicorn app || sleep infinity")]
    [InlineData("run:\n\tA=1 gunicorn app")]
    [InlineData("run:\n\tgunicorn app & wait")]
    [InlineData("run:\n\tgunicorn \"app\"")]
    [InlineData("run:\n\tgunicorn app $$MORE")]
    public void Recipe_LeavesTheProgramBehindItsShell(string makefile) => Assert.Equal((Verdict.KilledAfterGrace, "gunicorn"), RouteOf(makefile));

    [Theory]
    [InlineData("build:\n\tgcc app.c")]
    [InlineData("run:\n\tgcc app.c")]
    [InlineData("run:\nifdef DEBUG\n\tcelery worker\nelse\n\tgunicorn app\nendif")]
    [InlineData("ifdef DEBUG\nrun:\n\tcelery worker\nelse\nrun:\n\tgunicorn app\nendif")]
    [InlineData(".ONESHELL:\nrun:\n\tcd /x\n\tgunicorn app")]
    [InlineData("run:\n\t$(shell which gunicorn) app")]
    [InlineData("ifdef DEBUG\nSERVER = celery\nelse\nSERVER = gunicorn\nendif\nrun:\n\t$(SERVER) app")]
    [InlineData("run: run\n\t$(MAKE) run")]
    public void Recipe_IsNotKnown(string makefile) => Assert.Equal(Verdict.Unknown, RouteOf(makefile).Verdict);

    [Theory]
    [InlineData("run: one\nrun: two\n\tgunicorn app\none:\n\tmkdir -p /x\ntwo:", Verdict.Graceful)]
    [InlineData("run other:\n\tgunicorn app\nother: more\nmore:\n\tcelery worker", Verdict.Graceful)]
    [InlineData("run:\n\tcelery worker\nrun:\n\tcd . && gunicorn app", Verdict.KilledAfterGrace)]
    public void Rules_OfOneTargetAreOne(string makefile, Verdict verdict) => Assert.Equal((verdict, "gunicorn"), RouteOf(makefile));

    /// <summary>Each of these took the square of its length, or a stack frame for each of its lines.</summary>
    [Theory]
    [InlineData("run: a\n", 200_000)]
    [InlineData("run: a\n\ttrue\n", 50_000)]
    [InlineData("a b c d e f g h i j k l m n o p q r s t u v w x y z: 1 2 3 4 5 6 7 8 9 0\n", 10_000)]
    [InlineData("X = $(X)$(X)\nrun: $(X)\n\t$(X)\n", 2_000)]
    [InlineData("A = $(B)$(B)$(B)$(B)\nB = $(C)$(C)$(C)$(C)\nC = $(D)$(D)$(D)$(D)\nD = $(E)$(E)$(E)$(E)\nE =\nrun: ; $(A)$(A)$(A)$(A)\n", 50)]
    [InlineData("ifdef A\n\techo\n", 50_000)]
    [InlineData("run: \\\n", 100_000)]
    public void Makefile_IsBounded(string line, int count) =>
        Assert.Equal(Verdict.Unknown, RouteOf(string.Concat(Enumerable.Repeat(line, count))).Verdict);

    [Theory]
    [InlineData("\"make\"", Verdict.Graceful)]
    [InlineData("\"make\", \"-s\", \"run\"", Verdict.Graceful)]
    [InlineData("\"make\", \"-f\", \"Makefile\", \"-j\", \"2\", \"run\"", Verdict.Graceful)]
    [InlineData("\"make\", \"-C\", \"/app\", \"run\"", Verdict.Graceful)]
    [InlineData("\"make\", \"run\", \"SERVER=gcc\"", Verdict.Unknown)]
    [InlineData("\"make\", \"-f\", \"other.mk\", \"run\"", Verdict.Unknown)]
    [InlineData("\"make\", \"-C\", \"/web\", \"run\"", Verdict.Unknown)]
    [InlineData("\"tini\", \"--\", \"make\", \"shell\"", Verdict.NeverTold)]
    public void Call_FindsItsRecipe(string command, Verdict verdict) => Assert.Equal(verdict, Folder.Of(
        $"FROM debian:12\nWORKDIR /app\nCOPY . .\nCMD [{command}]\n",
        ("Makefile", "SERVER = gunicorn\nrun:\n\t$(SERVER) app\nshell:\n\tcd . && gunicorn app\n")).Route().Verdict);

    /// <summary>The second program's end is not the first one's.</summary>
    [Theory]
    [InlineData("\"make\", \"run\"", Verdict.Graceful)]
    [InlineData("\"make\", \"-j2\", \"run\"", Verdict.Unknown)]
    [InlineData("\"make\", \"-j\", \"2\", \"run\"", Verdict.Unknown)]
    [InlineData("\"make\", \"--jobs=2\", \"run\"", Verdict.Unknown)]
    [InlineData("\"make\", \"--jobs\", \"run\"", Verdict.Unknown)]
    public void ProgramsBesideEachOther_AreNotOne(string command, Verdict verdict) => Assert.Equal(verdict, Folder.Of(
        $"FROM debian:12\nWORKDIR /app\nCOPY . .\nCMD [{command}]\n",
        ("Makefile", "run: web worker\nweb:\n\tgunicorn app\nworker:\n\tpython3 worker.py\n"), ("worker.py", "while True:\n    pass\n"))
        .Route().Verdict);

    /// <summary>Measured: SIGINT, SIGQUIT and SIGHUP stay with make, which waits on for its child.</summary>
    [Theory]
    [InlineData("SIGINT")]
    [InlineData("SIGQUIT")]
    [InlineData("SIGHUP")]
    public void Signal_IsNotPassedOn(string signal) =>
        Assert.Equal(Verdict.KilledAfterGrace, RouteOf("run:\n\tgunicorn app", $"STOPSIGNAL {signal}\n").Verdict);

    private static (Verdict Verdict, string? Program) RouteOf(string makefile, string settings = "")
    {
        var route = Folder.Of($"FROM debian:12\nWORKDIR /app\nCOPY . .\n{settings}CMD [\"make\", \"run\"]\n", ("Makefile", makefile + "\n")).Route();
        return (route.Verdict, route.Application?.Program);
    }
}
