using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.DrainBesideItsConsumerAnalyzer>;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.DrainBesideItsConsumerAnalyzer, ShutdownToolkit.CodeFixes.Rules.DrainBesideItsConsumerFixer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class DrainBesideItsConsumerTests
{
    [Theory]
    [InlineData("while ([|_reader.TryRead(out var item)|]) Handle(item);")]
    [InlineData("while ([|_channel.Reader.TryRead(out var item)|]) Handle(item);", "await foreach (var i in "
        + "_channel.Reader.ReadAllAsync(stop)) Handle(i);")]
    [InlineData("await foreach (var item in [|_reader.ReadAllAsync(hurry)|]) Handle(item);")]
    [InlineData("while ([|_queue.TryDequeue(out var item)|]) Handle(item);", "if (_queue.TryDequeue(out var one)) Handle(one);")]
    [InlineData("while ([|_queue.TryDequeue(out var item)|]) Handle(item);", "Flush();")]
    [InlineData("[|Flush()|];", "Flush();")]
    [InlineData("try { while ([|_reader.TryRead(out var item)|]) Handle(item); } catch (InvalidOperationException) { }")]
    [InlineData("while ([|_blocking.TryTake(out var item)|]) Handle(item);", "foreach (var i in _blocking.GetConsumingEnumerable(stop)) Handle(i);")]
    public Task DrainBeforeTheBase_IsReported(string drain, string work = "await foreach (var i in _reader.ReadAllAsync(stop)) Handle(i);") =>
        Report.Reports(Worker(work, drain + " await base.StopAsync(hurry);"), message: "while ExecuteAsync still does");

    [Theory]
    [InlineData("await base.StopAsync(hurry); while (_reader.TryRead(out var item)) Handle(item);")]
    // Completed or cancelled by its own means, and awaited.
    [InlineData("_channel.Writer.Complete(); await _reader.Completion; while (_reader.TryRead(out var item)) Handle(item); await "
        + "base.StopAsync(hurry);")]
    [InlineData("await _own.CancelAsync(); while (_reader.TryRead(out var item)) Handle(item); await base.StopAsync(hurry);")]
    [InlineData("await ExecuteTask!; while (_reader.TryRead(out var item)) Handle(item); await base.StopAsync(hurry);")]
    // Another queue than the one that ExecuteAsync reads, and one of its own.
    [InlineData("while (_queue.TryDequeue(out var item)) Handle(item); await base.StopAsync(hurry);")]
    [InlineData("var mine = new Queue<int>(); while (mine.TryDequeue(out var item)) Handle(item); await base.StopAsync(hurry);")]
    [InlineData("lock (_own) { while (_reader.TryRead(out var item)) Handle(item); } await base.StopAsync(hurry);")]
    // STOP1101's.
    [InlineData("while (_reader.TryRead(out var item)) Handle(item); await Task.Yield();")]
    public Task DrainBehindTheWorker_IsSilent(string stop) =>
        Report.IsSilent(Worker("await foreach (var i in _reader.ReadAllAsync(stop)) Handle(i);", stop));

    [Theory]
    [InlineData("[|_consumer.Close()|]; await base.StopAsync(hurry);")]
    [InlineData("_consumer.Unsubscribe(); [|_consumer.Dispose()|]; await base.StopAsync(hurry);")]
    [InlineData("await Task.Yield(); _consumer?[|.Close()|]; await base.StopAsync(hurry);")]
    public Task KafkaConsumerClosedUnderTheWorker_IsReported(string stop) =>
        Report.Reports(Kafka(stop), message: "closes '_consumer' while ExecuteAsync still consumes");

    [Theory]
    [InlineData("await base.StopAsync(hurry); _consumer.Close();")]
    [InlineData("_consumer.Commit(); await base.StopAsync(hurry);")]
    [InlineData("_other.Close(); await base.StopAsync(hurry);")]
    [InlineData("_own.Cancel(); await ExecuteTask!; _consumer.Close(); await base.StopAsync(hurry);")]
    public Task KafkaConsumerClosedBehindTheWorker_IsSilent(string stop) => Report.IsSilent(Kafka(stop));

    private static string Kafka(string stop) =>
        $$"""
        using Confluent.Kafka;
        class Worker(IConsumer<string, string> consumer, IConsumer<string, string> other) : BackgroundService
        {
            private readonly IConsumer<string, string> _consumer = consumer;
            private readonly IConsumer<string, string> _other = other;
            private readonly CancellationTokenSource _own = new();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
                while (!stop.IsCancellationRequested)
                {
                    var record = _consumer.Consume(stop);
                    await File.AppendAllTextAsync("a", record.Message.Value, CancellationToken.None);
                    _consumer.StoreOffset(record);
                }
            }

            public override async Task StopAsync(CancellationToken hurry) { {{stop}} }
        }
        """;

    [Fact]
    public Task BaseCall_MovesBeforeTheDrain() => Verify.Fixes(
        Worker("await foreach (var i in _reader.ReadAllAsync(stop)) Handle(i);", """
                Console.WriteLine("stopping");
                        // the rest
                        while ([|_reader.TryRead(out var item)|])
                            Handle(item);

                        await base.StopAsync(hurry);
                        Console.WriteLine("stopped");
                """),
        Worker("await foreach (var i in _reader.ReadAllAsync(stop)) Handle(i);", """
                Console.WriteLine("stopping");
                        await base.StopAsync(hurry);
                        // the rest
                        while (_reader.TryRead(out var item))
                            Handle(item);
                        Console.WriteLine("stopped");
                """));

    private static string Worker(string work, string stop) =>
        $$"""
        using System.Collections.Concurrent;
        using System.Threading.Channels;

        class Worker : BackgroundService
        {
            private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();
            private readonly ChannelReader<int> _reader = Channel.CreateUnbounded<int>().Reader;
            private readonly ConcurrentQueue<int> _queue = new();
            private readonly BlockingCollection<int> _blocking = [];
            private readonly CancellationTokenSource _own = new();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
                {{work}}
            }

            public override async Task StopAsync(CancellationToken hurry)
            {
                {{stop}}
            }

            private void Flush()
            {
                while (_queue.TryDequeue(out var item)) Handle(item);
            }

            private static void Handle(int item) => Console.WriteLine(item);
        }
        """;
}
