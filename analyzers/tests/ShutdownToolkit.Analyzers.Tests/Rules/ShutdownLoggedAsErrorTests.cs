using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.ShutdownLoggedAsErrorAnalyzer, ShutdownToolkit.CodeFixes.Rules.ShutdownLoggedAsErrorFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ShutdownLoggedAsErrorAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class ShutdownLoggedAsErrorTests
{
    [Fact]
    public Task CatchAroundTheLoop_LetsTheStopPass() => Verify.Fixes(
        """
        class Worker(ILogger<Worker> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                try
                {
                    while (true) await Task.Delay(1000, stop);
                }
                [|catch (Exception e)|]
                {
                    logger.LogError(e, "failed");
                }
            }
        }
        """,
        """
        class Worker(ILogger<Worker> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                try
                {
                    while (true) await Task.Delay(1000, stop);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    // The host stops.
                }
                catch (Exception e)
                {
                    logger.LogError(e, "failed");
                }
            }
        }
        """);

    [Fact]
    public Task CatchInALoopThatAsksTheToken_LeavesIt() => Verify.Fixes(
        """
        class Worker(ILogger<Worker> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await Task.Delay(1000, stop);
                    }
                    [|catch (Exception e)|]
                    {
                        logger.LogCritical(e, "failed");
                    }
                }
            }
        }
        """,
        """
        class Worker(ILogger<Worker> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await Task.Delay(1000, stop);
                    }
                    catch (OperationCanceledException) when (stop.IsCancellationRequested)
                    {
                        break;
                    }
                    catch (Exception e)
                    {
                        logger.LogCritical(e, "failed");
                    }
                }
            }
        }
        """);

    [Theory]
    [InlineData(
        "while (!stop.IsCancellationRequested) foreach (var n in new[] { 1, 2 }) try { await Task.Delay(n, stop); } [|catch (Exception e)|] { "
            + "logger.LogError(e, \"x\"); }")]
    public Task InnerLoop_IsLeftToTheReader(string body) => Verify.OffersNothing(Worker(body));

    [Theory]
    [InlineData(
        "try { await TurnAsync(stop); } [|catch (Exception e)|] { logger.LogError(e, \"x\"); } static async Task TurnAsync(CancellationToken token) "
            + "=> await Task.Delay(1000, token);", false)]
    [InlineData("try { await TurnAsync(stop); } [|catch (Exception e)|] { logger.LogError(e, \"x\"); }", true)]
    [InlineData(
        "try { await foreach (var item in _items.Reader.ReadAllAsync(stop)) Console.WriteLine(item); } [|catch (Exception e)|] { logger.LogError(e, "
            + "\"x\"); throw; }", false)]
    public Task ErrorLogOfTheStop_IsReported(string body, bool member) => Report.Reports(
        Worker(body, member ? "static async Task TurnAsync(CancellationToken token) { while (true) await Task.Delay(1000, token); }" : ""),
        severity: Microsoft.CodeAnalysis.DiagnosticSeverity.Info);

    [Theory]
    [InlineData("await new Publisher().PublishAsync(stop);", "logger.LogError(e, \"x\"); throw;")]
    [InlineData("await publisher.PublishAsync(stop);", "logger.LogError(e, \"x\");")]
    [InlineData("await publisher.PublishAsync(stop);", "logger.LogError(e, \"x\"); await File.WriteAllTextAsync(\"a\", \"b\", stop); throw;")]
    public Task WaitInAnotherClass_IsReported(string work, string handler) =>
        Report.Reports(Publishing($"try {{ {work} }} [|catch (Exception e)|] {{ {handler} }}"), message: "comes during 'Publisher.PublishAsync'");

    [Theory]
    [InlineData("try { await publisher.QuietAsync(stop); } catch (Exception e) { logger.LogError(e, \"x\"); }")]
    [InlineData("try { await publisher.DeafAsync(stop); } catch (Exception e) { logger.LogError(e, \"x\"); }")]
    [InlineData("try { await publisher.PublishAsync(CancellationToken.None); } catch (Exception e) { logger.LogError(e, \"x\"); }")]
    [InlineData("try { await publisher.PublishAsync(stop); } catch (Exception e) { if (Ends(stop)) return; logger.LogError(e, \"x\"); }")]
    [InlineData("try { await publisher.PublishAsync(stop); } catch (Exception e) { Save(stop); logger.LogError(e, \"x\"); }")]
    public Task MethodOfAnotherClassThatEndsQuietly_IsSilent(string work) => Report.IsSilent(Publishing(work));

    private static string Publishing(string body) =>
        $$"""
        class Publisher
        {
            public Task PublishAsync(CancellationToken token) => Task.Delay(10000, token);
            public Task DeafAsync(CancellationToken token) => Task.Delay(10000);
            public async Task QuietAsync(CancellationToken token)
            {
                try { await Task.Delay(10000, token); } catch (OperationCanceledException) { }
            }
        }

        class Worker(Publisher publisher, ILogger<Worker> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{body}}
                await publisher.DeafAsync(stop);
            }

            private static bool Ends(CancellationToken token) => token.IsCancellationRequested;

            private static void Save(CancellationToken token) => token.ThrowIfCancellationRequested();
        }
        """;

    [Theory]
    [InlineData("""try { await Task.Delay(1000, stop); } catch (OperationCanceledException) { } catch (Exception e) { logger.LogError(e, "x"); }""")]
    [InlineData(
        """try { await Task.Delay(1000, stop); } catch (Exception e) when (e is not OperationCanceledException) { logger.LogError(e, "x"); }""")]
    [InlineData("""try { await Task.Delay(1000, stop); } catch (Exception e) { if (!stop.IsCancellationRequested) logger.LogError(e, "x"); }""")]
    [InlineData("""try { await Task.Delay(1000, stop); } catch (Exception e) { if (e is TaskCanceledException) return; logger.LogError(e, "x"); }""")]
    [InlineData("""try { await Task.Delay(1000, stop); } catch (Exception e) { logger.LogInformation(e, "x"); }""")]
    [InlineData(
        """while (!stop.IsCancellationRequested) { try { await Task.Yield(); } catch (Exception e) { logger.LogError(e, "x"); } """
            + "await Task.Delay(1000, stop); }")]
    [InlineData("""while (true) { try { await Task.Delay(1000, stop); } catch (Exception e) { logger.LogError(e, "x"); } }""")]
    [InlineData(
        """try { try { await Task.Delay(1000, stop); } catch (OperationCanceledException) { } } catch (Exception e) { logger.LogError(e, "x"); }""")]
    [InlineData("""try { await Task.Delay(1000); } catch (Exception e) { logger.LogError(e, "x"); }""")]
    [InlineData("""try { await Task.WhenAny(Task.Delay(1000, stop)); } catch (Exception e) { logger.LogError(e, "x"); }""")]
    public Task StopThatIsToldApart_IsSilent(string body) => Report.IsSilent(Worker(body));

    /// <summary>The mark outlives the process; the work is done again, or never, as its reader pleases.</summary>
    [Theory]
    [InlineData("await FailAsync(1, stop);", "is kept with 'FailAsync' as a failure")]
    [InlineData("logger.LogWarning(e, \"x\"); await MarkAsFailed(1);", "is kept with 'MarkAsFailed' as a failure")]
    [InlineData("logger.LogError(e, \"x\"); await MarkAsFailed(1);", "is kept with 'MarkAsFailed' as a failure")]
    [InlineData("logger.LogError(e, \"x\"); await Failures(1);", "is logged with 'LogError' as a failure")]
    public Task WorkThatIsMarkedAsFailed_IsReported(string handler, string message) => Report.Reports(
        Marking($"[|catch (Exception e)|] {{ _ = e; {handler} }}"), message: message);

    [Theory]
    [InlineData("catch (Exception e) { _ = e; await Failures(1); }")]
    [InlineData("catch (Exception e) { _ = e; System.Diagnostics.Debug.Fail(\"x\"); }")]
    [InlineData("catch (Exception e) when (e is not OperationCanceledException) { await FailAsync(1, stop); }")]
    [InlineData("catch (Exception) { if (!stop.IsCancellationRequested) await FailAsync(1, stop); }")]
    public Task WorkThatIsNotMarkedAtTheStop_IsSilent(string clause) => Report.IsSilent(Marking(clause));

    private static string Marking(string clause) => Worker(
        $"while (!stop.IsCancellationRequested) {{ try {{ await Task.Delay(1000, stop); }} {clause} }}",
        "private static Task FailAsync(int one, CancellationToken token) => Task.CompletedTask; "
            + "private static Task MarkAsFailed(int one) => Task.CompletedTask; private static Task Failures(int one) => Task.CompletedTask;");

    private static string Worker(string body, string members = "") =>
        $$"""
        using System.Threading.Channels;
        using System.Diagnostics;

        class Worker(ILogger<Worker> logger) : BackgroundService
        {
            private readonly Channel<int> _items = Channel.CreateUnbounded<int>();
            private readonly SemaphoreSlim _gate = new(1);
            {{members}}
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{body}}
                await Task.Yield();
                logger.LogInformation("{Items}", _items.Reader.Count + _gate.CurrentCount);
            }
        }
        """;

    [Theory]
    [InlineData("abstract Task RunAsync(CancellationToken token);", "Task.Delay(1000, token)", true)]
    [InlineData("abstract Task RunAsync(CancellationToken token);", "Task.Yield()", false)]
    public Task WorkOfAnHeir_IsReportedWhereItWaitsWithTheToken(string work, string wait, bool reported)
    {
        var source = $$"""
            abstract class Periodic(ILogger<Periodic> logger) : BackgroundService
            {
                protected {{work}}

                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                    while (!stop.IsCancellationRequested)
                    {
                        try
                        {
                            await RunAsync(stop);
                        }
                        {{(reported ? "[|catch (Exception e)|]" : "catch (Exception e)")}}
                        {
                            logger.LogError(e, "failed");
                        }
                    }
                }
            }
            class Cleaner(ILogger<Periodic> logger) : Periodic(logger)
            {
                protected override async Task RunAsync(CancellationToken token) { await {{wait}}; }
            }
            class Importer(ILogger<Periodic> logger) : Periodic(logger)
            {
                protected override async Task RunAsync(CancellationToken token) { await Task.Yield(); }
            }
            """;
        return reported ? Report.Reports(source) : Report.IsSilent(source);
    }

    [Fact]
    public Task CatchBehindAnotherKind_InAMethodOfTheLoop_IsReported() => Report.Reports("""
        class Worker(ILogger<Worker> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await DoWork(stoppingToken);

            private async Task DoWork(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        var sent = await SendAsync(stoppingToken);
                        if (sent == 0) await Task.Delay(10000, stoppingToken);
                    }
                    catch (TimeoutException)
                    {
                        await Task.Delay(10000, stoppingToken);
                    }
                    [|catch (Exception ex)|]
                    {
                        logger.LogError(ex, $"");
                        await Task.Delay(10000, stoppingToken);
                    }
                }
            }

            private static async Task<int> SendAsync(CancellationToken token)
            {
                await File.WriteAllTextAsync("a", "b", token);
                return 0;
            }
        }
        """);
}
