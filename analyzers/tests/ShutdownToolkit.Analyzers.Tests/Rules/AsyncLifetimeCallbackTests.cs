using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.AsyncLifetimeCallbackAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class AsyncLifetimeCallbackTests
{
    [Theory]
    [InlineData("[|lifetime.ApplicationStopping.Register|](async () => await DrainAsync());")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](async state => { await DrainAsync(); }, null);")]
    [InlineData("[|lifetime.ApplicationStopped.Register|](OnStopped);")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => { DrainAsync(); });")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => DrainAsync());")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => { _ = DrainAsync(); });")]
    [InlineData("var stopping = lifetime.ApplicationStopping; [|stopping.UnsafeRegister|](async _ => await DrainAsync(), null);")]
    public Task WorkNobodyAwaits_IsAWarning(string body) => Report.Reports(Code(body), severity: DiagnosticSeverity.Warning, message: "callback");

    [Fact]
    public Task AsyncStartedCallback_IsAnInfo() => Report.Reports(
        Code("[|lifetime.ApplicationStarted.Register|](async () => await DrainAsync());"), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task MinimalApi_IsReported() => Report.Reports(
        """
        var app = WebApplication.Create(args);
        [|app.Lifetime.ApplicationStopping.Register|](async () => await Task.Delay(1));
        app.Run();
        """);

    [Theory]
    [InlineData("lifetime.ApplicationStopping.Register(() => Console.WriteLine());")]
    [InlineData("lifetime.ApplicationStopping.Register(() => done.TrySetResult());")]
    [InlineData("lifetime.ApplicationStopping.Register(() => DrainAsync().Wait());")]
    [InlineData("lifetime.ApplicationStopping.Register(() => DrainAsync().GetAwaiter().GetResult());")]
    [InlineData("lifetime.ApplicationStopping.Register(() => cts.CancelAsync());")]
    [InlineData("lifetime.ApplicationStopping.Register(() => { work = DrainAsync(); });")]
    [InlineData("lifetime.ApplicationStarted.Register(() => { work = DrainAsync(); });")]
    [InlineData("cts.Token.Register(async () => await DrainAsync());")]
    [InlineData("lifetime.ApplicationStopping.Register(OnStoppedNow);")]
    public Task SynchronousCallback_IsSilent(string body) => Report.IsSilent(Code(body));

    private static string Code(string body) =>
        $$"""
        class C
        {
            private Task work = Task.CompletedTask;
            void M(IHostApplicationLifetime lifetime, TaskCompletionSource done, CancellationTokenSource cts) { {{body}} }
            static Task DrainAsync() => Task.Delay(1);
            async void OnStopped() => await DrainAsync();
            void OnStoppedNow() => Console.WriteLine();
        }
        """;
}
