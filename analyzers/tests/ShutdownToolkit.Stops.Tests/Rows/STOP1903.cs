// a MassTransit bus that nobody stops
// broken: exit 0, at once, never says "consumed"
// fixed: exit 0, at once, says "consumed"
using MassTransit;
using Shop;

Row.Run<Orders>();

class Orders : IHostedService
{
    private readonly IBusControl _bus = Bus.Factory.CreateUsingInMemory(
        bus => bus.ReceiveEndpoint("orders", orders => orders.Handler<Order>(_ => ConsumeAsync())));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _bus.StartAsync(cancellationToken);
        await _bus.Publish(new Order(1), cancellationToken);
    }

    private static async Task ConsumeAsync()
    {
        Row.Ready();
        await Task.Delay(2500);
        File.WriteAllText("orders.log", "consumed");
    }

#if BROKEN
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
#else
    public Task StopAsync(CancellationToken cancellationToken) => _bus.StopAsync(cancellationToken);
#endif
}

namespace Shop
{
    public record Order(int Number);
}
