namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>What a <see cref="LifetimeCallback"/> is registered with.</summary>
internal enum LifetimeEvent
{
    ApplicationStarted,
    ApplicationStopping,
    ApplicationStopped,

    /// <summary>The token of ExecuteAsync: cancelled by BackgroundService.StopAsync, which waits for ExecuteAsync only.</summary>
    WorkerStop,
}
