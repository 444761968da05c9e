using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;

namespace Docker.Tests;

/// <summary>A remote engine's /proc is out of reach: what is read from inside must be what this host sees.</summary>
[Trait("Category", "Docker")]
public sealed class ProcessTableTests
{
    [SkippableTheory]
    [InlineData(TestEngine.Dash)]
    [InlineData(TestEngine.Busybox)]
    public async Task ProcessesReadFromInside_AreThoseOfTheHost(string image)
    {
        await TestEngine.RequireAsync();
        await using var container = TestEngine.Container(image)
            .WithCommand("/bin/sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait")
            .WithCreateParameterModifier(static parameters => parameters.HostConfig!.Init = true)
            .Build();
        await container.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        var state = await TestEngine.Engine.InspectAsync(container.Id, default);
        var host = await ProcessTable.ReadAsync(TestEngine.Engine, state, default);
        var inside = await ProcessTable.InsideAsync(TestEngine.Engine, container.Id, default);
        var top = await ProcessTable.TopAsync(TestEngine.Engine, state, default);

        Skip.If(host.All(process => process.HostPid == 0), "The engine does not run on this host.");
        Assert.Equal(host.Select(Seen), inside.OrderBy(process => process.Pid).Select(Seen));
        Assert.Equal(host.Select(process => string.Join(' ', process.Argv)), top.Select(process => string.Join(' ', process.Argv)));
        Assert.Equal(3, host.Count);
    }

    private static string Seen(ContainerProcess process) =>
        $"{process.Pid} {process.Parent} {process.Group} {process.Name} {string.Join('|', process.Argv)} "
        + $"{process.Caught} {process.Ignored} {process.Blocked} {process.First} {process.Zombie}";
}
