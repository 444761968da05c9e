using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.BlockingLifetimeCallbackAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class BlockingLifetimeCallbackTests
{
    [Theory]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(10_000)|]);")]
    [InlineData("lifetime.ApplicationStopping.Register(() => { Console.WriteLine(); [|Thread.Sleep(TimeSpan.FromSeconds(5))|]; });")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|host.StopAsync().Wait()|]);")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|host.StopAsync().GetAwaiter().GetResult()|]);")]
    [InlineData("lifetime.ApplicationStopped.Register(OnStopped); } void OnStopped() { [|Task.WaitAll(Task.Delay(1))|];")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|gate.WaitOne()|]);")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(delay)|]);")]
    public Task BlockingCall_IsReported(string body) => Report.Reports(Code(body), message: "ShutdownTimeout");

    [Theory]
    [InlineData("lifetime.ApplicationStopping.Register(() => Thread.Sleep(500));")]
    [InlineData("lifetime.ApplicationStopping.Register(() => gate.WaitOne(100));")]
    [InlineData("lifetime.ApplicationStopping.Register(() => gate.Set());")]
    [InlineData("lifetime.ApplicationStarted.Register(() => Thread.Sleep(10_000));")]
    [InlineData("lifetime.ApplicationStopping.Register(async () => { await Task.Yield(); Thread.Sleep(10_000); });")]
    [InlineData("lifetime.ApplicationStopping.Register(() => Task.Run(() => Thread.Sleep(10_000)));")]
    [InlineData("new CancellationTokenSource().Token.Register(() => Thread.Sleep(10_000));")]
    public Task ShortOrOtherCallback_IsSilent(string body) => Report.IsSilent(Code(body));

    private static string Code(string body) =>
        $$"""
        class C
        {
            void M(IHostApplicationLifetime lifetime, IHost host, EventWaitHandle gate, int delay) { {{body}} }
        }
        """;
}
