using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.CancellationSwallowedInLoopAnalyzer, ShutdownToolkit.CodeFixes.Rules.CancellationSwallowedInLoopFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.CancellationSwallowedInLoopAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class CancellationSwallowedInLoopTests
{
    [Fact]
    public Task CatchAll_GetsAClauseThatLeavesTheLoop() => Verify.Fixes(
        """
        class Worker(ILogger<Worker> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (true)
                {
                    try
                    {
                        await Task.Delay(1000, stop);
                    }
                    [|catch (Exception e)|]
                    {
                        logger.LogError(e, "turn");
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
                while (true)
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
                        logger.LogError(e, "turn");
                    }
                }
            }
        }
        """);

    [Theory]
    [InlineData("for (;;) { try { await Task.Delay(1000, stop); } [|catch|] { } }")]
    [InlineData("do { try { await _items.Reader.ReadAsync(stop); } [|catch (OperationCanceledException)|] { } } while (true);")]
    [InlineData(
        "while (true) { try { await Task.Delay(1000, stop); } [|catch (OperationCanceledException)|] when (stop.IsCancellationRequested) { "
            + "logger.LogInformation(\"stopping\"); } }")]
    [InlineData("while (true) { try { await Task.Delay(1000, stop); } catch (IOException) { throw; } [|catch (Exception)|] { } }")]
    [InlineData("while (true) { try { var item = await _items.Reader.ReadAsync(stop); if (item == 0) break; } [|catch (Exception)|] { } }")]
    [InlineData("var token = stop; while (true) { try { await Task.Delay(1000, token); } [|catch (Exception)|] { Thread.Sleep(10); } }")]
    public Task SwallowedCancellation_IsReported(string body) => Report.Reports(Worker(body));

    [Fact]
    public Task SwitchAroundTheTry_IsLeftToTheReader() => Verify.OffersNothing(
        Worker(
            "while (true) { switch (Environment.TickCount) { default: try { await Task.Delay(1000, stop); } [|catch (Exception)|] { } break; } }"));

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) { try { await Task.Delay(1000, stop); } catch (Exception) { } }")]
    [InlineData("while (true) { try { await Task.Yield(); } catch (Exception) { } await Task.Delay(1000, stop); }")]
    [InlineData("await foreach (var item in _items.Reader.ReadAllAsync(stop)) { try { await Task.Delay(item, stop); } catch (Exception) { } }")]
    [InlineData("while (true) { try { await Task.Delay(1000, stop); } catch (Exception e) when (e is not OperationCanceledException) { } }")]
    [InlineData("while (true) { try { await Task.Delay(1000, stop); } catch (Exception) when (!stop.IsCancellationRequested) { } }")]
    [InlineData("while (true) { try { await Task.Delay(1000, stop); } catch (OperationCanceledException) { break; } catch (Exception) { } }")]
    [InlineData("while (true) { try { await Task.Delay(1000, stop); } catch (Exception) { return; } }")]
    [InlineData("while (true) { try { await Task.Delay(1000, stop); } catch (Exception) { if (stop.IsCancellationRequested) break; } }")]
    [InlineData("while (true) { if (stop.IsCancellationRequested) return; try { await Task.Delay(1000, stop); } catch (Exception) { } }")]
    [InlineData("while (true) { try { await Task.Delay(1000, stop); } catch (Exception) { await Task.Delay(100, stop); } }")]
    [InlineData(
        "while (await new PeriodicTimer(TimeSpan.FromSeconds(1)).WaitForNextTickAsync(stop)) { try { await Task.Delay(1, stop); } catch (Exception) "
            + "{ } }")]
    [InlineData("while (true) { try { await Task.Delay(1000, stop); } catch (IOException) { } }")]
    [InlineData("while (true) { try { await Task.Delay(1000, stop); } catch (Exception) { Environment.FailFast(null); } }")]
    [InlineData(
        "while (true) { using var timeout = new CancellationTokenSource(1); try { await Task.Delay(1000, timeout.Token); } catch (Exception) { } }")]
    [InlineData("for (var attempt = 0; attempt < 5; attempt++) { try { await Task.Delay(1000, stop); } catch (Exception) { } }")]
    [InlineData(
        "while (true) { try { try { await Task.Delay(1000, stop); } catch (OperationCanceledException) { return; } } catch (Exception) { } }")]
    public Task CancellationThatEndsTheLoop_IsSilent(string body) => Report.IsSilent(Worker(body));

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
}
