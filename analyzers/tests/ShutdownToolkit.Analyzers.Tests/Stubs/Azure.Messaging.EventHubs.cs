namespace Azure.Messaging.EventHubs.Primitives
{
    public class EventProcessorPartition;

    public abstract class EventProcessor<TPartition>
        where TPartition : EventProcessorPartition, new()
    {
        public virtual Task StartProcessingAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}

namespace Azure.Messaging.EventHubs
{
    public class EventProcessorClient : Primitives.EventProcessor<Primitives.EventProcessorPartition>
    {
        public override Task StartProcessingAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public override Task StopProcessingAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
