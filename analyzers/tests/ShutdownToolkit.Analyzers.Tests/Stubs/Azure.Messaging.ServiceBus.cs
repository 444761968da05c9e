namespace Azure.Messaging.ServiceBus;

public class ServiceBusReceivedMessage;

public class ServiceBusClient(string connectionString) : IAsyncDisposable
{
    public string ConnectionString => connectionString;

    public virtual ServiceBusProcessor CreateProcessor(string queueName) => throw new NotSupportedException();

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => throw new NotSupportedException();

    public virtual ValueTask DisposeAsync() => default;
}

public class ServiceBusProcessor : IAsyncDisposable
{
    public event Func<ProcessMessageEventArgs, Task>? ProcessMessageAsync { add { } remove { } }

    public virtual Task StartProcessingAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public virtual Task CloseAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public ValueTask DisposeAsync() => default;
}

public class ServiceBusReceiver : IAsyncDisposable
{
    public virtual Task<ServiceBusReceivedMessage> ReceiveMessageAsync(
        TimeSpan? maxWaitTime = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify =
            default, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public virtual ValueTask DisposeAsync() => default;
}

public class ProcessMessageEventArgs : EventArgs
{
    public ServiceBusReceivedMessage Message => throw new NotSupportedException();

    public CancellationToken CancellationToken => default;

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
