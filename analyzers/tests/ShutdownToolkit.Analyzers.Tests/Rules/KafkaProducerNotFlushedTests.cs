using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.KafkaProducerNotFlushedAnalyzer>;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.KafkaProducerNotFlushedAnalyzer, ShutdownToolkit.CodeFixes.Rules.KafkaProducerNotFlushedFixer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class KafkaProducerNotFlushedTests
{
    private const string Message = "new Message<Null, string> { Value = \"x\" }";

    [Theory]
    [InlineData("[|_producer.Produce(\"t\", " + Message + ")|];")]
    [InlineData("[|_producer.Produce(\"t\", " + Message + ", report => Console.WriteLine(report.Error))|];")]
    [InlineData("_ = [|_producer.ProduceAsync(\"t\", " + Message + ")|];")]
    [InlineData("[|_producer.ProduceAsync(\"t\", " + Message + ")|].ContinueWith(t => Console.WriteLine(t.Exception));")]
    [InlineData("for (var i = 0; i < 9; i++) [|_producer.Produce(\"t\", " + Message + ")|]; _producer.Produce(\"t\", " + Message + ");")]
    public Task ProducerWithoutFlush_IsReported(string send) => Report.Reports(Wrapper(send), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task UsingInTheProgram_IsReported() => Report.Reports(
        "using Confluent.Kafka; using var p = new ProducerBuilder<Null, string>(new ProducerConfig()).Build(); [|p.Produce(\"t\", "
            + "" + Message + ")|];");

    [Fact]
    public Task InjectedProducerOfAProgram_IsReported() => Report.Reports(
        "using Confluent.Kafka; await Host.CreateApplicationBuilder(args).Build().RunAsync(); "
            + "class Worker(IProducer<Null, string> producer) : BackgroundService { protected override async Task "
            + "ExecuteAsync(CancellationToken stop) { "
            + "while (!stop.IsCancellationRequested) { [|producer.Produce(\"t\", " + Message + ")|]; await Task.Delay(1000, stop); } } }");

    [Theory]
    [InlineData("_producer.Produce(\"t\", " + Message + "); _producer.Flush(TimeSpan.FromSeconds(5));")]
    [InlineData("_producer.BeginTransaction(); _producer.Produce(\"t\", " + Message + "); _producer.CommitTransaction();")]
    [InlineData("_producer.ProduceAsync(\"t\", " + Message + ").Wait();")]
    [InlineData("_all.Add(_producer.ProduceAsync(\"t\", " + Message + "));")]
    [InlineData("var sent = new TaskCompletionSource(); _producer.Produce(\"t\", " + Message + ", _ => sent.TrySetResult()); sent.Task.Wait();")]
    [InlineData(
        "var left = 1; var sent = new TaskCompletionSource<bool>(); _producer.Produce(\"t\", " + Message + ", Sent); sent.Task.Wait(); "
            + "void Sent(DeliveryReport<Null, string> report) { if (Interlocked.Decrement(ref left) == 0) sent.SetResult(true); }")]
    public Task FlushedOrAwaited_IsSilent(string send) => Report.IsSilent(Wrapper(send));

    [Fact]
    public Task LibraryThatIsGivenAProducer_IsSilent() => Report.IsSilent(
        "using Confluent.Kafka; public class Events(IProducer<Null, string> p) { public void Send() => p.Produce(\"t\", " + Message + "); }");

    [Fact]
    public async Task DisposingType_FlushesBefore()
    {
        var before = Wrapper("[|_producer.Produce(\"t\", " + Message + ")|];");
        await Verify.Fixes(
            before,
            before.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal).Replace(
                "{ _producer.Dispose();", "{ _producer.Flush(TimeSpan.FromSeconds(10)); _producer.Dispose();", StringComparison.Ordinal));
    }

    [Fact]
    public Task InjectedProducer_IsLeftToYou() => Verify.OffersNothing(
        "using Confluent.Kafka; await Task.Yield(); "
            + "class S(IProducer<Null, string> p) { public void Send() => [|p.Produce(\"t\", " + Message + ")|]; }");

    private static string Wrapper(string send) =>
        $$"""
        using Confluent.Kafka;

        public sealed class Events : IDisposable
        {
            private readonly IProducer<Null, string> _producer = new ProducerBuilder<Null, string>(new ProducerConfig()).Build();
            private readonly List<Task> _all = [];

            public void Send() { {{send}} }

            public void Dispose() { _producer.Dispose(); _all.Clear(); }
        }
        """;
}
