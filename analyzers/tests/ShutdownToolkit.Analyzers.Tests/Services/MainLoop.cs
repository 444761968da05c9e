public static class Program
{
    public static async Task Main(string[] args)
    {
        var worker = new Poller();
        while (true) //! STOP1504
        {
            try
            {
                await worker.PollAsync();
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
            }

            Thread.Sleep(5000);
        }
    }
}

public sealed class Poller
{
    public Task PollAsync() => File.WriteAllTextAsync("a", "b");
}
