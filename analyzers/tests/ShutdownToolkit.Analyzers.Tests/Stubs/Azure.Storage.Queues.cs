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

        public virtual Task<Models.QueueMessage> ReceiveMessageAsync(TimeSpan? visibilityTimeout = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task<object> DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
