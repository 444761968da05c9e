namespace Confluent.Kafka;

public sealed class Ignore;

public sealed class ConsumerConfig
{
    public string? GroupId { get; set; }
}

public class ConsumeResult<TKey, TValue>
{
    public TValue Value { get; set; } = default!;
}

public interface IClient : IDisposable
{
    string Name { get; }
}

public interface IConsumer<TKey, TValue> : IClient
{
    ConsumeResult<TKey, TValue> Consume(int millisecondsTimeout);

    ConsumeResult<TKey, TValue> Consume(CancellationToken cancellationToken = default);

    ConsumeResult<TKey, TValue> Consume(TimeSpan timeout);

    void Subscribe(string topic);

    void Commit(ConsumeResult<TKey, TValue> result);

    void Close();
}

public class ConsumerBuilder<TKey, TValue>(IEnumerable<KeyValuePair<string, string>> config)
{
    public ConsumerBuilder(ConsumerConfig config)
        : this([])
    {
    }

    public object Config { get; } = config;

    public virtual IConsumer<TKey, TValue> Build() => throw new NotSupportedException();
}
