namespace Orders.Api;

public sealed record Order(Guid Id, decimal Total);

public sealed class OrderStore
{
    public async Task<Order?> Find(Guid id, CancellationToken cancelled)
    {
        await Task.Delay(20, cancelled);
        return id == Guid.Empty ? null : new Order(id, 12.5m);
    }
}
