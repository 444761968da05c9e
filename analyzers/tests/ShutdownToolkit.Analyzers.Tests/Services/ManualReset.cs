public static class Program
{
    private static readonly ManualResetEvent _quit = new(false);

    public static void Main(string[] args)
    {
        var server = new Server();
        server.Start();
        Console.WriteLine("running");
        _quit.WaitOne(); //! STOP1404
        server.Stop();
    }
}

public sealed class Server
{
    public void Start() => Console.WriteLine("start");

    public void Stop() => Console.WriteLine("stop");
}
