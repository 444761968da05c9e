using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopping.Cancel();
};
Console.WriteLine("ready");
try
{
    while (true)
    {
        await Task.Delay(500, stopping.Token);
    }
}
catch (OperationCanceledException)
{
    Console.WriteLine("drained");
}
