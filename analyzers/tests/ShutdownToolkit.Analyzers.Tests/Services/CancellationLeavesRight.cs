// the loop catches it
public sealed class Catches : IHostedService
{
    private readonly CancellationTokenSource _cts = new();
    private Task? _task;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _task = RunAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _cts.Cancel();
        await _task!; //! STOP1105
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(1000, _cts.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}

// the one who waits catches it
public sealed class CatchesThere : IHostedService
{
    private readonly CancellationTokenSource _cts = new();
    private Task? _task;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _task = RunAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _cts.Cancel();
        try
        {
            await _task!; //! STOP1105
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await Task.Delay(1000, _cts.Token);
        }
    }
}

// WhenAny, SuppressThrowing
public sealed class Looks : IHostedService
{
    private readonly CancellationTokenSource _cts = new();
    private Task _one = Task.CompletedTask, _two = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        (_one, _two) = (RunAsync(), RunAsync());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _cts.Cancel();
        await Task.WhenAny(_one, Task.Delay(Timeout.Infinite, cancellationToken));
        await _two.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await Task.Delay(1000, _cts.Token);
        }
    }
}

// the loop only asks
public sealed class Asks : IHostedService
{
    private readonly CancellationTokenSource _cts = new();
    private Task? _task;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _task = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _cts.Cancel();
        await _task!; //! STOP1105
    }

    private async Task RunAsync()
    {
        while (!_cts.IsCancellationRequested)
        {
            await Task.Delay(100);
        }
    }
}

// a timer that is disposed gives false
public sealed class Ticks : IHostedService
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
    private Task? _task;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _task = RunAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _timer.Dispose();
        await _task!; //! STOP1105
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            Console.WriteLine();
        }
    }
}
