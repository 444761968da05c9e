using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.HostedServiceWithoutHostAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class HostedServiceWithoutHostTests
{
    private const string Worker =
        "class Worker : BackgroundService { protected override Task ExecuteAsync(CancellationToken stop) => Task.Delay(-1, stop); }";

    [Fact]
    public Task ServicesOfAProvider_AreReported() => Report.Reports(
        """
        var provider = new ServiceCollection().BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
            await [|service.StartAsync(CancellationToken.None)|];
        await Task.Delay(-1);
        """, severity: DiagnosticSeverity.Warning, message: "'IHostedService' is started by hand");

    [Theory]
    [InlineData("await [|new Worker().StartAsync(default)|];")]
    [InlineData("BackgroundService worker = new Worker(); [|worker.StartAsync(default)|].Wait();")]
    [InlineData("await Task.WhenAll(new[] { new Worker() }.Select(worker => [|worker.StartAsync(default)|]));")]
    [InlineData("await [|new Pump().StartAsync(default)|]; class Pump : IHostedService { public Task StartAsync(CancellationToken token) => "
        + "Task.Delay(1); public Task StopAsync(CancellationToken token) { Console.WriteLine(); return Task.CompletedTask; } }")]
    [InlineData("await new Starter().Go(); class Starter { public Task Go() => [|new Worker().StartAsync(default)|]; }")]
    public Task OneServiceAnywhereInAnExecutable_IsReported(string source) => Report.Reports($"{source} {Worker}");

    [Theory]
    [InlineData("var host = Host.CreateApplicationBuilder(args).Build(); await new Worker().StartAsync(default); await host.RunAsync();")]
    [InlineData(
        "await new Worker().StartAsync(default); using var r = "
            + "System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, c => c.Cancel = "
            + "true); Thread.Sleep(-1); GC.KeepAlive(r);")]
    [InlineData("await new Worker().StartAsync(default); AppDomain.CurrentDomain.ProcessExit += (_, _) => { };")]
    [InlineData("await new Worker().StartAsync(default); Console.CancelKeyPress += (_, _) => { };")]
    [InlineData(
        "await new Group().StartAsync(default); class Group { public Task StartAsync(CancellationToken token) => new Worker().StartAsync(token); "
            + "public Task StopAsync(CancellationToken token) => Task.CompletedTask; }")]
    [InlineData(
        "Console.WriteLine(); class All : IHostedService { public Task StartAsync(CancellationToken token) => new Worker().StartAsync(token); "
            + "public Task StopAsync(CancellationToken token) => Task.CompletedTask; }")]
    // Steps of initialization.
    [InlineData("await new Warm().StartAsync(default); class Warm : IHostedService { public Task StartAsync(CancellationToken token) => "
        + "Task.Delay(1); public Task StopAsync(CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("_ = new Parser(); class Parser { public Parser() { new Worker().StartAsync(default).Wait(); } }")]
    [InlineData("await new Bus().StartAsync(default); class Bus { public Task StartAsync(CancellationToken token) => Task.CompletedTask; }")]
    public Task HostSignalsOrOwnHost_AreSilent(string source) => Report.IsSilent($"{source} {Worker}");

    [Fact]
    public Task Library_Test_AndTool_AreSilent()
    {
        var source = $"class Start {{ static Task Main() => new Worker().StartAsync(default); }} {Worker}";
        return Task.WhenAll(
            Report.IsSilent(source),
            Report.IsSilent(source, TestProject.Executable.With("IsTestProject", "true")),
            Report.IsSilent(source, TestProject.Executable.With("PackAsTool", "true")));
    }
}
