using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.DrainInDisposeAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class DrainInDisposeTests
{
    private const string Stop = "public Task StopAsync(CancellationToken token) { _cts.Cancel(); return Task.CompletedTask; }";

    [Theory]
    [InlineData("public void Dispose() { [|_run.Wait()|]; _cts.Dispose(); }")]
    [InlineData("public void Dispose() => [|_run.GetAwaiter().GetResult()|];")]
    [InlineData("public async ValueTask DisposeAsync() { [|await _run.ConfigureAwait(false)|]; }")]
    [InlineData("public async void [|Dispose|]() { await Task.Delay(100); }")]
    [InlineData("protected virtual void Dispose(bool disposing) { if (disposing) [|_run.Wait()|]; }")]
    public Task WaitInDispose_IsAnInfo(string dispose) =>
        Report.Reports(Service(Stop + dispose), severity: DiagnosticSeverity.Info, message: "StopAsync");

    [Theory]
    [InlineData(Stop + "public void Dispose() => _cts.Dispose();")]
    [InlineData(Stop + "public void Dispose() { _cts.Cancel(); _run.Dispose(); }")]
    [InlineData(
        "public async Task StopAsync(CancellationToken token) { _cts.Cancel(); await _run.WaitAsync(token); } public void Dispose() => _run.Wait();")]
    [InlineData(Stop + "public async ValueTask DisposeAsync() => await _stream.DisposeAsync();")]
    [InlineData(Stop + "public void Dispose() => _stream.DisposeAsync().AsTask().GetAwaiter().GetResult();")]
    [InlineData(Stop + "public void Dispose() => StopAsync(default).GetAwaiter().GetResult();")]
    [InlineData(Stop + "public void Dispose() => _run.Wait(1000);")]
    public Task DisposeThatOnlyReleases_IsSilent(string members) => Report.IsSilent(Service(members));

    [Fact]
    public Task OrdinaryClass_IsSilent() =>
        Report.IsSilent("class C : IDisposable { readonly Task _run = Task.CompletedTask; public void Dispose() => _run.Wait(); }");

    private static string Service(string members) =>
        $$"""
        class Service : IHostedService
        {
            private readonly CancellationTokenSource _cts = new();
            private readonly Stream _stream = Stream.Null;
            private readonly Task _run = Task.CompletedTask;

            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            {{members}}
        }
        """;
}
