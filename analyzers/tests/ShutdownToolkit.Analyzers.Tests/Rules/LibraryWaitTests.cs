using Microsoft.CodeAnalysis;
using Blocking = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.BlockingWaitInHostedServiceAnalyzer>;
using Refused = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.StopTokenNotForwardedAnalyzer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.LongWaitWithoutStopTokenAnalyzer>;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.LongWaitWithoutStopTokenAnalyzer, ShutdownToolkit.CodeFixes.Rules.LongWaitWithoutStopTokenFixer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

/// <summary>Waits whose token is missing in an argument: sequences handed on, policies, long polls, full channels.</summary>
public sealed class LibraryWaitTests
{
    private const string Body = "async (i, _) => await Task.Delay(i, CancellationToken.None)";

    [Theory]
    [InlineData("await Parallel.ForEachAsync([|items.Reader.ReadAllAsync|](), " + Body + ");")]
    [InlineData("await Parallel.ForEachAsync([|items.Reader.ReadAllAsync|](), new ParallelOptions { MaxDegreeOfParallelism = 4 }, " + Body + ");")]
    [InlineData("await Parallel.ForEachAsync([|items.Reader.ReadAllAsync|](), async (i, _) => await Task.Delay(i, stop)).ConfigureAwait(false);")]
    [InlineData("await Parallel.ForEachAsync([|items.Reader.ReadAllAsync|](), HandleAsync);")]
    [InlineData("await Task.WhenAll(Parallel.ForEachAsync([|items.Reader.ReadAllAsync|](), " + Body + "), Task.Delay(-1, stop));")]
    [InlineData("await foreach (var i in Twice([|items.Reader.ReadAllAsync|]())) Console.WriteLine(i);")]
    [InlineData("var options = new ParallelOptions(); await Parallel.ForEachAsync([|items.Reader.ReadAllAsync|](), options, " + Body + ");")]
    public Task SequenceHandedOn_IsReported(string body) => Report.Reports(Worker(body), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task SequenceReturnedFromExecuteAsync_IsReported() => Report.Reports(
        """
        using System.Threading.Channels;
        class Batcher(Channel<int> queue) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
                Parallel.ForEachAsync([|queue.Reader.ReadAllAsync|](), async (i, _) => await Task.Delay(i));
        }
        """);

    [Theory]
    [InlineData("await Parallel.ForEachAsync(items.Reader.ReadAllAsync(stop), " + Body + ");")]
    [InlineData("await Parallel.ForEachAsync(items.Reader.ReadAllAsync(), stop, " + Body + ");")]
    [InlineData("await Parallel.ForEachAsync(items.Reader.ReadAllAsync(), new ParallelOptions { CancellationToken = stop }, " + Body + ");")]
    [InlineData("var o = new ParallelOptions { CancellationToken = stop }; await Parallel.ForEachAsync(items.Reader.ReadAllAsync(), o, "
        + "" + Body + ");")]
    [InlineData("await Parallel.ForEachAsync(new[] { 1, 2 }, " + Body + ");")]
    [InlineData("using var end = stop.Register(() => items.Writer.Complete()); await Parallel.ForEachAsync(items.Reader.ReadAllAsync(), "
        + "" + Body + ");")]
    [InlineData("await foreach (var i in Twice(items.Reader.ReadAllAsync()).WithCancellation(stop)) Console.WriteLine(i);")]
    public Task SequenceThatKnowsTheStop_IsSilent(string body) => Report.IsSilent(Worker(body));

    [Fact]
    public Task Sequence_GetsTheToken() => Verify.Fixes(
        Worker("await Parallel.ForEachAsync([|items.Reader.ReadAllAsync|](), " + Body + ");"),
        Worker("await Parallel.ForEachAsync(items.Reader.ReadAllAsync(stop), " + Body + ");"));

    [Theory]
    [InlineData("var p = Policy.Handle<IOException>().WaitAndRetryAsync(9, n => TimeSpan.FromSeconds(n)); while "
        + "(!stop.IsCancellationRequested) await [|p.ExecuteAsync|](() => OnceAsync(stop));")]
    [InlineData("var p = Policy.Handle<IOException>().WaitAndRetryForeverAsync(n => TimeSpan.FromSeconds(n)); await [|p.ExecuteAsync|](() => "
        + "OnceAsync(stop));")]
    [InlineData("while (!stop.IsCancellationRequested) await [|_policy.ExecuteAsync|](async () => await OnceAsync(stop));")]
    [InlineData("while (!stop.IsCancellationRequested) await [|_pipeline.ExecuteAsync|](async _ => await OnceAsync(stop));")]
    [InlineData("while (!stop.IsCancellationRequested) { await [|_pipeline.ExecuteAsync|](async ct => await "
        + "OnceAsync(ct)).ConfigureAwait(false); await Task.Delay(1, stop); }")]
    [InlineData("while (!stop.IsCancellationRequested) await RetryAsync(); async Task RetryAsync() { await [|_policy.ExecuteAsync|](() => "
        + "OnceAsync(stop)); }")]
    [InlineData("while (!stop.IsCancellationRequested) await [|Policy.Handle<IOException>().WaitAndRetryAsync(3, _ => "
        + "TimeSpan.FromSeconds(9)).ExecuteAsync|](() => OnceAsync(stop));")]
    [InlineData("while (!stop.IsCancellationRequested) { var r = await [|_policy.ExecuteAndCaptureAsync|](() => OnceAsync(stop)); }")]
    public Task RetriesWithTheTokenInTheActionOnly_AreReported(string body) =>
        Report.Reports(Worker(body), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task RetriesOfTheStart_AreASuggestion() => Report.Reports(
        Worker("await [|_policy.ExecuteAsync|](() => OnceAsync(stop));"), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) [|retry.Execute|](() => Console.WriteLine());")]
    [InlineData("while (!stop.IsCancellationRequested) { await Task.Yield(); [|Policy.Handle<IOException>().WaitAndRetry(9, _ => "
        + "TimeSpan.FromSeconds(5)).Execute|](() => Console.WriteLine()); }")]
    [InlineData("while (!stop.IsCancellationRequested) [|_pipeline.Execute|](() => Console.WriteLine());")]
    public Task SynchronousRetries_AreReported(string body) => Blocking.Reports(
        Worker("var retry = Policy.Handle<IOException>().WaitAndRetry(9, n => TimeSpan.FromSeconds(n)); " + body), message: "blocks its thread");

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) await _policy.ExecuteAsync(ct => OnceAsync(ct), stop);")]
    [InlineData("while (!stop.IsCancellationRequested) await _pipeline.ExecuteAsync(async ct => await OnceAsync(ct), stop);")]
    [InlineData("while (!stop.IsCancellationRequested) await _pipeline.ExecuteAsync(static async (s, ct) => await OnceAsync(ct), 1, stop);")]
    // Short, or no pause at all; or made elsewhere, where nobody can see what it does.
    [InlineData("var p = Policy.Handle<IOException>().RetryAsync(3); while (!stop.IsCancellationRequested) await p.ExecuteAsync(() => "
        + "OnceAsync(stop));")]
    [InlineData("var p = Policy.Handle<IOException>().WaitAndRetryAsync(3, _ => TimeSpan.FromMilliseconds(50)); while "
        + "(!stop.IsCancellationRequested) await p.ExecuteAsync(() => OnceAsync(stop));")]
    [InlineData("var p = Policy.Handle<IOException>().CircuitBreakerAsync(3, TimeSpan.FromMinutes(1)); while (!stop.IsCancellationRequested) "
        + "await p.ExecuteAsync(() => OnceAsync(stop));")]
    [InlineData("var p = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(9)).Build(); while (!stop.IsCancellationRequested) "
        + "await p.ExecuteAsync(async _ => await OnceAsync(stop));")]
    [InlineData("while (!stop.IsCancellationRequested) await given.ExecuteAsync(() => OnceAsync(stop));")]
    public Task PolicyThatKnowsTheStopOrIsShort_IsSilent(string body) => Report.IsSilent(Worker(body));

    [Theory]
    [InlineData("() => OnceAsync(stop)", "_ => OnceAsync(stop), stop")]
    [InlineData("async () => await OnceAsync(stop)", "async _ => await OnceAsync(stop), stop")]
    [InlineData("async () => { await OnceAsync(stop); }", "async _ => { await OnceAsync(stop); }, stop")]
    public Task Policy_GetsTheToken(string before, string after) => Verify.Fixes(
        Worker($"while (!stop.IsCancellationRequested) await [|_policy.ExecuteAsync|]({before});"),
        Worker($"while (!stop.IsCancellationRequested) await _policy.ExecuteAsync({after});"));

    [Fact]
    public Task Pipeline_GetsTheToken() => Verify.Fixes(
        Worker("while (!stop.IsCancellationRequested) await [|_pipeline.ExecuteAsync|](async ct => await OnceAsync(ct));"),
        Worker("while (!stop.IsCancellationRequested) await _pipeline.ExecuteAsync(async ct => await OnceAsync(ct), stop);"));

    [Theory]
    // Nothing else waits: the request does.
    [InlineData("while (!stop.IsCancellationRequested) { var r = await [|client.GetAsync|](\"/updates\"); Console.WriteLine(await "
        + "r.Content.ReadAsStringAsync()); }")]
    [InlineData("while (!stop.IsCancellationRequested) { Console.WriteLine(await [|client.GetStringAsync|](\"/updates\")); }")]
    [InlineData("while (true) { stop.ThrowIfCancellationRequested(); await [|client.GetStringAsync|](\"/updates\"); }")]
    [InlineData("while (!stop.IsCancellationRequested) { await PollAsync(); } async Task PollAsync() { await "
        + "[|client.GetAsync|](\"/updates?timeout=50\"); }")]
    [InlineData("while (!stop.IsCancellationRequested) { try { await [|client.GetStringAsync|]($\"/kv/x?index={1}&wait=5m\"); } catch { "
        + "await Task.Delay(1000, stop); } }")]
    [InlineData("using var mine = new HttpClient { Timeout = Timeout.InfiniteTimeSpan }; while (!stop.IsCancellationRequested) { await "
        + "[|mine.GetAsync|](\"/x\"); await Task.Delay(1, stop); }")]
    [InlineData("using var reader = new StreamReader(await client.GetStreamAsync(\"/events\", stop)); while (await "
        + "[|reader.ReadLineAsync|]() is { } line) Console.WriteLine(line);")]
    [InlineData("var r = await client.GetAsync(\"/e\", stop); var s = await r.Content.ReadAsStreamAsync(stop); using var reader = new "
        + "StreamReader(s); while (!stop.IsCancellationRequested) Console.WriteLine(await [|reader.ReadLineAsync|]());")]
    public Task LongPoll_IsReported(string body) => Report.Reports(Worker(body), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) { await client.GetAsync(\"/x\"); await Task.Delay(5000, stop); }")]
    [InlineData("while (!stop.IsCancellationRequested) { await client.GetAsync(\"/x\", stop); }")]
    [InlineData("while (await items.Reader.WaitToReadAsync(stop)) { await client.GetAsync(\"/x\"); }")]
    [InlineData("using var t = new PeriodicTimer(TimeSpan.FromSeconds(9)); while (await t.WaitForNextTickAsync(stop)) await "
        + "client.GetAsync(\"/x\");")]
    [InlineData("while (!stop.IsCancellationRequested) { var n = await NextAsync(stop); await client.GetAsync($\"/x/{n}\"); }")]
    [InlineData("while (!stop.IsCancellationRequested) { await client.GetAsync(\"/x\"); await PauseAsync(); } async Task PauseAsync() => "
        + "await Task.Delay(5000, stop);")]
    [InlineData("foreach (var n in new[] { 1, 2 }) await client.GetAsync($\"/x/{n}\");")]
    [InlineData("for (var n = 0; n < 9; n++) await client.GetAsync($\"/x/{n}\");")]
    [InlineData("using var reader = new StreamReader(\"lines.txt\"); while (await reader.ReadLineAsync() is { } line) Console.WriteLine(line);")]
    public Task ShortRequest_IsSilent(string body) => Report.IsSilent(Worker(body));

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) { await [|_full.Writer.WriteAsync|](1); await Task.Delay(9, stop); }")]
    [InlineData("var b = Channel.CreateBounded<int>(new BoundedChannelOptions(9)); while (!stop.IsCancellationRequested) await "
        + "[|b.Writer.WriteAsync|](1);")]
    [InlineData("while (!stop.IsCancellationRequested) { if (await [|_full.Writer.WaitToWriteAsync|]()) _full.Writer.TryWrite(1); }")]
    public Task WriteToABoundedChannel_IsASuggestion(string body) => Report.Reports(
        Worker(body), severity: DiagnosticSeverity.Info, message: "where the channel is full");

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) { await _full.Writer.WriteAsync(1, stop); }")]
    [InlineData("var u = Channel.CreateUnbounded<int>(); while (!stop.IsCancellationRequested) { await u.Writer.WriteAsync(1); await "
        + "Task.Delay(9, stop); }")]
    [InlineData("var d = Channel.CreateBounded<int>(new BoundedChannelOptions(9) { FullMode = BoundedChannelFullMode.DropOldest }); while "
        + "(!stop.IsCancellationRequested) { await d.Writer.WriteAsync(1); await Task.Delay(9, stop); }")]
    [InlineData("while (!stop.IsCancellationRequested) { await items.Writer.WriteAsync(1); await Task.Delay(9, stop); var u = "
        + "Channel.CreateUnbounded<int>(); }")]
    public Task WriteThatNeverWaits_IsSilent(string body) => Report.IsSilent(Worker(body));

    [Fact]
    public Task WriteToTheProjectsOneBoundedChannel_IsASuggestion() => Report.Reports(
        """
        using System.Threading.Channels;
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddSingleton(Channel.CreateBounded<int>(10));
        builder.Services.AddHostedService<Producer>();
        builder.Build().Run();

        class Producer(Channel<int> channel) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) await [|channel.Writer.WriteAsync|](1);
            }
        }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) { [|helper.Process|](); await Task.Delay(9, stop); }")]
    [InlineData("while (!stop.IsCancellationRequested) { await Task.Yield(); [|Helper.Backoff|](); }")]
    [InlineData("while (!stop.IsCancellationRequested) { Turn(); await Task.Delay(9, stop); } void Turn() => [|helper.Process|]();")]
    public Task SleepInAMethodOfAnotherClass_IsReported(string body) => Blocking.Reports(
        Helped(body), severity: DiagnosticSeverity.Warning, message: "waits up to 20 s");

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) { helper.Short(); await Task.Delay(9, stop); }")]
    [InlineData("while (!stop.IsCancellationRequested) { helper.OnFailure(); await Task.Delay(9, stop); }")]
    [InlineData("helper.Process(); await Task.Delay(-1, stop);")]
    public Task ShortOrToldSleep_IsSilent(string body) => Blocking.IsSilent(Helped(body));

    [Fact]
    public Task SleepInTheLoopOfAnotherClass_IsReportedThere() => Blocking.Reports(
        """
        class Helper
        {
            public void Told(CancellationToken stop) { while (!stop.IsCancellationRequested) [|Thread.Sleep|](20_000); }
        }

        class Worker(Helper helper) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop) => Task.Run(() => helper.Told(stop), CancellationToken.None);
        }
        """);

    private static string Helped(string body) =>
        $$"""
        class Helper
        {
            public void Process() { Console.WriteLine(); Thread.Sleep(20_000); }
            public static void Backoff() { for (var i = 0; i < 3; i++) Thread.Sleep(TimeSpan.FromSeconds(20)); }
            public void Short() => Thread.Sleep(100);
            public void OnFailure() { try { Short(); } catch (IOException) { Thread.Sleep(20_000); } }
        }

        class Worker(Helper helper) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
                {{body}}
            }

            public override string ToString() => $"{helper}";
        }
        """;

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) { var m = await [|receiver.ReceiveMessageAsync|](); Console.WriteLine(m.Body); }")]
    [InlineData("while (!stop.IsCancellationRequested) { try { var m = await [|receiver.ReceiveMessageAsync|](); await OnceAsync(stop); } "
        + "catch (IOException) { await Task.Delay(5000, stop); } }")]
    [InlineData("await foreach (var m in [|nats.SubscribeAsync<string>|](\"orders\")) Console.WriteLine(m.Data);")]
    public Task ReceiveThatMustWait_IsReported(string body) => Report.Reports(Receiver(body), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) { var m = await receiver.ReceiveMessageAsync(cancellationToken: stop); "
        + "Console.WriteLine(m); }")]
    [InlineData("while (!stop.IsCancellationRequested) { var m = await "
        + "receiver.ReceiveMessageAsync(TimeSpan.FromMilliseconds(100)); Console.WriteLine(m); }")]
    [InlineData("while (!stop.IsCancellationRequested) { var m = await receiver.ReceiveMessageAsync(); if (m is null) await "
        + "Task.Delay(500, stop); }")]
    [InlineData("while (!stop.IsCancellationRequested) { await Task.Delay(500, stop); Console.WriteLine(await receiver.ReceiveMessageAsync()); }")]
    [InlineData("var m = await receiver.ReceiveMessageAsync(); Console.WriteLine(m);")]
    [InlineData("foreach (var i in new[] { 1, 2 }) Console.WriteLine(await receiver.ReceiveMessageAsync());")]
    [InlineData("await foreach (var m in nats.SubscribeAsync<string>(\"orders\", cancellationToken: stop)) Console.WriteLine(m.Data);")]
    [InlineData("await foreach (var m in nats.SubscribeAsync<string>(\"orders\").WithCancellation(stop)) Console.WriteLine(m.Data);")]
    public Task ReceiveThatHearsOrIsShort_IsSilent(string body) => Report.IsSilent(Receiver(body));

    [Fact]
    public Task Receive_GetsTheToken() => Verify.Fixes(
        Receiver("await foreach (var m in [|nats.SubscribeAsync<string>|](\"orders\")) Console.WriteLine(m.Data);"),
        Receiver("await foreach (var m in nats.SubscribeAsync<string>(\"orders\", cancellationToken: stop)) Console.WriteLine(m.Data);"));

    private static string Receiver(string body) => $$"""
        using Azure.Messaging.ServiceBus;
        using NATS.Client.Core;

        class Worker(ServiceBusReceiver receiver, NatsConnection nats) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
                {{body}}
            }

            private static Task OnceAsync(CancellationToken cancellation) => File.WriteAllTextAsync("x", "y", cancellation);

            public override string ToString() => $"{receiver} {nats} {OnceAsync(default)}";
        }
        """;

    [Fact]
    public Task RefusedToken_IsStop1006s() => Refused.Reports(
        Worker("while (!stop.IsCancellationRequested) await _pipeline.ExecuteAsync(async ct => await OnceAsync(ct), [|CancellationToken.None|]);"));

    private static string Worker(string body) =>
        $$"""
        using System.Threading.Channels;
        using Polly;
        using Polly.Retry;

        class Worker(HttpClient client, Channel<int> items, IAsyncPolicy given) : BackgroundService
        {
            private static readonly AsyncRetryPolicy _policy =
                Policy.Handle<IOException>().WaitAndRetryAsync(5, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt)));

            private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions()).Build();
            private readonly Channel<int> _full = Channel.CreateBounded<int>(100);

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
                {{body}}
            }

            private static Task OnceAsync(CancellationToken cancellation) => File.WriteAllTextAsync("x", "y", cancellation);

            private static Task<int> NextAsync(CancellationToken cancellation) => Task.FromResult(cancellation.CanBeCanceled ? 1 : 2);

            private static ValueTask HandleAsync(int item, CancellationToken cancellation) => ValueTask.CompletedTask;

            private static async IAsyncEnumerable<int> Twice(IAsyncEnumerable<int> some)
            {
                await foreach (var one in some) yield return one * 2;
            }

            public override string ToString() => $"{client} {items} {given} {_full}";
        }
        """;
}
