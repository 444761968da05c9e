using ShutdownToolkit.StopTiming;

namespace Docker.Tests;

[Trait("Category", "Docker")]
public sealed class CommandLineContractTests
{
    [SkippableFact]
    public Task GracefulContainer_IsGraceful() => RunAsync(ContainerContract.Graceful, ContainerContract.IsGracefulAsync);

    [SkippableFact]
    public Task DeafContainer_IsKilled() => RunAsync(ContainerContract.Deaf, ContainerContract.IsKilledAsync);

    private static async Task RunAsync(string[] command, Func<Func<StopOptions, Task<StopReport>>, Task> contract)
    {
        await TestEngine.RequireAsync();
        var id = await TestEngine.RunAsync(["run", "-d", "-v", $"{TestEngine.ProbeSources}:/probe:ro", TestEngine.Python, .. command]);
        try
        {
            await contract(options => StopProbe.MeasureAsync(id, options));
        }
        finally
        {
            await TestEngine.RunAsync("rm", "-f", id);
        }
    }
}
