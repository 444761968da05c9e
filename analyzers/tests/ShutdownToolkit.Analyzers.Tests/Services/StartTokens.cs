using Timer = System.Threading.Timer;

// a loop that follows the start token
public sealed class Follows : IHostedService
{
    private Task? _loop;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = LoopAsync(cancellationToken); //! STOP1106
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await Task.WhenAny(_loop!, Task.Delay(-1, cancellationToken));

    private static async Task LoopAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await Task.Delay(1000, token);
        }
    }
}

// as the state of a timer
public sealed class State : IHostedService
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(Tick, cancellationToken, 0, 1000); //! STOP1106
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await _timer!.DisposeAsync();

    private void Tick(object? state)
    {
        if (state is CancellationToken { IsCancellationRequested: false })
        {
            File.AppendAllText("a", "b");
        }
    }
}

// kept in a field
public sealed class Keeps : IHostedService
{
    private CancellationToken _token;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _token = cancellationToken; //! STOP1106
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task HandleAsync(string line) => await File.AppendAllTextAsync("a", line, _token);
}
