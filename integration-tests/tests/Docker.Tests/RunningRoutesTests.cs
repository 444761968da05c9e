using Dockerlint.Containers;
using Dockerlint.Images.Assemblies;
using Dockerlint.Images.Engines;
using Dockerlint.JavaScript;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;

namespace Docker.Tests;

/// <summary>
/// What <c>dockerlint ps</c> says of a running container is what <c>dockerlint trace</c> says of its image: the entrypoint script and the programs
/// are read from the container's own file system, and nothing is executed in it.
/// </summary>
[Trait("Category", "Docker")]
public sealed class RunningRoutesTests
{
    private const string Deaf = "require('http').createServer((_, answer) => answer.end('ok')).listen(8080);\n";

    private const string Heeding = "const server = require('http').createServer((_, answer) => answer.end('ok')).listen(8080);\n"
        + "process.on('SIGTERM', () => server.close());\n";

    // node takes SIGTERM in either case: the signal masks alone prove nothing of the first three.
    [SkippableTheory]
    [InlineData("deaf behind a script", Deaf, "#!/bin/sh\nexec \"$@\"\n", Verdict.Unknown, Verdict.KilledAfterGrace)]
    [InlineData("heeding behind a script", Heeding, "#!/bin/sh\nset -e\nexec \"$@\"\n", Verdict.Unknown, Verdict.Graceful)]
    [InlineData("a script that forwards and waits", Heeding,
        "#!/bin/sh\ntrap 'kill -TERM $P' TERM\n\"$@\" &\nP=$!\nwait $P\nwait $P\n", Verdict.Unknown, Verdict.Graceful)]
    [InlineData("a script that stays in front", Heeding, "#!/bin/sh\n\"$@\"\necho after\n", Verdict.KilledAfterGrace, Verdict.KilledAfterGrace)]
    public async Task Files_GiveTheVerdictAndTheChainOfTrace(string sentence, string server, string script, Verdict fromMasks, Verdict expected)
    {
        await TestEngine.RequireAsync();
        var name = "ps-" + sentence.Replace(' ', '-');
        var image = await TestEngine.BuildAsync(
            name,
            $"FROM {TestEngine.Node}\nWORKDIR /srv\nCOPY entry.sh /entry.sh\nCOPY server.js .\nENTRYPOINT [\"/entry.sh\"]\n"
                + "CMD [\"node\", \"server.js\"]\n",
            new Dictionary<string, string> { ["entry.sh"] = script, ["server.js"] = server });
        await using var container = TestEngine.Container(image).WithName($"{name}-{Guid.NewGuid():N}").Build();
        await container.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await using var events = TestEngine.Engine.Events(container.Id, DateTimeOffset.UtcNow, TimeProvider.System);

        var rows = await RunningRoutes.JudgeAsync(TestEngine.Engine, Sources, default);

        var masks = Assert.Single(await RunningContainers.JudgeAsync(TestEngine.Engine), Is);
        var row = Assert.Single(rows, Is);
        Assert.Equal(fromMasks, masks.Verdict);
        Assert.Empty(masks.Chain);
        var traced = BuiltImageAlone.Read(image);
        Assert.Equal(expected, row.Verdict);
        Assert.Equal(traced.Route.Verdict, row.Verdict);
        Assert.Equal(traced.Route.Hops.Select(static hop => hop.CommandLine), row.Chain);
        Assert.Contains("node server.js", row.Chain);
        Assert.DoesNotContain(events.Seen, static happened => happened.Action.StartsWith("exec", StringComparison.Ordinal));

        bool Is(RunningContainer of) => container.Name.TrimStart('/') == of.Name;
    }

    private static ApplicationSources Sources() => new(new ImageAssemblies(NoDotNetProjects.Instance), new JavaScriptReader());
}
