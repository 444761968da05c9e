// a host that is started, and Ctrl+C as the only way out
using var host = Host.CreateDefaultBuilder(args).Build();
await host.StartAsync(); //! STOP1401

var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    await Task.Delay(Timeout.Infinite, stop.Token);
}
catch (OperationCanceledException)
{
}

await host.StopAsync();
