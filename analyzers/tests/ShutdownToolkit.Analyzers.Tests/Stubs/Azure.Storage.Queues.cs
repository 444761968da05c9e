namespace Azure
{
    public abstract class Response<T>
    {
        public abstract T Value { get; }
    }
}

namespace Azure.Storage.Queues.Models
{
    public class QueueMessage
    {
        public string MessageId => "";

        public string PopReceipt => "";
    }
}

namespace Azure.Storage.Queues
{
    public class QueueClient(string connectionString, string queueName)
    {
        public virtual string Name => connectionString + queueName;

        public virtual Task<Response<Models.QueueMessage>> ReceiveMessageAsync(
            TimeSpan? visibilityTimeout = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task<Response<Models.QueueMessage[]>> ReceiveMessagesAsync(
            int? maxMessages = default, TimeSpan? visibilityTimeout = default, CancellationToken cancellationToken = default) =>
                throw new NotSupportedException();

        public virtual Task<object> DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
