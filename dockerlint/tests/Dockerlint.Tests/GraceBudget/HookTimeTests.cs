using Dockerlint.GraceBudget;
using Dockerlint.Text;

namespace Dockerlint.Tests.GraceBudget;

/// <summary>What a preStop command takes, exactly or at least.</summary>
public class HookTimeTests
{
    private static readonly SourceText _source = new("pod.yaml", "x");

    [Theory]
    [InlineData("sleep 15", 15, false)]
    [InlineData("sleep 1m; kill 1", 60, false)]
    [InlineData("nginx -s quit; sleep 5", 5, false)]
    [InlineData("curl -X POST localhost:8080/drain; sleep 45", 45, true)]
    [InlineData("nats-server -sl=ldm=/pid && sleep 120", 120, true)]
    [InlineData("wget -qO- localhost/x || sleep 30", 0, true)]
    [InlineData("curl localhost", 0, true)]
    [InlineData("sleep $DELAY", 20, false)]
    [InlineData("sleep \"${DELAY}\"", 20, false)]
    [InlineData("sleep ${MISSING:-45}", 45, false)]
    [InlineData("sleep ${DELAY:-45}", 20, false)]
    [InlineData("sleep $MISSING", 0, true)]
    [InlineData("sleep $UNKNOWN", 0, true)]
    [InlineData("sleep 5; exit 0; sleep 60", 5, false)]
    [InlineData("sleep 60 & sleep 2", 2, false)]
    [InlineData("for i in {1..10}; do sleep 2; done", 20, false)]
    [InlineData("for i in {1..10}; do curl localhost; sleep 2; done", 20, true)]
    [InlineData("if test -f /x; then sleep 60; fi; sleep 3", 3, true)]
    [InlineData("if test -f /x; then sleep 60; else sleep 10; fi", 10, true)]
    [InlineData("if test -f /x; then exit 0; fi; sleep 60", 0, true)]
    [InlineData("[ -f /x ] || exit 0; sleep 60", 0, true)]
    [InlineData("[ -f /x ] && sleep 60; sleep 5", 5, true)]
    [InlineData("sleep 10 && sleep 5", 15, false)]
    [InlineData("sleep 1m 30s", 90, false)]
    [InlineData("exec sleep 7", 7, false)]
    [InlineData("exec /bin/sleep 7", 7, false)]
    [InlineData("/bin/sh -c 'sleep 8'", 8, false)]
    [InlineData("WAIT=12; sleep $WAIT", 12, false)]
    [InlineData("sleep $((DELAY + 5))", 25, false)]
    [InlineData("sleep $(( DELAY * 2 ))", 40, false)]
    [InlineData("for i in $(seq 1 30); do sleep 1; done", 30, false)]
    [InlineData("for i in $(seq 30); do curl -s localhost; sleep 1; done", 30, true)]
    [InlineData("for ((i=0; i<15; i++)); do sleep 2; done", 30, false)]
    [InlineData("while pgrep nginx; do sleep 1; done; sleep 4", 4, true)]
    [InlineData("/app/drain.sh", 25, true)]
    [InlineData("sh /app/drain.sh", 25, true)]
    [InlineData("/app/binary; sleep 1", 1, true)]
    public void Shell(string script, double seconds, bool isAtLeast)
    {
        var environment = new Dictionary<string, string?> { ["DELAY"] = "20", ["UNKNOWN"] = null };

        var held = Held.Of([Word("/bin/sh"), Word("-c"), Word(script)], environment, static path => path switch
        {
            "/app/drain.sh" => "#!/bin/sh\ncurl -X POST localhost/drain\nsleep 25\n",
            "/app/binary" => "\u007fELF",
            _ => null,
        });

        Assert.Equal((seconds, isAtLeast), (held.Seconds, held.IsAtLeast));
    }

    [Theory]
    [InlineData("sleep 1m; kill 1", true)]
    [InlineData("nginx -s quit; sleep 5", true)]
    [InlineData("sleep 5", false)]
    [InlineData("curl -s localhost; sleep 5", false)]
    public void Shell_TellsPrograms(string script, bool tells) => Assert.Equal(
        tells, Held.Of([Word("/bin/sh"), Word("-c"), Word(script)], new Dictionary<string, string?>(), static _ => null).TellsPrograms);

    [Fact]
    public void ProgramOfUnknownLength_IsUnknown() =>
        Assert.Equal(new Held(0, true), Held.Of([Word("/wait-shutdown")], new Dictionary<string, string?>()));

    private static Located<string> Word(string value) => new(value, _source.At(new TextSpan(0, 1)));
}
