using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.ProcessExitWhileHostRunsAnalyzer, ShutdownToolkit.CodeFixes.Rules.ProcessExitWhileHostRunsFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ProcessExitWhileHostRunsAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class ProcessExitWhileHostRunsTests
{
    [Fact]
    public Task LifetimeInScope_StopsTheApplication() => Verify.Fixes(
        """
        class Worker(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
                if (Console.Title == "")
                {
                    // nothing to do
                    [|Environment.Exit(2)|]; // at once
                }

                [|Environment.Exit(0)|];
            }
        }
        """,
        """
        class Worker(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
                if (Console.Title == "")
                {
                    // nothing to do
                    Environment.ExitCode = 2;
                    lifetime.StopApplication(); // at once
                    return;
                }

                lifetime.StopApplication();
            }
        }
        """);

    [Fact]
    public Task LifetimeOfTheTopLevelStatements_CannotBeNamedInAType() => Verify.OffersNothing(
        """
        var host = new HostBuilder().ConfigureServices(services => services.AddHostedService<Worker>()).Build();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => Console.WriteLine("up"));
        await host.RunAsync();

        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Delay(100, stop);
                [|Environment.Exit(0)|];
            }
        }
        """);

    [Fact]
    public Task NoLifetimeOrAResult_IsReportedWithoutFix() => Verify.OffersNothing(
        """
        class Worker : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop) { [|Environment.Exit(1)|]; return Task.CompletedTask; }
        }
        class Other(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop)
            {
                lifetime.ToString();
                [|Environment.Exit(1)|];
                return Task.CompletedTask;
            }
        }
        """);

    [Theory]
    [InlineData("app.MapGet(\"/exit\", () => [|Environment.Exit(0)|]);", "an endpoint")]
    [InlineData("app.Lifetime.ApplicationStopping.Register(() => [|Environment.Exit(3)|]);", "a callback of ApplicationStopping")]
    [InlineData("app.Lifetime.ApplicationStarted.Register(() => { [|Environment.Exit(3)|]; });", "a callback of ApplicationStarted")]
    [InlineData(
        "using var r = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => "
            + "[|Environment.Exit(0)|]);", "a signal handler")]
    public Task CallbackBesideARunningHost_IsReported(string statement, string place) => Report.Reports(
        $"var app = WebApplication.Create(); {statement} app.Run();", severity: DiagnosticSeverity.Warning, message: place);

    [Fact]
    public Task Controller_IsReported() => Report.Reports(
        "class Admin : Microsoft.AspNetCore.Mvc.ControllerBase { public void Stop() => [|Environment.Exit(0)|]; }", message: "'Admin.Stop'");

    [Theory]
    [InlineData("await app.StartAsync(); if (args.Length == 0) [|Environment.Exit(1)|];")]
    [InlineData("await Open(); try { await Task.Yield(); } catch { [|Environment.Exit(1)|]; } async Task Open() { await app.StartAsync(); }")]
    public Task AfterTheStartInMain_IsInformation(string rest) => Report.Reports(
        $"var app = WebApplication.Create(); {rest}", severity: DiagnosticSeverity.Info);

    [Fact]
    public Task CrashOfAWorker_IsInformation() => Report.Reports(Crash("[|Environment.Exit(1)|]"), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task CrashOfAWindowsService_IsSilent() => Report.IsSilent(
        Crash("Environment.Exit(1)")
            + "\nstatic class Setup { public static void UseWindowsService() { } static void Use() => UseWindowsService(); }");

    [Theory]
    [InlineData("if (args.Length == 0) Environment.Exit(1); var app = WebApplication.Create(); app.Run();")]
    [InlineData("var app = WebApplication.Create(); app.Run(); Environment.Exit(1);")]
    [InlineData("var app = WebApplication.Create(); await app.StartAsync(); await app.WaitForShutdownAsync(); Environment.Exit(1);")]
    [InlineData("var app = WebApplication.Create(); await app.StartAsync(); await app.StopAsync(); Environment.Exit(1);")]
    [InlineData(
        "using var r = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => "
            + "Environment.Exit(0)); Thread.Sleep(-1);")]
    [InlineData("static void Fail() => Environment.Exit(2); Fail();")]
    [InlineData("Console.CancelKeyPress += (_, _) => Environment.Exit(0); Console.ReadLine();")]
    public Task NoHostRuns_IsSilent(string source) => Report.IsSilent(source);

    [Fact]
    public Task BeforeAnyServiceIsStarted_IsSilent() => Report.IsSilent("""
        class OneInstance : IHostedLifecycleService
        {
            public Task StartingAsync(CancellationToken token) { if (File.Exists("lock")) Environment.Exit(0); return Task.CompletedTask; }
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;
            public Task StartedAsync(CancellationToken token) => Task.CompletedTask;
            public Task StoppingAsync(CancellationToken token) => Task.CompletedTask;
            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
            public Task StoppedAsync(CancellationToken token) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task OtherExits_AreSilent() => Report.IsSilent(
        """
        class Worker : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop) { Environment.FailFast("corrupt"); return Exit(1); }
            static Task Exit(int code) => Task.CompletedTask;
        }
        """);

    private static string Crash(string exit) =>
        $$"""
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                try { await Task.Delay(1000, stop); }
                catch (Exception) { {{exit}}; }
            }
        }
        """;
}
