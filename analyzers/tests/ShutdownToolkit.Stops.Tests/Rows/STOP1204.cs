// a child process that nobody ends
// broken: exit 0, at once, says "the child lives"
// fixed: exit 0, at once, never says "the child lives"
Row.Run<Backup>();

class Backup : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var dump = System.Diagnostics.Process.Start("sh", ["-c", "sleep 4; echo the child lives"]);
        Row.Ready();
#if BROKEN
        await dump.WaitForExitAsync(stoppingToken);
#else
        try
        {
            await dump.WaitForExitAsync(stoppingToken);
        }
        finally
        {
            if (!dump.HasExited) dump.Kill(entireProcessTree: true);
        }
#endif
    }
}
