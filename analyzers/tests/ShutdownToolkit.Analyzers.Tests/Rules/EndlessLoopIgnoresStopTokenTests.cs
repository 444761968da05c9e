using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.EndlessLoopIgnoresStopTokenAnalyzer, ShutdownToolkit.CodeFixes.Rules.EndlessLoopIgnoresStopTokenFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.EndlessLoopIgnoresStopTokenAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class EndlessLoopIgnoresStopTokenTests
{
    [Fact]
    public Task WhileTrue_TestsTheTokenInstead() => Verify.Fixes(
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                [|while (true)|]
                {
                    await Task.Delay(500); // a turn
                }
            }
        }
        """,
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    await Task.Delay(500); // a turn
                }
            }
        }
        """);

    [Fact]
    public Task TwoWorkersAndAnInnerLoop_AreFixedTogether() => Verify.Fixes(
        """
        class First : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                [|while (true)|]
                    while (true)
                        await Task.Yield();
            }
        }
        class Second : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(async () =>
            {
                [|while (true)|] await Task.Yield();
            });
        }
        """,
        """
        class First : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                    while (!stop.IsCancellationRequested)
                        await Task.Yield();
            }
        }
        class Second : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(async () =>
            {
                while (!stoppingToken.IsCancellationRequested) await Task.Yield();
            });
        }
        """);

    [Fact]
    public Task OtherEndlessForms_AreReportedWithoutFix() => Verify.OffersNothing(
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                if (Environment.ProcessorCount > 1)
                    [|for (;;)|] await Task.Yield();
                do { await Task.Yield(); } [|while (true)|];
            }
        }
        """);

    [Fact]
    public Task PrivateMethodWithoutToken_IsFollowed() => Verify.OffersNothing(
        """
        class Worker : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop) => LoopAsync();

            private async Task LoopAsync()
            {
                [|while (true)|] await Task.Delay(100);
            }
        }
        """);

    [Fact]
    public Task LoopLaunchedByStartAsync_IsReported() => Report.Reports(
        """
        class Worker : IHostedService
        {
            private Task? _loop;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _loop = Task.Run(async () => { [|while (true)|] await Task.Delay(100); });
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task TimeoutPerTurn_IsNoStopToken() => Report.Reports(
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                [|while (true)|]
                {
                    using var timeout = new CancellationTokenSource(1000);
                    await Task.Delay(500, timeout.Token);
                }
            }
        }
        """, message: "test 'stop' in the condition");

    [Fact]
    public Task MethodThatMustReturnATask_IsNotBroken() => Verify.OffersNothing(
        """
        class Worker : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop)
            {
                [|while (true)|] Thread.Sleep(10);
            }
        }
        """);

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Yield();")]
    [InlineData("while (true) await Task.Delay(100, stop);")]
    [InlineData("while (true) { stop.ThrowIfCancellationRequested(); await Task.Yield(); }")]
    [InlineData("while (true) { if (Random.Shared.Next() == 0) break; await Task.Yield(); }")]
    [InlineData("while (true) { if (Random.Shared.Next() == 0) return; await Task.Yield(); }")]
    [InlineData("var token = stop; while (true) await Task.Delay(100, token);")]
    [InlineData("using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop); while (true) await Task.Delay(100, linked.Token);")]
    [InlineData("var stopping = false; stop.Register(() => stopping = true); while (true) { if (stopping) break; await Task.Yield(); }")]
    [InlineData("while (true) await Turn(); async Task Turn() => await Task.Delay(100, stop);")]
    [InlineData(
        "var options = new ParallelOptions { CancellationToken = stop }; while (true) await Parallel.ForAsync(0, 9, options, (_, _) => default);")]
    [InlineData(
        "while (true) { await foreach (var _ in Items(stop)) await Task.Yield(); } static async IAsyncEnumerable<int> Items(CancellationToken t) { "
            + "await Task.Delay(1, t); yield return 1; }")]
    public Task StopReachesTheLoop_IsSilent(string body) => Report.IsSilent(
        $$"""
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{body}}
            }
        }
        """);

    [Fact]
    public Task TokenPassedToTheHelperThatLoops_IsSilent() => Report.IsSilent(
        """
        class Worker : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop) => LoopAsync(stop);

            private static async Task LoopAsync(CancellationToken anyName)
            {
                while (true) await Task.Delay(100, anyName);
            }
        }
        """);

    [Fact]
    public Task TokenKeptInAField_IsSilent() => Report.IsSilent(
        """
        class Worker : BackgroundService
        {
            private CancellationToken _stop;

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                _stop = stop;
                while (true) await TurnAsync();
            }

            private Task TurnAsync() => Task.Delay(100, _stop);
        }
        """);

    [Fact]
    public Task ChannelCompletedByStopAsync_IsSilent() => Report.IsSilent(
        """
        using System.Threading.Channels;

        class Worker : BackgroundService
        {
            private readonly Channel<int> _items = Channel.CreateUnbounded<int>();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (true) Console.WriteLine(await _items.Reader.ReadAsync());
            }

            public override Task StopAsync(CancellationToken cancellationToken)
            {
                _items.Writer.Complete();
                return base.StopAsync(cancellationToken);
            }
        }
        """);

    [Fact]
    public Task SourceCancelledByDispose_IsSilent() => Report.IsSilent(
        """
        sealed class Worker : IHostedService, IDisposable
        {
            private readonly CancellationTokenSource _stopping = new();

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _ = Task.Run(async () => { while (true) await Task.Delay(100, _stopping.Token); });
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public void Dispose() => _stopping.Cancel();
        }
        """);

    [Fact]
    public Task ApplicationStopping_IsAStopToken() => Report.IsSilent(
        """
        class Worker(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (true) await Task.Delay(100, lifetime.ApplicationStopping);
            }
        }
        """);

    [Fact]
    public Task LoopAwaitedInStartAsync_BelongsToAnotherRule() => Report.IsSilent(
        """
        class Worker : IHostedService
        {
            public async Task StartAsync(CancellationToken cancellationToken)
            {
                while (true) await Task.Delay(100);
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task LoopOutsideAHostedType_IsSilent() => Report.IsSilent(
        """
        class Poller
        {
            public async Task ExecuteAsync(CancellationToken stop)
            {
                while (true) await Task.Delay(100);
            }
        }
        """);

    [Theory]
    [InlineData("IsTestProject")]
    [InlineData("UsingMicrosoftNETSdkBlazorWebAssembly")]
    public Task TestProjectOrBrowser_IsSilent(string property) => Report.IsSilent(
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (true) await Task.Delay(100);
            }
        }
        """, TestProject.Default.With(property, "true"));

    [Theory]
    [InlineData("private volatile bool _run = true; public override void Dispose() { _run = false; base.Dispose(); }", "_run")]
    [InlineData("private bool _disposed; public override void Dispose() { _disposed = true; base.Dispose(); }", "!_disposed")]
    public Task FlagThatOnlyDisposeSets_IsTooLate(string members, string condition) => Verify.Fixes(
        Flagged(members, $"[|while ({condition})|]"), Flagged(members, $"while ({condition} && !stop.IsCancellationRequested)"));

    [Fact]
    public Task FlagOfDispose_IsNamed() => Report.Reports(
        Flagged("private bool _run = true; public override void Dispose() { _run = false; base.Dispose(); }", "[|while (_run)|]"),
        message: "and only Dispose, which comes after the wait, sets '_run': at SIGTERM the host waits out its ShutdownTimeout");

    [Fact]
    public Task FlagThatNothingSets_IsNoEnd() => Report.Reports(
        Flagged("private readonly bool _run; public Worker() => _run = true;", "[|while (_run)|]"), message: "and nothing sets '_run'");

    [Theory]
    [InlineData("private bool _run = true; public override Task StopAsync(CancellationToken t) { _run = false; return base.StopAsync(t); }", "_run")]
    [InlineData("private bool _run = true; public void Pause() => _run = false;", "_run")]
    [InlineData("private bool _run = true; public override async Task StartAsync(CancellationToken t) { t.Register(() => _run = false); "
        + "await base.StartAsync(t); }", "_run")]
    [InlineData("private bool _run = true; public override void Dispose() { _run = false; base.Dispose(); } "
        + "public override Task StopAsync(CancellationToken t) { Dispose(); return Task.CompletedTask; }", "_run")]
    [InlineData("internal bool _run = true; public override void Dispose() { _run = false; base.Dispose(); }", "_run")]
    [InlineData("private bool _run = true; private void End(ref bool flag) => flag = false; public void Stop() => End(ref _run);", "_run")]
    public Task FlagThatTheStopMaySet_IsSilent(string members, string condition) => Report.IsSilent(Flagged(members, $"while ({condition})"));

    private static string Flagged(string members, string head) =>
        $$"""
        class Worker : BackgroundService
        {
            {{members}}

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{head}}
                {
                    await Task.Delay(500);
                }
            }
        }
        """;
}
