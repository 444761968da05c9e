using System.CommandLine;

var root = new RootCommand("Copies until it is stopped.");
root.SetAction(async (_, stop) =>
{
    while (!stop.IsCancellationRequested)
    {
        await Task.Delay(1000, stop);
    }
});
return await root.Parse(args).InvokeAsync();
