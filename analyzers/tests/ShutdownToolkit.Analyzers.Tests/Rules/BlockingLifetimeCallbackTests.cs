using Microsoft.CodeAnalysis;
using Fixed = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.BlockingLifetimeCallbackAnalyzer, ShutdownToolkit.CodeFixes.Rules.BlockingLifetimeCallbackFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.BlockingLifetimeCallbackAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class BlockingLifetimeCallbackTests
{
    [Theory]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|host.StopAsync().Wait()|]);")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|host.StopAsync().GetAwaiter().GetResult()|]);")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|gate.WaitOne()|]);")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(Timeout.Infinite)|]);")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(TimeSpan.FromMinutes(1))|]);")]
    [InlineData("lifetime.ApplicationStopping.Register(() => Drain(host)); } static void Drain(IHost host) { [|host.StopAsync().Wait()|];")]
    public Task BlockingCall_IsReported(string body) =>
        Report.Reports(Code(body), message: "no service is stopped until it returns", severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("lifetime.ApplicationStopped.Register(OnStopped); } void OnStopped() { [|Task.WaitAll(Task.Delay(1))|];")]
    [InlineData("lifetime.ApplicationStopped.Register(() => [|Thread.Sleep(5000)|]);")]
    public Task BlockingCallAfterTheStop_IsReported(string body) =>
        Report.Reports(Code(body), message: "the process does not end until it returns", severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(10_000)|]);", "10 s of the 30 s")]
    [InlineData(
        "lifetime.ApplicationStopping.Register(() => { Console.WriteLine(); [|Thread.Sleep(TimeSpan.FromSeconds(5))|]; });", "5 s of the 30 s")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|Task.Delay(10_000).Wait()|]);", "10 s of the 30 s")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|Task.Delay(10_000).GetAwaiter().GetResult()|]);", "10 s of the 30 s")]
    [InlineData("lifetime.ApplicationStopping.Register(() => Linger()); } void Linger() { [|Thread.Sleep(7500)|];", "7.5 s of the 30 s")]
    [InlineData("lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(delay)|]);", "cannot be seen here")]
    [InlineData("var o = new HostOptions { ShutdownTimeout = TimeSpan.FromSeconds(45) }; "
        + "lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(40_000)|]);", "40 s of the 45 s")]
    [InlineData("var o = new HostOptions { ShutdownTimeout = TimeSpan.FromSeconds(delay) }; "
        + "lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(40_000)|]);", "ShutdownTimeout, which cannot be seen here")]
    public Task DelayWithinTheTimeout_IsASuggestion(string body, string message) =>
        Report.Reports(Code(body), message: message, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("var o = new HostOptions { ShutdownTimeout = TimeSpan.FromSeconds(5) }; ", "net10.0", 5000)]
    [InlineData("", "net6.0", 5000)]
    [InlineData("", "net10.0", 30000)]
    public Task DelayAsLongAsTheTimeout_IsReported(string options, string framework, int delay) => Report.Reports(
        Code($"{options}lifetime.ApplicationStopping.Register(() => [|Thread.Sleep({delay})|]);"),
        TestProject.Default.With("TargetFramework", framework), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("lifetime.ApplicationStopping.Register(() => Thread.Sleep(500));")]
    [InlineData("lifetime.ApplicationStopping.Register(() => Task.Delay(500).Wait());")]
    [InlineData("lifetime.ApplicationStopping.Register(() => gate.WaitOne(100));")]
    [InlineData("lifetime.ApplicationStopping.Register(() => gate.Set());")]
    [InlineData("lifetime.ApplicationStarted.Register(() => Thread.Sleep(10_000));")]
    [InlineData("lifetime.ApplicationStopping.Register(async () => { await Task.Yield(); Thread.Sleep(10_000); });")]
    [InlineData("lifetime.ApplicationStopping.Register(() => Task.Run(() => Thread.Sleep(10_000)));")]
    [InlineData("new CancellationTokenSource().Token.Register(() => Thread.Sleep(10_000));")]
    [InlineData("lifetime.ApplicationStopping.Register(() => { var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1)); "
        + "Task.WaitAll([host.StopAsync(hurry.Token)]); });")]
    public Task ShortOrOtherCallback_IsSilent(string body) => Report.IsSilent(Code(body));

    [Theory]
    [InlineData("var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(9));")]
    [InlineData("var hurry = new CancellationTokenSource();")]
    public Task SourceThatIsInNoHurry_IsReported(string source) => Report.Reports(Code(
        $"lifetime.ApplicationStopping.Register(() => {{ {source} [|Task.WaitAll(host.StopAsync(hurry.Token))|]; }});"));

    [Fact]
    public Task RegisteredByTheProgram_MovesToANewService() => Fixed.Fixes(
        """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        // kept
        app.MapGet("/", () => "ok");
        app.Lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(TimeSpan.FromSeconds(10))|]);
        app.Run();

        """,
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHostedService<DrainDelay>();
        var app = builder.Build();
        // kept
        app.MapGet("/", () => "ok");
        app.Run();

        sealed class DrainDelay : IHostedLifecycleService
        {
            public async Task StoppingAsync(CancellationToken cancellationToken)
            {
                await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
            }

            public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }

        """);

    [Theory]
    [InlineData("{ /* the balancer needs it */ [|Thread.Sleep(10_000)|]; }")]
    [InlineData("{ [|Thread.Sleep(10_000)|]; /* the balancer needs it */ }")]
    public Task CommentInTheCallback_IsNotLost(string callback) => Fixed.OffersNothing($$"""
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.Lifetime.ApplicationStopping.Register(() => {{callback}});
        app.Run();
        """);

    [Fact]
    public Task RegisteredByAHostedService_MovesToItsStoppingAsync() => Fixed.Fixes(
        """
        class Linger(IHostApplicationLifetime lifetime, ILogger<Linger> logger) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                lifetime.ApplicationStopping.Register(() =>
                {
                    logger.LogInformation("waiting");
                    [|Thread.Sleep(20_000)|];
                    logger.LogInformation("waited");
                });
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """,
        """
        class Linger(IHostApplicationLifetime lifetime, ILogger<Linger> logger) : IHostedLifecycleService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public async Task StoppingAsync(CancellationToken cancellationToken)
            {
                logger.LogInformation("waiting");
                await Task.Delay(20_000, cancellationToken);
                logger.LogInformation("waited");
            }

            public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task MethodOfAHostedService_MovesToItsStoppingAsync() => Fixed.Fixes(
        """
        class Linger : IHostedService
        {
            private readonly IHostApplicationLifetime _lifetime;

            public Linger(IHostApplicationLifetime lifetime) => _lifetime = lifetime;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _lifetime.ApplicationStopping.Register(OnStopping);
                return Task.CompletedTask;
            }

            private void OnStopping()
            {
                [|Thread.Sleep(5000)|];
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """,
        """
        class Linger : IHostedLifecycleService
        {
            private readonly IHostApplicationLifetime _lifetime;

            public Linger(IHostApplicationLifetime lifetime) => _lifetime = lifetime;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public async Task StoppingAsync(CancellationToken cancellationToken)
            {
                await Task.Delay(5000, cancellationToken);
            }

            public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """);

    [Theory]
    // Another listener would hear of the stop after the delay.
    [InlineData("""
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.Lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(10_000)|]);
        app.Lifetime.ApplicationStopping.Register(() => Console.WriteLine("not ready"));
        app.Run();
        """)]
    // The logger is a local of the program.
    [InlineData("""
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.Lifetime.ApplicationStopping.Register(() => { app.Logger.LogInformation("waits"); [|Thread.Sleep(10_000)|]; });
        app.Run();
        """)]
    // Half of it is no delay.
    [InlineData("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.Lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(10_000)|]);
        app.Run();
        """)]
    [InlineData("""
        class A { public A(IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.Register(() => [|Thread.Sleep(10_000)|]); }
        """)]
    public Task DelayThatIsBoundToItsPlace_IsLeft(string code) => Fixed.OffersNothing(code);

    [Theory]
    [InlineData("lifetime.ApplicationStopping.Register(() => { Console.Write(1); [|Console.ReadKey()|]; });")]
    [InlineData("lifetime.ApplicationStopped.Register(() => [|Console.ReadLine()|]);")]
    public Task Console_IsASuggestion(string body) => Report.Reports(
        Code(body), severity: DiagnosticSeverity.Info, message: "with a terminal everything waits until somebody presses a key");

    [Theory]
    [InlineData("lifetime.ApplicationStarted.Register(() => Console.ReadKey());")]
    [InlineData("lifetime.ApplicationStopping.Register(() => Console.WriteLine(Console.KeyAvailable));")]
    public Task ConsoleThatKeepsNothing_IsSilent(string body) => Report.IsSilent(Code(body));

    private static string Code(string body) =>
        $$"""
        class C
        {
            void M(IHostApplicationLifetime lifetime, IHost host, EventWaitHandle gate, int delay) { {{body}} }
        }
        """;
}
