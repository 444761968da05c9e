using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.WaitOnCancelledTokenAnalyzer, ShutdownToolkit.CodeFixes.Rules.WaitOnCancelledTokenFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.WaitOnCancelledTokenAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class WaitOnCancelledTokenTests
{
    [Theory]
    [InlineData(
        "_cts.Cancel(); await Task.WhenAny(_run, Task.Delay(5_000, [|_cts.Token|]));",
        "_cts.Cancel(); await Task.WhenAny(_run, Task.Delay(5_000, token));")]
    [InlineData("await _cts.CancelAsync(); await _run.WaitAsync([|_cts.Token|]);", "await _cts.CancelAsync(); await _run.WaitAsync(token);")]
    [InlineData("_cts?.Cancel(); await _run.WaitAsync([|_cts!.Token|]);", "_cts?.Cancel(); await _run.WaitAsync(token);")]
    [InlineData(
        "try { _cts.Cancel(); } finally { await _run.WaitAsync([|_cts.Token|]); }",
        "try { _cts.Cancel(); } finally { await _run.WaitAsync(token); }")]
    [InlineData(
        "_cts.Cancel(); if (_run.IsFaulted) await _stream.FlushAsync([|_cts.Token|]);",
        "_cts.Cancel(); if (_run.IsFaulted) await _stream.FlushAsync(token);")]
    public Task WaitAfterTheCancel_GetsTheStopsToken(string before, string after) => Verify.Fixes(Service(before), Service(after));

    [Fact]
    public Task Dispose_HasNoTokenToOffer() => Verify.OffersNothing(
        "class C : IDisposable { readonly CancellationTokenSource _cts = new(); readonly Task _run = Task.CompletedTask; "
            + "public void Dispose() { _cts.Cancel(); _run.Wait([|_cts.Token|]); } }");

    [Theory]
    [InlineData("_cts.Cancel(); await Task.WhenAny(_run, Task.Delay(5_000, token));")]
    [InlineData("await Task.WhenAny(_run, Task.Delay(5_000, _cts.Token)); _cts.Cancel();")]
    [InlineData("_cts.CancelAfter(5_000); await _run.WaitAsync(_cts.Token);")]
    [InlineData("if (_run.IsCompleted) _cts.Cancel(); await _run.WaitAsync(_cts.Token);")]
    [InlineData("if (_run.IsCompleted) { _cts.Cancel(); return; } await _run.WaitAsync(_cts.Token);")]
    [InlineData("_cts.Cancel(); _cts = new(); await _run.WaitAsync(_cts.Token);")]
    [InlineData("_cts.Cancel(); using var cts = new CancellationTokenSource(5_000); await _run.WaitAsync(cts.Token);")]
    [InlineData("_cts.Cancel(); var canceled = Task.FromCanceled(_cts.Token); await Task.WhenAny(canceled);")]
    [InlineData("while (true) { await _run.WaitAsync(_cts.Token); _cts.Cancel(); break; }")]
    public Task OtherOrNotYetCancelledToken_IsSilent(string body) => Report.IsSilent(Service(body));

    private static string Service(string body) =>
        $$"""
        class Service : IHostedService
        {
            private readonly Stream _stream = Stream.Null;
            private readonly Task _run = Task.CompletedTask;
            private CancellationTokenSource _cts = new();

            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            public async Task StopAsync(CancellationToken token)
            {
                {{body}}
            }
        }
        """;
}
