using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.HostStoppedByItsWorkerAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class HostStoppedByItsWorkerTests
{
    [Fact]
    public Task InjectedHost_IsReported() => Report.Reports(
        """
        class Job(IHost host) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await File.WriteAllTextAsync("a", "b", stoppingToken);
                await [|host.StopAsync()|];
            }
        }
        """,
        message: "both wait out the ShutdownTimeout");

    [Fact]
    public Task FieldOfTheConstructor_InAFinallyOneCallAway_IsReported() => Report.Reports("""
        class Job : BackgroundService
        {
            private readonly IHost _host;

            public Job(IHost host) => _host = host ?? throw new ArgumentNullException(nameof(host));

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                try
                {
                    await File.WriteAllTextAsync("a", "b", stoppingToken);
                }
                finally
                {
                    await EndAsync();
                }
            }

            private async Task EndAsync() => await [|_host.StopAsync(TimeSpan.FromSeconds(10))|].ConfigureAwait(false);
        }
        """);

    [Fact]
    public Task ContainersHost_WaitedForSynchronously_IsReported() => Report.Reports("""
        class Job(IServiceProvider services) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken)
            {
                var host = services.GetRequiredService<IHost>();
                [|host.StopAsync()|].Wait();
                [|services.GetRequiredService<IHost>().StopAsync()|].GetAwaiter().GetResult();
                return [|host.StopAsync()|];
            }
        }
        """);

    [Fact]
    public Task StopTokenGivenToTheStop_CutsTheOthers() => Report.Reports(
        """
        class Job(IHost host) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => [|host.StopAsync(stoppingToken)|];
        }
        """,
        message: "the token that this stop cancels");

    [Fact]
    public Task StopApplication_IsRight() => Report.IsSilent("""
        class Job(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await File.WriteAllTextAsync("a", "b", stoppingToken);
                lifetime.StopApplication();
            }
        }
        """);

    [Fact]
    public Task HostThatItBuiltItself_IsItsOwnToStop() => Report.IsSilent("""
        class Inner : BackgroundService
        {
            private IHost? _kept;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var inner = Host.CreateApplicationBuilder().Build();
                await inner.StartAsync(stoppingToken);
                await inner.StopAsync();
                _kept = new HostBuilder().Build();
                await _kept.StopAsync();
            }
        }
        """);

    [Fact]
    public Task HostThatMayBeAnother_IsLeftAlone() => Report.IsSilent("""
        class Restarter(Func<IHost> hosts) : BackgroundService
        {
            public IHost? Current { get; set; }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await hosts().StopAsync();
                if (Current is not null) await Current.StopAsync();
                await StopOneAsync(hosts());
            }

            private static Task StopOneAsync(IHost host) => host.StopAsync();
        }
        """);

    [Fact]
    public Task StopThatNobodyWaitsFor_IsNoDeadlock() => Report.IsSilent("""
        class Job(IHost host) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await File.WriteAllTextAsync("a", "b", stoppingToken);
                _ = host.StopAsync();
                _ = Task.Run(async () => await host.StopAsync());
            }
        }
        """);

    [Fact]
    public Task OutsideOfTheWork_IsAnotherMatter() => Report.IsSilent("""
        class Job(IHost host) : IHostedService
        {
            public async Task StartAsync(CancellationToken cancellationToken)
            {
                if (Environment.GetCommandLineArgs().Length > 9) await host.StopAsync(cancellationToken);
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }

        class Endpoints
        {
            public static void Map(WebApplication app) => app.MapPost("/stop", async () => await app.StopAsync());
        }
        """);
}
