using Microsoft.Extensions.Hosting;

namespace Messaging;

public sealed class Queue
{
    public void Listen() => Host.CreateDefaultBuilder().Build().Run();
}
