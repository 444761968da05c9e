using System.Threading.Channels;

// cancels and awaits the loop of a periodic timer
public sealed class Periodic : IHostedService, IDisposable
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
    private readonly CancellationTokenSource _cts = new();
    private Task? _task;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _task = TickAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _cts.Cancel();
        if (_task != null)
        {
            await _task; //! STOP1108
        }
    }

    public void Dispose() => _timer.Dispose();

    private async Task TickAsync()
    {
        while (await _timer.WaitForNextTickAsync(_cts.Token))
        {
            Console.WriteLine();
        }
    }
}

// returns the task
public sealed class Returns : IHostedService
{
    private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();
    private CancellationTokenSource? _cts;
    private Task _consumer = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _cts = new CancellationTokenSource();
        _consumer = Task.Run(() => ConsumeAsync(_cts.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _cts?.Cancel();
        return _consumer; //! STOP1108
    }

    private async Task ConsumeAsync(CancellationToken cancellationToken)
    {
        await foreach (var item in _channel.Reader.ReadAllAsync(cancellationToken))
        {
            Console.WriteLine(item);
        }
    }
}

// all of them at once
public sealed class Several : IHostedService
{
    private readonly CancellationTokenSource _cts = new();
    private readonly List<Task> _tasks = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 4; i++)
        {
            _tasks.Add(Task.Run(() => WorkAsync(_cts.Token), CancellationToken.None));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _cts.CancelAsync();
        await Task.WhenAll(_tasks); //! STOP1108
    }

    private static async Task WorkAsync(CancellationToken token)
    {
        while (true)
        {
            await Task.Delay(1000, token);
        }
    }
}

// blocks on it in Dispose
public sealed class InDispose : BackgroundService
{
    private readonly CancellationTokenSource _own = new();
    private Task? _side;

    public override void Dispose()
    {
        _own.Cancel();
        _side?.Wait(); //! STOP1108
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _side = SideAsync();
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }

    private async Task SideAsync()
    {
        while (true)
        {
            await Task.Delay(100, _own.Token);
        }
    }
}

// a lambda, with a catch of something else
public sealed class InLambda(ILogger<InLambda> logger) : IHostedService
{
    private readonly CancellationTokenSource _cts = new();
    private Task? _pump;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _pump = Task.Run(async () =>
        {
            while (!_cts.IsCancellationRequested)
            {
                try
                {
                    await Task.Delay(TimeSpan.FromSeconds(5), _cts.Token);
                }
                catch (HttpRequestException e)
                {
                    logger.LogWarning(e, "again");
                }
            }
        }, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _cts.Cancel();
        await (_pump ?? Task.CompletedTask).ConfigureAwait(false); //! STOP1108
    }
}

// linked to the start token, as examples have it, and cancelled in StopAsync
public sealed class Linked : IHostedService
{
    private CancellationTokenSource? _source;
    private Task? _executing;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _executing = RunAsync(_source.Token);
        return _executing.IsCompleted ? _executing : Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_executing is null)
        {
            return;
        }

        try
        {
            _source!.Cancel();
        }
        finally
        {
            await _executing.WaitAsync(cancellationToken); //! STOP1108
        }
    }

    private static async Task RunAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await Task.Delay(1000, token);
        }
    }
}

// ThrowIfCancellationRequested
public sealed class Throws : IHostedService
{
    private readonly CancellationTokenSource _cts = new();
    private Task? _loop;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(Loop, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _cts.CancelAsync();
        await _loop!; //! STOP1108
    }

    private void Loop()
    {
        while (true)
        {
            _cts.Token.ThrowIfCancellationRequested();
            File.AppendAllText("a", "b");
        }
    }
}

// the task is started with a token that is cancelled before it begins, and a wait inside
public sealed class Executes : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ExecuteTask!; //! STOP1108
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken);
        }
    }
}
