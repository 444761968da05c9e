using System.Text.Json;
using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>A trap that stops the server by a command instead of a signal: whether that command waits decides what is lost.</summary>
public sealed class StopCommandTests
{
    [Theory]
    [InlineData("service nginx start; trap 'service nginx stop; exit 0' TERM; tail -f /var/log/nginx/error.log & wait", Verdict.Graceful)]
    [InlineData("redis-server & p=$!; trap 'redis-cli shutdown; exit 0' TERM; wait $p", Verdict.Graceful)]
    [InlineData("apachectl start; trap 'apachectl graceful-stop; exit 0' TERM; tail -f /dev/null & wait", Verdict.CutShort)]
    // Nobody knows whether a program of one's own returns when its server has ended, or at once.
    [InlineData("shopd start; trap 'shopd stop; exit 0' TERM; tail -f /dev/null & wait", Verdict.Unknown)]
    [InlineData("shopd start & trap 'shopd stop; exit 0' TERM; wait", Verdict.Unknown)]
    public void CommandThatStopsTheServer_IsBelievedWhereItIsKnown(string text, Verdict verdict) => Assert.Equal(
        verdict, Folder.Of($"FROM debian:12\nENTRYPOINT {JsonSerializer.Serialize(new[] { "bash", "-c", text })}\n").Route().Verdict);
}
