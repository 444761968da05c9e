using Dockerlint.Containers;
using Dockerlint.Images.Engines;

namespace StopTiming.Tests;

/// <summary><c>ps</c> reads the files of what runs through the engine, where that gives them.</summary>
public sealed class RunningRoutesTests
{
    private const string Inspect =
        """
        {"Id":"abc","Name":"/web","Image":"sha256:1","Path":"/entry.sh","Args":["node","server.js"],
        "State":{"Running":true,"Pid":4194303,"ExitCode":0,"StartedAt":"2026-11-21T08:00:00Z"},
        "Config":{"StopSignal":"","Image":"web:1","Env":["PATH=/usr/bin:/bin"],"WorkingDir":"/app"},"HostConfig":{"LogConfig":{"Type":"json-file"}}}
        """;

    [Fact]
    public async Task EngineThatReadsNoFiles_LeavesTheMasks()
    {
        await using var fake = new FakeEngine().Running().Answer("list", 200, """[{"Id":"abc","Names":["/web"]}]""")
            .Answer("inspect", 200, Inspect).Answer("archive", 500, FakeEngine.Message("no files here"));
        using var engine = await fake.StartAsync();

        var row = Assert.Single(await RunningRoutes.JudgeAsync(engine, static () => ApplicationSources.None, CancellationToken.None));

        Assert.DoesNotContain("node server.js", row.Chain);
        Assert.Equal("its signal masks could not be read", row.Reason);
    }
}
