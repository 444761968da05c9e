namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>All rules together: one defect is one finding, of the rule that has most to say.</summary>
public sealed class OverlapTests
{
    [Theory]
    [InlineData("STOP1106", "_ = LoopAsync(token);", "await _own.CancelAsync();")]
    [InlineData("STOP1106", "_ = Task.Run(() => LoopAsync(token));", "await _own.CancelAsync();")]
    [InlineData("STOP1201", "_ = LoopAsync(_own.Token);", "await _own.CancelAsync();")]
    [InlineData("STOP1104", "_run = LoopAsync(_own.Token);", "await _own.CancelAsync();")]
    [InlineData("STOP1106", "_run = LoopAsync(token);", "await _own.CancelAsync(); await _run.WaitAsync(hurry);")]
    [InlineData(
        "STOP1105", "_run = Task.Run(() => { while (!_own.IsCancellationRequested) Console.Write(1); });",
        "await _own.CancelAsync(); await _run.WaitAsync(Timeout.InfiniteTimeSpan);")]
    [InlineData(
        "", "_run = Task.Run(() => { while (!_own.IsCancellationRequested) Console.Write(1); });",
        "await _own.CancelAsync(); await _run.WaitAsync(TimeSpan.FromSeconds(9));")]
    [InlineData("", "_run = LoopAsync(_own.Token);", "await _own.CancelAsync(); await Task.WhenAny(_run, Task.Delay(-1, hurry));")]
    [InlineData("STOP1108", "_run = LoopAsync(_own.Token);", "await _own.CancelAsync(); await _run.WaitAsync(hurry);")]
    [InlineData("STOP1108", "_run = LoopAsync(_own.Token);", "await _own.CancelAsync(); await _run;")]
    [InlineData("STOP1108", "_run = LoopAsync(_own.Token);", "_own.Cancel(); await Task.WhenAll(_run);")]
    [InlineData(
        "STOP1105", "_run = LoopAsync(_own.Token);", "_own.Cancel(); try { await _run; } catch (OperationCanceledException) { }")]
    [InlineData(
        "STOP1207", "new Thread(() => { while (!_own.IsCancellationRequested) Thread.Sleep(20000); }) { IsBackground = true }.Start();",
        "await _own.CancelAsync();")]
    [InlineData(
        "STOP1201", "_timer = new Timer(_ => LoopAsync(_own.Token), null, 0, 1000);", "await _timer!.DisposeAsync(); await _own.CancelAsync();")]
    [InlineData("STOP1203", "_timer = new Timer(async _ => await Task.Delay(10), null, 0, 1000);", "await _timer!.DisposeAsync();")]
    [InlineData(
        "STOP1205", "new Thread(() => { foreach (var i in _queue.GetConsumingEnumerable()) Console.WriteLine(i); }).Start();",
        "await _own.CancelAsync();")]
    [InlineData("STOP1205", "new Thread(() => { while (true) Thread.Sleep(5000); }).Start();", "await _own.CancelAsync();")]
    [InlineData("STOP1301", "lifetime.ApplicationStopping.Register(async () => await LoopAsync(_own.Token));", "await _own.CancelAsync();")]
    [InlineData("STOP1302", "lifetime.ApplicationStopping.Register(() => Thread.Sleep(20000));", "await _own.CancelAsync();")]
    [InlineData("STOP1107", "_run = LoopAsync(_own.Token);", "_own.Cancel(); await Task.WhenAny(_run, Task.Delay(5000, _own.Token));")]
    [InlineData("STOP1403", "lifetime.ApplicationStopping.Register(() => Environment.Exit(0));", "await _own.CancelAsync();")]
    public Task HostedService_HasOneFindingPerDefect(string id, string start, string stop) => HasOnly(
        id,
        $$"""
        class Service(IHostApplicationLifetime lifetime) : IHostedService
        {
            private readonly CancellationTokenSource _own = new();
            private readonly System.Collections.Concurrent.BlockingCollection<int> _queue = new();
            private Task _run = Task.CompletedTask;
            private Timer? _timer;

            public Task StartAsync(CancellationToken token) { {{start}} return Task.CompletedTask; }

            public async Task StopAsync(CancellationToken hurry) { {{stop}} }

            private async Task LoopAsync(CancellationToken end) { while (!end.IsCancellationRequested) await Task.Delay(100, end); }

            public override string ToString() => $"{lifetime} {_queue} {_timer}";
        }
        """,
        TestProject.Default);

    [Theory]
    [InlineData("STOP1001", "while (true) await Task.Delay(5000);")]
    [InlineData("STOP1001", "while (true) Thread.Sleep(5000);")]
    [InlineData("STOP1001", "while (true) await Task.Delay(5000, CancellationToken.None);")]
    [InlineData("STOP1002", "while (!stop.IsCancellationRequested) await Task.Delay(5000);")]
    [InlineData("STOP1003", "while (!stop.IsCancellationRequested) { await Task.Yield(); Thread.Sleep(5000); }")]
    [InlineData("STOP1003", "while (!stop.IsCancellationRequested) { await Task.Yield(); Task.Delay(5000).Wait(); }")]
    [InlineData("STOP1004", "while (true) { try { await Task.Delay(1000, stop); } catch (Exception e) { log.LogError(e, \"x\"); } }")]
    [InlineData("STOP1005", "while (!_own.IsCancellationRequested) await Task.Delay(5000, _own.Token);")]
    [InlineData("STOP1006", "while (!stop.IsCancellationRequested) await Task.Delay(5000, CancellationToken.None);")]
    [InlineData("STOP1006", "for (var i = 0; i < 9; i++) await Task.Yield();")]
    [InlineData("STOP1007", "while (!stop.IsCancellationRequested) await Task.Delay(5000, stop); File.Delete(\"lock\");")]
    [InlineData(
        "STOP1008", "try { while (!stop.IsCancellationRequested) await Task.Delay(5000, stop); } catch (Exception e) { log.LogError(e, \"x\"); }")]
    [InlineData("STOP1403", "while (!stop.IsCancellationRequested) await Task.Delay(5000, stop); Environment.Exit(3);")]
    [InlineData("STOP1202", "await Task.Factory.StartNew(async () => { while (!stop.IsCancellationRequested) await Task.Delay(100, stop); });")]
    [InlineData("STOP1204", "using var child = System.Diagnostics.Process.Start(\"x\"); await child.WaitForExitAsync(stop);")]
    public Task Worker_HasOneFindingPerDefect(string id, string body) => HasOnly(
        id,
        $$"""
        class Worker(ILogger<Worker> log) : BackgroundService
        {
            private readonly CancellationTokenSource _own = new();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{body}}
                log.LogInformation("end");
            }

            public override string ToString() => "a worker";
        }
        """,
        TestProject.Default);

    [Theory]
    [InlineData(
        "STOP1401",
        "var app = WebApplication.Create(args); await app.StartAsync(); Console.CancelKeyPress += (_, e) => e.Cancel = true; await Task.Delay(-1);")]
    [InlineData("STOP1401", "var app = WebApplication.Create(args); await app.StartAsync(); Thread.Sleep(-1);")]
    [InlineData("STOP1402", "var app = WebApplication.Create(args); _ = app.RunAsync(); Console.ReadLine();")]
    [InlineData("STOP1404", "Start(); Console.ReadLine(); void Start() { var host = new HostBuilder().Build(); host.Start(); }")]
    [InlineData("STOP1404", "var host = new HostBuilder().Build(); host.Start(); Console.ReadLine();")]
    [InlineData(
        "STOP1405",
        "using var end = new ManualResetEvent(false); Console.CancelKeyPress += (_, e) => { e.Cancel = true; end.Set(); }; end.WaitOne();")]
    [InlineData("STOP1406", "IHostedService service = new Service(); await service.StartAsync(default); await Task.Delay(-1);")]
    [InlineData("STOP1501", "AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine(); await Task.Delay(-1);")]
    [InlineData("STOP1504", "while (true) { Console.WriteLine(); Thread.Sleep(1000); }")]
    public Task Program_HasOneFindingPerDefect(string id, string main) => HasOnly(
        id,
        $$"""
        {{main}}

        class Service : IHostedService
        {
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """.Replace(
            main.Contains("IHostedService", StringComparison.Ordinal) ? "\0" : "IHostedService", "IDisposableService", StringComparison.Ordinal)
        + (main.Contains("IHostedService", StringComparison.Ordinal) ? "" : "\ninterface IDisposableService;"),
        TestProject.Executable);

    private static async Task HasOnly(string id, string source, TestProject project)
    {
        var findings = await Analysis.Findings(project.Create(source), project, RuleSet.Analyzers);
        Assert.True(id == string.Join(' ', findings.Select(finding => finding.Id)), $"Expected '{id}', got:\n{Analysis.Describe(findings)}");
    }
}
