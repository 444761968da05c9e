using DotNet.Testcontainers.Builders;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Testcontainers;
using FactAttribute = Docker.Tests.EngineFactAttribute;

namespace Docker.Tests;

// From here on the text of docs/timing.md; DocumentedTestTests compares them.
public sealed class OrdersStopTests
{
    [Fact]
    public async Task Orders_StopWithinFiveSecondsAndLoseNothing()
    {
        await using var image = new ImageFromDockerfileBuilder()
            .WithDockerfileDirectory(CommonDirectoryPath.GetSolutionDirectory(), "samples/01-node-without-handler/fixed")
            .WithBuildArgument("BASE_IMAGE", "shutdown-toolkit/node")
            .Build();
        await image.CreateAsync();
        await using var container = new ContainerBuilder(image)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("ready"))
            .WithMeasuredStop(grace: TimeSpan.FromSeconds(10))
            .Build();
        await container.StartAsync();

        var report = await container.MeasureStopAsync(new StopOptions
        {
            Load = new LoadOptions(new Uri("http://container:8080/"), Concurrency: 4),
        });

        report.ShouldBeGraceful(within: TimeSpan.FromSeconds(5));
    }
}
