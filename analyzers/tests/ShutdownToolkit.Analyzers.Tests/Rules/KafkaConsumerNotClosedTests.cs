using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.KafkaConsumerNotClosedAnalyzer, ShutdownToolkit.CodeFixes.Rules.KafkaConsumerNotClosedFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.KafkaConsumerNotClosedAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class KafkaConsumerNotClosedTests
{
    private const string Build = "new ConsumerBuilder<Ignore, string>(new ConsumerConfig()).Build()";

    [Fact]
    public Task ConsumerWithoutClose_ClosesAfterTheLoop() => Verify.Fixes(
        Worker($$"""
                    using var [|consumer|] = {{Build}};
                    consumer.Subscribe("orders");
                    while (!stop.IsCancellationRequested)
                    {
                        consumer.Consume(stop);
                    }
            """),
        Worker($$"""
                    using var consumer = {{Build}};
                    consumer.Subscribe("orders");
                    try
                    {
                        while (!stop.IsCancellationRequested)
                        {
                            consumer.Consume(stop);
                        }
                    }
                    finally
                    {
                        consumer.Close();
                    }
            """));

    [Theory]
    [InlineData("()")]
    [InlineData("(CancellationToken.None)")]
    [InlineData("(default(CancellationToken))")]
    public Task DeafConsume_GetsTheStopToken(string arguments) => Verify.Fixes(
        Worker(Closed($"[|consumer.Consume{arguments}|];")),
        Worker(Closed("consumer.Consume(stop);")));

    [Fact]
    public Task EntryPoint_IsJudgedToo() => Verify.OffersNothing($$"""
        using Confluent.Kafka;
        using var [|consumer|] = {{Build}};
        for (var i = 0; i < 10; i++) consumer.Consume(TimeSpan.FromSeconds(1));
        foreach (var topic in args) consumer.Subscribe(topic);
        while (true) consumer.Consume(100);
        """);

    [Fact]
    public Task ConsumerInAField_IsReportedWhereItIsBuilt() => Verify.OffersNothing($$"""
        using Confluent.Kafka;

        class Worker : BackgroundService
        {
            private readonly IConsumer<Ignore, string> consumer = [|{{Build}}|];

            protected override Task ExecuteAsync(CancellationToken stop) => Task.Run(() => { while (true) consumer.Consume(stop); }, stop);

            public override void Dispose() => consumer.Dispose();
        }
        """);

    [Theory]
    [InlineData("using var consumer = BUILD; try { while (!stop.IsCancellationRequested) consumer.Consume(stop); } finally { consumer.Close(); }")]
    [InlineData("using var consumer = BUILD; while (!stop.IsCancellationRequested) consumer.Consume(TimeSpan.FromSeconds(1)); consumer.Close();")]
    [InlineData("var consumer = BUILD; stop.Register(() => consumer.Close()); while (!stop.IsCancellationRequested) consumer.Consume(100);")]
    [InlineData("using var consumer = BUILD; consumer.Consume(stop);")]
    [InlineData("Loop(BUILD); static void Loop(IConsumer<Ignore, string> consumer) { while (true) consumer.Consume(100); }")]
    [InlineData("while (!stop.IsCancellationRequested) given.Consume(stop);")]
    public Task ClosedOrGivenOrOnce_IsSilent(string body) => Report.IsSilent(Worker(body.Replace("BUILD", Build, StringComparison.Ordinal)));

    [Fact]
    public Task LibraryThatIsNoService_IsSilent() => Report.IsSilent(
        $"using Confluent.Kafka; class Reader {{ void Read() {{ using var consumer = {Build}; while (true) consumer.Consume(); }} }}");

    private static string Closed(string consume) =>
        $"using var consumer = {Build}; try {{ while (!stop.IsCancellationRequested) {{ {consume} }} }} finally {{ consumer.Close(); }}";

    private static string Worker(string body) => $$"""
        using Confluent.Kafka;

        class Worker(IConsumer<Ignore, string> given) : BackgroundService
        {
            public override string ToString() => given.Name;

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
            {{body}}
            }
        }
        """;
}
