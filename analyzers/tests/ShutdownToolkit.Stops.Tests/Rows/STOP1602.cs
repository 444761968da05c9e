// a failed job that stops the host
// broken: exit 0, ended before
// fixed: exit 1, ended before
Row.Run<Importer>(logs: true);

class Importer(IHostApplicationLifetime lifetime, ILogger<Importer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await File.WriteAllTextAsync("no/such/folder/out.csv", "done", stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "import failed");
#if !BROKEN
            Environment.ExitCode = 1;
#endif
            lifetime.StopApplication();
        }
    }
}
