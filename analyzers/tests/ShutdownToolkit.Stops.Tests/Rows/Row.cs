/// <summary>What the rows share; no rule has anything to say about it.</summary>
static class Row
{
    /// <summary>With the machine's monotonic clock: a test on a busy machine may read the line a second later.</summary>
    public static void Ready() => Console.WriteLine($"ready {System.Diagnostics.Stopwatch.GetTimestamp()}");

    /// <summary>2.5 s of work in parts, none of them long enough for a rule about waits: open when the signal comes, however busy the machine is.</summary>
    public static async Task WorkAsync()
    {
        for (var part = 0; part < 5; part++)
            await Task.Delay(500);
    }

    /// <summary>A host with this service; it says "ready" itself.</summary>
    public static void Run<T>(bool logs = false)
        where T : class, IHostedService
    {
        using var host = Build<T>(logs);
        host.Run();
    }

    /// <summary>A host that says "ready" when it has run for two seconds, for services that never get so far.</summary>
    public static void RunAndSayReady<T>()
        where T : class, IHostedService
    {
        using var host = Build<T>(logs: false);
        using var timer = new Timer(_ => Ready(), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        host.Run();
    }

    public static IServiceCollection WithTimeout(this IServiceCollection services) =>
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));

    /// <summary>A client on a thread of its own, as soon as the server listens; the end of the server is no failure of it.</summary>
    public static void ConnectWhenStarted(this WebApplication app, Func<string, Task> client) =>
        app.Lifetime.ApplicationStarted.Register(
            () => new Thread(() => Task.WaitAny(client(app.Urls.First()))) { IsBackground = true }.Start());

    private static IHost Build<T>(bool logs)
        where T : class, IHostedService
    {
        var builder = Host.CreateApplicationBuilder();
        if (!logs)
        {
            builder.Logging.ClearProviders();
        }

        builder.Services.WithTimeout().AddHostedService<T>();
        return builder.Build();
    }
}
