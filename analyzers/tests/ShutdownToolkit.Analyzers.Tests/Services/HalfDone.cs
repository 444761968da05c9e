using System.Collections.Concurrent;
using System.Threading.Channels;
using Azure.Messaging.ServiceBus;
using Confluent.Kafka;

// a job that fails ends the host with exit code 0
public sealed class Migration(IHostApplicationLifetime lifetime, ILogger<Migration> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(10, stoppingToken);
        }
        catch (Exception e) //! STOP1008
        {
            logger.LogError(e, "failed");
        }
        finally
        {
            lifetime.StopApplication(); //! STOP1602
        }
    }
}

public sealed class Import(IHostApplicationLifetime lifetime, ILogger<Import> logger) : IHostedService
{
    private Task? _task;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _task = Task.Run(async () =>
        {
            try
            {
                await Task.Delay(10);
            }
            catch (Exception e)
            {
                logger.LogCritical(e, "failed");
            }

            lifetime.StopApplication(); //! STOP1602
        }, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAny(_task!, Task.Delay(-1, cancellationToken));
}

// a buffer that is flushed by size only
public sealed class Buffer(Channel<string> channel, HttpClient client) : BackgroundService
{
    private readonly List<string> _buffer = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var line in channel.Reader.ReadAllAsync(stoppingToken))
        {
            _buffer.Add(line); //! STOP1011
            if (_buffer.Count < 200)
            {
                continue;
            }

            await client.PostAsync("http://x/", new StringContent(string.Join('\n', _buffer)), CancellationToken.None);
            _buffer.Clear();
        }
    }
}

// drained beside the consumer
public sealed class Drains(ILogger<Drains> logger) : BackgroundService
{
    private readonly ConcurrentQueue<string> _queue = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        while (_queue.TryDequeue(out var line)) //! STOP1109
        {
            logger.LogInformation("{Line}", line);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            while (_queue.TryDequeue(out var line))
            {
                await File.AppendAllTextAsync("a", line, CancellationToken.None);
            }

            await Task.Delay(100, stoppingToken);
        }
    }
}

// the processor is stopped in its own handler
public sealed class Stops(ServiceBusProcessor processor) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await processor.StopProcessingAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        processor.ProcessMessageAsync += async args =>
        {
            if (args.Message.Subject == "end")
            {
                await processor.StopProcessingAsync(); //! STOP1906
            }
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync(stoppingToken);
    }
}

// started, never stopped
public sealed class NeverStopped(ServiceBusClient client) : IHostedService
{
    private ServiceBusProcessor? _processor;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _processor = client.CreateProcessor("orders");
        _processor.ProcessMessageAsync += _ => Task.CompletedTask;
        _processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await _processor.StartProcessingAsync(cancellationToken); //! STOP1903
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

// Kafka: messages in the buffer of the producer
public sealed class Produces(Channel<string> channel) : BackgroundService
{
    private readonly IProducer<Null, string> _producer = new ProducerBuilder<Null, string>(new ProducerConfig()).Build();

    public override void Dispose()
    {
        _producer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var line in channel.Reader.ReadAllAsync(stoppingToken))
        {
            _producer.Produce("lines", new Message<Null, string> { Value = line }); //! STOP1905
        }
    }
}

// Kafka: the consumer is disposed, not closed
public sealed class Consumes : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() =>
    {
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig { GroupId = "g" }).Build(); //! STOP1902
        consumer.Subscribe("lines");
        while (!stoppingToken.IsCancellationRequested)
        {
            var result = consumer.Consume(stoppingToken);
            File.AppendAllText("a", result.Message.Value);
        }
    }, CancellationToken.None);
}
