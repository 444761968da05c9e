using System.Threading;

namespace Messaging;

public sealed class Queue
{
    private readonly ManualResetEvent _stop = new(false);

    public void Listen() => _stop.WaitOne();
}
