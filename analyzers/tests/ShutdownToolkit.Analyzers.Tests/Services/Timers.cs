using System.Timers;
using Timer = System.Threading.Timer;

// the documentation's timed service, with an async void callback
public sealed class Timed : IHostedService, IDisposable
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken stoppingToken)
    {
        _timer = new Timer(DoWork, null, TimeSpan.Zero, TimeSpan.FromSeconds(5)); //! STOP1203
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken stoppingToken)
    {
        _timer?.Change(Timeout.Infinite, 0);
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private async void DoWork(object? state)
    {
        await File.AppendAllTextAsync("a", "b");
        await Task.Delay(2000);
    }
}

// Elapsed
public sealed class Elapsed : BackgroundService
{
    private readonly System.Timers.Timer _timer = new(1000);

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _timer.Elapsed += OnElapsed; //! STOP1203
        _timer.Start();
        return Task.CompletedTask;
    }

    private async void OnElapsed(object? sender, ElapsedEventArgs e)
    {
        await File.AppendAllTextAsync("a", "b");
        await Task.Delay(2000);
    }
}

// TimeProvider
public sealed class Provided(TimeProvider time) : IHostedService
{
    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(async _ => await WorkAsync(), null, TimeSpan.Zero, TimeSpan.FromMinutes(1)); //! STOP1203
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }
    }

    private static async Task WorkAsync() => await Task.Delay(3000);
}

// a helper of the project
public static class Every
{
    public static IDisposable Minutes(int minutes, Action action) =>
        new Timer(_ => action(), null, TimeSpan.Zero, TimeSpan.FromMinutes(minutes));
}

public sealed class Helped : IHostedService
{
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = Every.Minutes(5, async () => await File.WriteAllTextAsync("a", "b")); //! STOP1203
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }
}

// the timer is fired once more when the host stops
public sealed class LastTick : IHostedService
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => File.AppendAllText("a", "b"), null, 0, 60_000);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Change(0, 0); //! STOP1208
        return Task.CompletedTask;
    }
}
