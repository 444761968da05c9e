using Microsoft.Extensions.DependencyInjection;

namespace Quartz;

public interface IScheduler
{
    Task Start(CancellationToken cancellationToken = default);

    Task Shutdown(CancellationToken cancellationToken = default);

    Task Shutdown(bool waitForJobsToComplete, CancellationToken cancellationToken = default);
}

public class QuartzHostedServiceOptions
{
    public bool WaitForJobsToComplete { get; set; }

    public TimeSpan? StartDelay { get; set; }

    public bool AwaitApplicationStarted { get; set; }
}

public static class QuartzServiceCollectionExtensions
{
    public static IServiceCollection AddQuartzHostedService(
        this IServiceCollection services, Action<QuartzHostedServiceOptions>? configure = null) => services;
}
