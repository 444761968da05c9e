using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>A trap that tells its programs by name: whom <c>pkill</c> finds, and what is over when it has ended.</summary>
public class KillByNameTests
{
    [Theory]
    // By the name of the program, whatever it is piped into.
    [InlineData("gunicorn app", "pkill gunicorn; wait", Verdict.Graceful)]
    [InlineData("gunicorn app 2>&1 | grep -v probe", "pkill gunicorn; wait", Verdict.Graceful)]
    [InlineData("gunicorn app 2>&1 | grep -v probe", "pkill -TERM gunicorn", Verdict.CutShort)]
    [InlineData("cd /srv && gunicorn app", "pkill gunicorn; wait", Verdict.Graceful)]
    // $! of a pipeline is its last part.
    [InlineData("gunicorn app 2>&1 | grep -v probe", "kill -TERM $!; wait", Verdict.KilledAfterGrace)]
    // By the whole command line.
    [InlineData("gunicorn shop.asgi:app", "pkill -TERM -f 'gunicorn shop.asgi'; wait", Verdict.Graceful)]
    [InlineData("gunicorn shop.asgi:app | cat", "pkill -f shop.asgi; wait", Verdict.Graceful)]
    [InlineData("gunicorn -w 4 shop.asgi:app", "pkill -f 'gunicorn.*shop'; wait", Verdict.Graceful)]
    public void OneProgram_EndsAs(string program, string trap, Verdict verdict) => Ends(
        $$"""
        #!/bin/bash
        f() { {{trap}}; exit 0; }
        trap f TERM
        {{program}} &
        wait
        """,
        verdict);

    [Theory]
    [InlineData("nginx -s quit; pkill -TERM -f 'uvicorn shop'", Verdict.Graceful)]
    [InlineData("nginx -s quit; pkill -TERM uvicorn", Verdict.Graceful)]
    // It finds none of uvicorn's words in the other's command line.
    [InlineData("pkill -QUIT -f daemon; pkill -f shop.asgi", Verdict.Graceful)]
    public void EachOfTwo_GetsItsOwnSignal(string trap, Verdict verdict) => Ends(
        $$"""
        #!/bin/bash
        f() { {{trap}}; wait; exit 0; }
        trap f TERM
        uvicorn shop.asgi:app 2>&1 | grep -v probe &
        nginx -g "daemon off;" &
        wait
        """,
        verdict);

    private static void Ends(string script, Verdict verdict)
    {
        var route = Folder.Of("FROM debian:12\nCOPY run.sh /\nENTRYPOINT [\"/run.sh\"]\n", ("run.sh", script)).Route();

        Assert.True(verdict == route.Verdict, $"{route.Verdict}: {route.Reason}");
    }
}
