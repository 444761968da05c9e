// a message deleted with the stop token once its work is done
// broken: exit 0, at once, says "charged", never says "deleted"
// fixed: exit 0, at once, says "charged", says "deleted"
using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;

Row.Run<Orders>();

class Orders : BackgroundService
{
    private readonly QueueClient _queue = new(
        new Uri("http://queue.invalid/account/orders"), new QueueClientOptions { Transport = new HttpClientTransport(new QueueServer()) });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var order = (await _queue.ReceiveMessageAsync(null, stoppingToken)).Value;
            await ChargeAsync(stoppingToken);
#if BROKEN
            await _queue.DeleteMessageAsync(order.MessageId, order.PopReceipt, stoppingToken);
#else
            await _queue.DeleteMessageAsync(order.MessageId, order.PopReceipt, CancellationToken.None);
#endif
        }
    }

    private static async Task ChargeAsync(CancellationToken stop)
    {
        Row.Ready();
        // The stop comes while it runs, however busy the machine is.
        await Task.WhenAny(Task.Delay(Timeout.Infinite, stop));
        Console.WriteLine("charged");
    }
}

/// <summary>As much of a queue as the client asks for.</summary>
class QueueServer : HttpMessageHandler
{
    private const string Message =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <QueueMessagesList><QueueMessage><MessageId>1</MessageId><InsertionTime>Fri, 27 Nov 2026 08:00:00 GMT</InsertionTime>
        <ExpirationTime>Fri, 04 Dec 2026 08:00:00 GMT</ExpirationTime><PopReceipt>one</PopReceipt>
        <TimeNextVisible>Fri, 27 Nov 2026 08:00:30 GMT</TimeNextVisible><DequeueCount>1</DequeueCount><MessageText>order</MessageText>
        </QueueMessage></QueueMessagesList>
        """;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Method == HttpMethod.Delete)
        {
            File.WriteAllText("orders.log", "deleted");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        }

        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Message) });
    }
}
