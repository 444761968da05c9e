using System.Threading.Channels;

// the loop in another class ends by its own Stop
public sealed class Server
{
    private volatile bool _running = true;

    public async Task RunAsync()
    {
        while (_running)
        {
            await Task.Delay(100);
        }
    }

    public void Stop() => _running = false;
}

public sealed class ServerHost(Server server) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        server.Stop();
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => server.RunAsync();
}

// completed by its own CompleteAsync
public sealed class Writer
{
    private readonly Channel<string> _channel = Channel.CreateUnbounded<string>();

    public void Finish() => _channel.Writer.Complete();

    public async Task WriteAllAsync()
    {
        await foreach (var line in _channel.Reader.ReadAllAsync())
        {
            await File.AppendAllTextAsync("lines", line);
        }
    }
}

public sealed class WriterHost(Writer writer) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        writer.Finish();
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => writer.WriteAllAsync();
}

// a client that waits between its few tries, where the token is not known: outside of any loop of the host
public sealed class Client(HttpClient http)
{
    public async Task<string> ReadAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            try
            {
                return await http.GetStringAsync("http://x/");
            }
            catch (HttpRequestException)
            {
                await Task.Delay(500);
            }
        }

        return "";
    }
}

public sealed class ClientHost(Client client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Console.WriteLine(await client.ReadAsync());
            await Task.Delay(1000, stoppingToken);
        }
    }
}

// tasks of another class that it tracks itself
public sealed class Tracking
{
    private readonly List<Task> _running = [];

    public async Task RunAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            _running.Add(WorkAsync());
            try
            {
                await Task.Delay(1000, token);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(_running);
    }

    private static Task WorkAsync() => File.AppendAllTextAsync("a", "b");
}

public sealed class TrackingHost(Tracking tracking) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => tracking.RunAsync(stoppingToken);
}

// the token is set by whoever makes it
public sealed class Configured
{
    public CancellationToken Token { get; set; }

    public async Task RunAsync()
    {
        while (true)
        {
            await Task.Delay(1000, Token);
        }
    }
}

public sealed class ConfiguredHost(Configured configured) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        configured.Token = stoppingToken;
        return configured.RunAsync();
    }
}

// a helper that tries a few times, with a pause that grows
public sealed class Retrying(HttpClient http)
{
    public async Task<string> GetAsync(string url)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await http.GetStringAsync(url);
            }
            catch (HttpRequestException) when (attempt < 4)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt));
            }
        }
    }
}

public sealed class RetryingHost(Retrying client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Console.WriteLine(await client.GetAsync("http://x/"));
            await Task.Delay(1000, stoppingToken);
        }
    }
}
