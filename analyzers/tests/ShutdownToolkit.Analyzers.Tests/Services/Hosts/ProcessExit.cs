var done = new ManualResetEvent(false);
AppDomain.CurrentDomain.ProcessExit += (_, _) => //! STOP1501
{
    Console.WriteLine("stopping");
    done.Set();
};
new Worker().Start();
done.WaitOne();

public sealed class Worker
{
    public void Start() => Console.WriteLine("started");
}
