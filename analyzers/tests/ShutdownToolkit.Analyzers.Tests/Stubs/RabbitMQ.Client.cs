namespace RabbitMQ.Client.Events
{
    public class BasicDeliverEventArgs : EventArgs
    {
        public ulong DeliveryTag => 0;
    }

    public class AsyncEventingBasicConsumer(IChannel channel) : IAsyncBasicConsumer
    {
        public event Func<object, BasicDeliverEventArgs, Task>? ReceivedAsync { add { } remove { } }

        public IChannel Channel => channel;
    }
}

namespace RabbitMQ.Client
{
    public interface IAsyncBasicConsumer;

    public interface IConnection : IDisposable, IAsyncDisposable
    {
        Task<IChannel> CreateChannelAsync(CancellationToken cancellationToken = default);
    }

    public interface IChannel : IDisposable, IAsyncDisposable
    {
        ValueTask BasicAckAsync(ulong deliveryTag, bool multiple, CancellationToken cancellationToken = default);

        Task BasicCancelAsync(string consumerTag, bool noWait = false, CancellationToken cancellationToken = default);
    }

    public static class IChannelExtensions
    {
        public static Task<string> BasicConsumeAsync(
            this IChannel channel, string queue, bool autoAck, IAsyncBasicConsumer consumer, CancellationToken cancellationToken = default) =>
                Task.FromResult("");

        public static Task CloseAsync(this IChannel channel, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
