public static class Program
{
    public static void Main(string[] args)
    {
        var host = Host.CreateDefaultBuilder(args).Build();
        host.Start(); //! STOP1401

        while (true)
        {
            Thread.Sleep(1000);
        }
    }
}
