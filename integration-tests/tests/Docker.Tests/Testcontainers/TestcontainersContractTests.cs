using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Testcontainers;

namespace Docker.Tests;

[Trait("Category", "Docker")]
public sealed class TestcontainersContractTests
{
    [SkippableFact]
    public Task GracefulContainer_IsGraceful() => RunAsync(ContainerContract.Graceful, ContainerContract.IsGracefulAsync);

    [SkippableFact]
    public Task DeafContainer_IsKilled() => RunAsync(ContainerContract.Deaf, ContainerContract.IsKilledAsync);

    private static async Task RunAsync(string[] command, Func<Func<StopOptions, Task<StopReport>>, Task> contract)
    {
        await TestEngine.RequireAsync();
        // Before Testcontainers is first touched: it asks for an API version that older engines do not speak, and for an
        // image of its own that no registry is needed to do without.
        var version = await TestEngine.RunAsync("version", "--format", "{{.Server.APIVersion}}");
        Environment.SetEnvironmentVariable("DOCKER_API_VERSION", version);
        Environment.SetEnvironmentVariable("TESTCONTAINERS_RYUK_DISABLED", "true");
        await using var container = new ContainerBuilder(TestEngine.Python)
            .WithImagePullPolicy(PullPolicy.Never)
            .WithLogger(NullLogger.Instance)
            .WithBindMount(TestEngine.ProbeSources, "/probe")
            .WithCommand(command)
            .Build();
        await container.StartAsync();
        await contract(options => container.MeasureStopAsync(options));
    }
}
