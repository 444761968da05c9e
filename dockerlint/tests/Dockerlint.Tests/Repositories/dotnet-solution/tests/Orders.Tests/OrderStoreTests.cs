using Orders.Api;
using Xunit;

namespace Orders.Tests;

public sealed class OrderStoreTests
{
    [Fact]
    public async Task Empty_IsNotFound() => Assert.Null(await new OrderStore().Find(Guid.Empty, default));
}
