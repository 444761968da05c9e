using Confluent.Kafka;

var cts = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => //! STOP1405
{
    e.Cancel = true;
    cts.Cancel();
};

using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig { GroupId = "g" }).Build();
consumer.Subscribe("topic");
try
{
    while (true)
    {
        var result = consumer.Consume(cts.Token);
        Console.WriteLine(result.Message.Value);
    }
}
catch (OperationCanceledException)
{
    consumer.Close();
}
