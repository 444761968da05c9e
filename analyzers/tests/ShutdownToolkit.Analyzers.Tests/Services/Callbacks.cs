var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
var lifetime = app.Lifetime;

lifetime.ApplicationStopping.Register(async () => await Registry.LeaveAsync()); //! STOP1301

lifetime.ApplicationStopping.Register(() => //! STOP1301
{
    Registry.LeaveAsync();
});

lifetime.ApplicationStopped.Register(() => _ = Registry.LeaveAsync()); //! STOP1301

lifetime.ApplicationStopping.Register(OnStopping); //! STOP1301

lifetime.ApplicationStopping.Register(() =>
{
    Console.WriteLine("draining");
    Thread.Sleep(TimeSpan.FromSeconds(10)); //! STOP1302
});

lifetime.ApplicationStopping.Register(() => Registry.LeaveAsync().GetAwaiter().GetResult()); //! STOP1302

lifetime.ApplicationStopping.Register(() => Task.WaitAll(Registry.LeaveAsync())); //! STOP1302

app.Run();

async void OnStopping()
{
    await Registry.LeaveAsync();
    Console.WriteLine("left");
}

public static class Registry
{
    public static async Task LeaveAsync()
    {
        using var client = new HttpClient();
        await client.DeleteAsync("http://consul/v1/agent/service/x");
    }
}
