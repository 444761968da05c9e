using Dockerlint.Compose;
using static Dockerlint.Tests.Compose.ComposeProjects;

namespace Dockerlint.Tests.Compose;

public sealed class ComposeGracePeriodTests
{
    [Theory]
    [InlineData("30s", 30)]
    [InlineData("1m30s", 90)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    [InlineData("1w", 604800)]
    [InlineData("500ms", 0)]
    [InlineData("1.9s", 1)]
    [InlineData("1s900ms", 1)]
    [InlineData("999999us", 0)]
    [InlineData("3000000000ns", 3)]
    [InlineData("\"0\"", 0)]
    [InlineData("0s", 0)]
    [InlineData("'-1s'", -1)]
    [InlineData("-500ms", 0)]
    [InlineData("+5s", 5)]
    [InlineData(".5m", 30)]
    [InlineData("5.s", 5)]
    [InlineData("${GRACE:-45s}", 45)]
    [InlineData("${SET}", 7)]
    [InlineData("${SET:+1m}", 60)]
    [InlineData("${GRACE:-0}", 0)]
    public void Engine_GetsWholeSeconds(string written, long seconds)
    {
        var grace = Service($"stop_grace_period: {written}", new() { ["SET"] = "7s" }).StopGracePeriod!;

        Assert.Equal((GraceState.Valid, (long?)seconds), (grace.State, grace.Seconds));
        Assert.Equal(seconds < 0, grace.WaitsForever);
        Assert.Equal(written, Written(grace.Location));
    }

    [Theory]
    [InlineData("30", "a number where Compose wants a string with a unit", "30s")]
    [InlineData("0", "a number where Compose wants a string with a unit", "0s")]
    [InlineData("1.5", "a number where Compose wants a string with a unit", "1.5s")]
    [InlineData("\"30\"", "no unit", "30s")]
    [InlineData("${G:-30}", "no unit", "30s")]
    [InlineData("30 s", "unknown unit ' s'", "30s")]
    [InlineData("30sec", "unknown unit 'sec'", "30s")]
    [InlineData("2 minutes", "unknown unit ' minutes'", "2m")]
    [InlineData("1y", "unknown unit 'y'", null)]
    [InlineData("''", "empty", null)]
    [InlineData("soon", "no number where one is needed", null)]
    [InlineData("1:30", "unknown unit ':'", null)]
    [InlineData("99999999999h", "a number out of range", null)]
    [InlineData("99999999999999999999999s", "a number out of range", null)]
    [InlineData("true", "a number where Compose wants a string with a unit", null)]
    [InlineData("null", "null where Compose wants a string with a unit", null)]
    [InlineData("[30s]", "not a single value", null)]
    public void ValueThatComposeRefuses_SaysWhy(string written, string reason, string? suggestion)
    {
        var grace = Service($"stop_grace_period: {written}").StopGracePeriod!;

        Assert.Equal((GraceState.Invalid, reason), (grace.State, grace.Reason));
        if (suggestion is not null)
        {
            Assert.Equal(suggestion, grace.Suggestion);
        }
    }

    [Theory]
    [InlineData("${GRACE}", "GRACE")]
    [InlineData("$GRACE", "GRACE")]
    [InlineData("${GRACE}s", "GRACE")]
    [InlineData("${GRACE:?say how long}", "GRACE")]
    [InlineData("${A:-${B}}", "B")]
    public void VariableWithoutValue_IsUnknownAndNoError(string written, string variable)
    {
        var project = Load($"services:\n  web:\n    stop_grace_period: {written}\n");
        var grace = project.Services[0].StopGracePeriod!;

        Assert.Equal((GraceState.Unknown, variable), (grace.State, grace.UnresolvedVariable));
        Assert.Null(grace.Seconds);
        Assert.Empty(project.Errors);
    }

    [Fact]
    public void NotSet_IsNull() => Assert.Null(Service("image: x").StopGracePeriod);

    [Theory]
    [InlineData("stop_timeout: 30", "stop_timeout", "service web", false)]
    [InlineData("stopGracePeriod: 30s", "stopGracePeriod", "service web", false)]
    [InlineData("grace_period: 30s", "grace_period", "service web", false)]
    [InlineData("terminationGracePeriodSeconds: 30", "terminationGracePeriodSeconds", "service web", false)]
    [InlineData("stop-grace-period: 30s", "stop-grace-period", "service web", false)]
    [InlineData("deploy:\n  stop_grace_period: 30s", "stop_grace_period", "deploy of service web", true)]
    [InlineData("healthcheck:\n  stop_grace_period: 30s", "stop_grace_period", "healthcheck of service web", true)]
    public void ForeignGraceKey_IsNoted(string body, string key, string place, bool isMisplaced)
    {
        var found = Assert.Single(Service(body).UnknownGraceKeys);

        Assert.Equal((key, place, isMisplaced, "stop_grace_period"), (found.Key, found.Place, found.IsMisplaced, found.RightKey));
        Assert.Equal(key, Written(found.Location));
    }

    [Fact]
    public void KeysOfOtherMeaning_AreNotNoted() =>
        Assert.Empty(
            Service("stop_grace_period: 1s\nstop_signal: SIGINT\nhealthcheck: {start_period: 1s, timeout: 1s}\nx-grace-period: 3").UnknownGraceKeys);
}
