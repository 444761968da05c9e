using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;

// a field, started and forgotten
public sealed class Pump : IHostedService
{
    private readonly BlockingCollection<string> _lines = [];
    private readonly CancellationTokenSource _stop = new();
    private Thread? _thread;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "pump" }; //! STOP1207
        _thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Cancel();
        _lines.CompleteAdding();
        return Task.CompletedTask;
    }

    private void Run()
    {
        foreach (var line in _lines.GetConsumingEnumerable(_stop.Token))
        {
            File.AppendAllText("lines", line);
        }
    }
}

// two threads, one joined
public sealed class Two : IHostedService
{
    private volatile bool _stopped;
    private Thread? _reader;
    private Thread? _writer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _reader = new Thread(Loop);
        _reader.IsBackground = true;
        _writer = new Thread(Loop) { IsBackground = true }; //! STOP1207
        _reader.Start();
        _writer.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        _reader?.Join();
        return Task.CompletedTask;
    }

    private void Loop()
    {
        while (!_stopped)
        {
            File.AppendAllText("a", "b");
            Thread.Sleep(100);
        }
    }
}

// several, in a list
public sealed class Many : BackgroundService
{
    private readonly ConcurrentQueue<string> _queue = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var threads = new List<Thread>();
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            var thread = new Thread(() => Work(stoppingToken)) { IsBackground = true }; //! STOP1207
            threads.Add(thread);
        }

        threads.ForEach(thread => thread.Start());
        return Task.CompletedTask;
    }

    private void Work(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            if (_queue.TryDequeue(out var item))
            {
                File.WriteAllText(item, item);
            }
        }
    }
}

// the pool
public sealed class Pooled : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ThreadPool.QueueUserWorkItem(_ => Loop(stoppingToken)); //! STOP1201
        return Task.CompletedTask;
    }

    private static void Loop(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            File.AppendAllText("a", "b");
            Thread.Sleep(1000);
        }
    }
}

// StartNew with LongRunning, dropped
public sealed class LongRunning(IConsumer<string, string> consumer) : BackgroundService
{
    public override void Dispose()
    {
        consumer.Close();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task.Factory.StartNew(() => Poll(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default); //! STOP1201
        return Task.CompletedTask;
    }

    private void Poll(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            var result = consumer.Consume(token);
            File.AppendAllText("a", result.Message.Value);
            consumer.Commit(result);
        }
    }
}

// from the constructor
public sealed class FromConstructor : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public FromConstructor()
    {
        _thread = new Thread(Run) { IsBackground = true }; //! STOP1207
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Cancel();
        return Task.CompletedTask;
    }

    public void Dispose() => _stop.Dispose();

    private void Run()
    {
        while (!_stop.Token.WaitHandle.WaitOne(1000))
        {
            File.AppendAllText("a", "b");
        }
    }
}

// a listener with a thread for each client
public sealed class Listener : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listener = new TcpListener(IPAddress.Any, 9000);
        listener.Start();
        while (!stoppingToken.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(stoppingToken);
            _ = Task.Run(() => ServeAsync(client, stoppingToken), stoppingToken); //! STOP1201
        }
    }

    private static async Task ServeAsync(TcpClient client, CancellationToken token)
    {
        using var _ = client;
        var buffer = new byte[1024];
        int read;
        while ((read = await client.GetStream().ReadAsync(buffer, token)) > 0)
        {
            await client.GetStream().WriteAsync(buffer.AsMemory(0, read), token);
        }
    }
}

// a dropped task for each message
public sealed class FireAndForget(ILogger<FireAndForget> logger) : BackgroundService
{
    private readonly BlockingCollection<int> _items = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        foreach (var item in _items.GetConsumingEnumerable(stoppingToken))
        {
            HandleAsync(item).ContinueWith(task => logger.LogError(task.Exception, "failed"), TaskContinuationOptions.OnlyOnFaulted); //! STOP1201
        }
    }

    private static async Task HandleAsync(int item)
    {
        await File.WriteAllTextAsync("item", item.ToString());
        await Task.Delay(1000);
    }
}

// an async void method
public sealed class AsyncVoid : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Work(); //! STOP1201
            await Task.Delay(1000, stoppingToken);
        }
    }

    private async void Work()
    {
        await File.WriteAllTextAsync("a", "b");
        await Task.Delay(3000);
    }
}

// kept in a field that nobody looks at
public sealed class Kept : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private Task? _loop;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => LoopAsync(_stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) //! STOP1104
    {
        _stop.Cancel();
        return Task.CompletedTask;
    }

    private static async Task LoopAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await File.AppendAllTextAsync("a", "b", CancellationToken.None);
            await Task.Delay(1000, token);
        }
    }
}
