using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.StopTokenNotForwardedAnalyzer, ShutdownToolkit.CodeFixes.Rules.StopTokenNotForwardedFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.StopTokenNotForwardedAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class StopTokenNotForwardedTests
{
    [Fact]
    public Task RefusedToken_IsPassed() => Verify.Fixes(
        Worker("while (!stop.IsCancellationRequested) await Task.Delay(5000, [|CancellationToken.None|]);"),
        Worker("while (!stop.IsCancellationRequested) await Task.Delay(5000, stop);"));

    [Fact]
    public Task Defaults_ArePassedTogether() => Verify.Fixes(
        Worker(
            "while (!stop.IsCancellationRequested) { await Task.Delay(5000, [|default|]); "
                + "Console.WriteLine(await _items.Reader.ReadAsync([|default(CancellationToken)|])); }"),
        Worker("while (!stop.IsCancellationRequested) { await Task.Delay(5000, stop); Console.WriteLine(await _items.Reader.ReadAsync(stop)); }"));

    [Theory]
    [InlineData("foreach (var item in new[] { 1, 2 }) await ImportAsync(item);")]
    [InlineData("while (_items.Reader.TryRead(out var item)) await ImportAsync(item);")]
    public Task UnusedToken_IsReportedWithoutFix(string body) => Verify.OffersNothing(
        Worker(body, "static Task ImportAsync(int item) => File.WriteAllTextAsync(\"a\", $\"{item}\");")
            .Replace("CancellationToken stop)", "CancellationToken [|stop|])", StringComparison.Ordinal));

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(5000, stop);")]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(500, CancellationToken.None);")]
    [InlineData("while (!stop.IsCancellationRequested) { try { await Task.Yield(); } finally { await Task.Delay(5000, CancellationToken.None); } }")]
    [InlineData(
        "while (!stop.IsCancellationRequested) await Task.Yield(); for (var i = 0; i < 3; i++) await Task.Delay(2000, CancellationToken.None);")]
    [InlineData("""while (!stop.IsCancellationRequested) await File.WriteAllTextAsync("state", "{}", CancellationToken.None);""")]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Run(() => { }, CancellationToken.None);")]
    [InlineData("await Task.Yield();")]
    [InlineData("while (true) await Task.Yield();")]
    [InlineData("while (Environment.TickCount > 0) await Task.Delay(5000);")]
    [InlineData("while (!stop.IsCancellationRequested) { await Task.Yield(); if (stop.IsCancellationRequested) await Task.Delay(5000, default); }")]
    public Task TokenUsedOrRightlyRefused_IsSilent(string body) => Report.IsSilent(Worker(body));

    [Fact]
    public Task ParameterNamedUnderscore_IsSilent() => Report.IsSilent(
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken _)
            {
                foreach (var item in new[] { 1, 2 }) await Task.Yield();
            }
        }
        """);

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
