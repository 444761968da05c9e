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
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => server?.StopAsync(default));")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => { if (server is not null) { server.StopAsync(default).ConfigureAwait(false); } });")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => { try { var t = DrainAsync(); } catch { } });")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => { DrainAsync().ContinueWith(_ => Console.WriteLine()); });")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => { Task.Run(async () => await DrainAsync()); });")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => Leave());")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => { Thread.Sleep(10_000); _ = DrainAsync(); });")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => { _ = DrainAsync(); Thread.Sleep(100); });")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](Leave);")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](state => ((IHostedService)state!).StopAsync(default), server);")]
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
    [InlineData("lifetime.ApplicationStopping.Register(() => { var t = DrainAsync(); t.Wait(); });")]
    [InlineData("lifetime.ApplicationStopping.Register(() => server?.StopAsync(default).Wait());")]
    [InlineData("lifetime.ApplicationStopping.Register(() => Task.WaitAll(DrainAsync(), server!.StopAsync(default)));")]
    [InlineData("lifetime.ApplicationStopping.Register(() => all.Add(DrainAsync()));")]
    // It keeps the process meanwhile, and STOP1302 says that it blocks.
    [InlineData("lifetime.ApplicationStopping.Register(() => { _ = DrainAsync(); Thread.Sleep(10_000); });")]
    [InlineData("lifetime.ApplicationStopping.Register(() => { Leave(); server!.StopAsync(default).Wait(); });")]
    public Task SynchronousCallback_IsSilent(string body) => Report.IsSilent(Code(body));

    [Theory]
    [InlineData("[|lifetime.ApplicationStarted.Register|](async () => await DrainAsync());",
        "before it is over, and an exception in it ends the process with exit code 134; do the work in a BackgroundService")]
    [InlineData("[|lifetime.ApplicationStarted.Register|](async () => { try { await DrainAsync(); } catch (Exception) { } });",
        "before it is over; do the work in a BackgroundService, or in IHostedLifecycleService.StartedAsync")]
    [InlineData("[|lifetime.ApplicationStopping.Register|](() => { _ = DrainAsync(); });", "before it is over; do the work in StopAsync")]
    public Task Message_SaysWhatHappensThere(string body, string message) => Report.Reports(Code(body), message: message);

    [Theory]
    [InlineData("[|stop.Register|](async () => await DrainAsync()); await Task.Delay(-1, stop);")]
    [InlineData("using var registered = [|stop.Register|](() => { _ = DrainAsync(); }); await Task.Delay(-1, stop);")]
    [InlineData("[|stop.Register|](OnStop); await Task.Delay(-1, stop);")]
    public Task CallbackOfTheStoppingToken_IsReported(string body) =>
        Report.Reports(Worker(body), message: "stopping token's callback", severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("stop.Register(() => Console.WriteLine()); await Task.Delay(-1, stop);")]
    // ExecuteAsync waits for it, and the host for ExecuteAsync.
    [InlineData("var over = new TaskCompletionSource(); stop.Register(async () => { await DrainAsync(); over.SetResult(); }); await over.Task;")]
    [InlineData("using var own = new CancellationTokenSource(); own.Token.Register(async () => await DrainAsync()); await Task.Delay(-1, stop);")]
    [InlineData("stop.Register(() => work = DrainAsync()); await Task.Delay(-1, stop); await work;")]
    public Task CallbackThatSomebodyWaitsFor_IsSilent(string body) => Report.IsSilent(Worker(body));

    private static string Worker(string body) =>
        $$"""
        class Worker : BackgroundService
        {
            private Task work = Task.CompletedTask;
            protected override async Task ExecuteAsync(CancellationToken stop) { {{body}} }
            static Task DrainAsync() => Task.Delay(1);
            async void OnStop() => await DrainAsync();
        }
        """;

    private static string Code(string body) =>
        $$"""
        class C
        {
            private Task work = Task.CompletedTask;
            private IHostedService? server;
            private List<Task> all = [];
            void M(IHostApplicationLifetime lifetime, TaskCompletionSource done, CancellationTokenSource cts) { {{body}} }
            static Task DrainAsync() => Task.Delay(1);
            async void OnStopped() => await DrainAsync();
            void Leave() { server = null; _ = DrainAsync(); all.Clear(); }
            void OnStoppedNow() => Console.WriteLine();
        }
        """;
}
