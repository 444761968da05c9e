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
    public Task LocalFunctionBelowTheCancel_IsSilent() => Report.IsSilent("""
        class Bot
        {
            public async Task RunAsync(Action<Func<Task>> subscribe, Task ended)
            {
                using var source = new CancellationTokenSource();
                subscribe(RetryAsync);
                await ended;
                source.Cancel();

                async Task RetryAsync() => await Task.Delay(2000, source.Token);
            }
        }
        """);

    [Fact]
    public Task Dispose_HasNoTokenToOffer() => Verify.OffersNothing(
        "class C : IDisposable { readonly CancellationTokenSource _cts = new(); readonly Task _run = Task.CompletedTask; "
            + "public void Dispose() { _cts.Cancel(); _run.Wait([|_cts.Token|]); } }");

    [Theory]
    [InlineData("_cts.Cancel(); FlushBlocks([|_cts.Token|]);")]
    [InlineData("_cts.Cancel(); await SaveAsync([|_cts.Token|]);")]
    [InlineData("await SaveAsync([|_lifetime.ApplicationStopping|]);")]
    [InlineData("await _run.WaitAsync([|_lifetime.ApplicationStopping|]);")]
    [InlineData("await _stream.FlushAsync([|_lifetime.ApplicationStopping|]);")]
    public Task OwnEndingOrStoppingToken_IsReported(string body) => Report.Reports(Service(body));

    [Theory]
    [InlineData("_cts.Cancel(); Look(_cts.Token);")]
    [InlineData("_cts.Cancel(); SetLimit(_cts.Token);")]
    [InlineData("await SaveAsync(_lifetime.ApplicationStopped);")]
    [InlineData("using var both = CancellationTokenSource.CreateLinkedTokenSource(token, _lifetime.ApplicationStopping); await SaveAsync(token);")]
    [InlineData("_lifetime.ApplicationStopping.Register(() => Look(token));")]
    [InlineData("SetLimit(_lifetime.ApplicationStopping); await SaveAsync(token);")]
    public Task TokenThatIsOnlyLookedAt_IsSilent(string body) => Report.IsSilent(Service(body));

    [Fact]
    public Task StoppingTokenWhileTheHostRuns_IsSilent() => Report.IsSilent("""
        class Service(IHostApplicationLifetime lifetime) : IHostedService
        {
            public async Task StartAsync(CancellationToken token) => await Stream.Null.FlushAsync(lifetime.ApplicationStopping);
            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """);

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
            private readonly IHostApplicationLifetime _lifetime = null!;
            private CancellationTokenSource _cts = new();

            private static void FlushBlocks(CancellationToken token) { token.ThrowIfCancellationRequested(); File.WriteAllText("x", "y"); }

            private static Task SaveAsync(CancellationToken token) => File.WriteAllTextAsync("x", "y", token);

            private static void Look(CancellationToken token) => token.ThrowIfCancellationRequested();

            private static void SetLimit(CancellationToken token) { if (token.CanBeCanceled) Console.WriteLine(); }

            public override string ToString() => $"{_lifetime}";

            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            public async Task StopAsync(CancellationToken token)
            {
                {{body}}
            }
        }
        """;
}
