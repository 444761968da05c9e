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
    public void Shell(string script, double seconds, bool isAtLeast)
    {
        var environment = new Dictionary<string, string?> { ["DELAY"] = "20", ["UNKNOWN"] = null };

        var held = Held.Of([Word("/bin/sh"), Word("-c"), Word(script)], environment);

        Assert.Equal(new Held(seconds, isAtLeast), held);
    }

    [Fact]
    public void ProgramOfUnknownLength_IsUnknown() =>
        Assert.Equal(new Held(0, true), Held.Of([Word("/wait-shutdown")], new Dictionary<string, string?>()));

    private static Located<string> Word(string value) => new(value, _source.At(new TextSpan(0, 1)));
}
