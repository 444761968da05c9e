namespace MassTransit;

public interface BusHandle
{
    Task StopAsync(CancellationToken cancellationToken = default);
}

public interface IBusControl
{
    Task<BusHandle> StartAsync(CancellationToken cancellationToken = default);

    Task StopAsync(CancellationToken cancellationToken = default);
}

public static class Bus
{
    public static BusFactory Factory { get; } = new();
}

public sealed class BusFactory
{
    public IBusControl CreateUsingRabbitMq(Action<object> configure) => throw new NotSupportedException();
}
