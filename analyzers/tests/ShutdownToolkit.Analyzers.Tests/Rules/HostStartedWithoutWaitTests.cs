using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.HostStartedWithoutWaitAnalyzer, ShutdownToolkit.CodeFixes.Rules.HostStartedWithoutWaitFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.HostStartedWithoutWaitAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class HostStartedWithoutWaitTests
{
    private const string Host = "var host = Host.CreateApplicationBuilder(args).Build();";

    [Theory]
    [InlineData("[|host.Start()|]; while (true) await Task.Delay(1000);")]
    [InlineData("await [|host.StartAsync()|]; Console.WriteLine(); await Task.Delay(Timeout.Infinite);")]
    [InlineData("await [|host.StartAsync()|]; var n = 0; while (true) { await Task.Delay(1000); Console.WriteLine(n++); }")]
    public Task EndlessMemberOfAnotherClass_IsReported(string body) => Report.Reports(Elsewhere(body), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("await host.StartAsync(); await host.WaitForShutdownAsync(); while (true) await Task.Delay(1000);")]
    [InlineData("await host.StartAsync(); while (!stopping.IsCancellationRequested) await Task.Delay(1000);", "CancellationToken stopping = default")]
    [InlineData("await host.StartAsync(); while (true) { await Task.Delay(1000); if (Console.KeyAvailable) break; }")]
    [InlineData("await host.StartAsync(); while (!host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping"
        + ".IsCancellationRequested) await Task.Delay(1000);")]
    [InlineData("host.Start(); Console.WriteLine(\"returns\");")]
    [InlineData("host.Start(); try { while (true) await Task.Delay(1000); } finally { await host.StopAsync(); }")]
    public Task MemberThatEndsOrListens_IsSilent(string body, string parameters = "") => Report.IsSilent(Elsewhere(body, parameters));

    private static string Elsewhere(string body, string parameters = "") =>
        $$"""
        await new App().RunAsync();

        class App
        {
            public async Task RunAsync({{parameters}})
            {
                var host = Host.CreateApplicationBuilder().Build();
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("await Task.Delay(Timeout.Infinite);")]
    [InlineData("await Task.Delay(-1, CancellationToken.None);")]
    [InlineData("Thread.Sleep(Timeout.InfiniteTimeSpan);")]
    [InlineData("Thread.CurrentThread.Join();")]
    [InlineData("while (true) await Task.Delay(1000);")]
    public Task KeepAlive_BecomesTheWait(string keepAlive) => Verify.Fixes(
        $$"""
        {{Host}}
        [|host.Start()|];
        {{keepAlive}} // for ever
        """,
        $$"""
        {{Host}}
        host.Start();
        await host.WaitForShutdownAsync(); // for ever
        """);

    [Fact]
    public Task LongBuilder_IsNamedShortly() => Report.Reports(
        """
        await [|Host.CreateDefaultBuilder(args)
            .ConfigureServices(services => services.AddOptions())
            .UseConsoleLifetime()
            .Build()
            .StartAsync()|];
        """, message: "'Host.CreateDefaultBuilder(…)…Build()' is started");

    [Fact]
    public Task SynchronousMain_WaitsSynchronously() => Verify.Fixes(
        """
        class Start
        {
            static void Main()
            {
                using var host = new HostBuilder().Build();
                [|host.StartAsync()|].GetAwaiter().GetResult();
                new ManualResetEvent(false).WaitOne();
            }
        }
        """,
        """
        class Start
        {
            static void Main()
            {
                using var host = new HostBuilder().Build();
                host.StartAsync().GetAwaiter().GetResult();
                host.WaitForShutdown();
            }
        }
        """,
        TestProject.Executable);

    [Theory]
    [InlineData("await Work();")]
    [InlineData("while (true) await Work();")]
    [InlineData("Console.CancelKeyPress += (_, e) => e.Cancel = true; await Work();")]
    [InlineData("")]
    public Task OtherWorkOrNone_IsReportedWithoutFix(string rest) => Verify.OffersNothing(
        $$"""
        var app = WebApplication.Create(args);
        await [|app.StartAsync()|];
        {{rest}}
        static Task Work() => Task.Delay(5000);
        """);

    [Fact]
    public Task StartInAFunctionOfMain_IsReported() => Report.Reports(
        """
        var app = WebApplication.Create(args);
        await Open();
        await Task.Delay(20000);
        async Task Open() { await [|app.StartAsync()|]; }
        """, severity: DiagnosticSeverity.Warning, message: "'app' is started and nothing waits");

    [Fact]
    public Task LastMiddleware_IsNoRun() => Report.Reports(
        """
        var app = WebApplication.Create(args);
        app.Run(context => context.Response.WriteAsync("hello"));
        await [|app.StartAsync()|];
        """);

    [Fact]
    public Task BuilderStart_IsReported() => Verify.OffersNothing(
        """
        var host = [|new HostBuilder().Start()|];
        Thread.Sleep(-1);
        """);

    [Fact]
    public Task ShortJobThatStopsTheHost_IsOnlyInformation() => Report.Reports(
        $$"""
        {{Host}}
        await [|host.StartAsync()|];
        try { await Task.Delay(5000); }
        finally { await host.StopAsync(); }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("await Task.Delay(Timeout.Infinite, cts.Token);")]
    [InlineData("try { await Task.Delay(-1, cts.Token); } catch (OperationCanceledException) { }")]
    [InlineData("await done.Task;")]
    [InlineData("await done.Task.ConfigureAwait(false);")]
    [InlineData("end.Wait();")]
    [InlineData("while (!cts.IsCancellationRequested) await Task.Delay(500);")]
    [InlineData("while (!cts.Token.IsCancellationRequested) Thread.Sleep(500);")]
    [InlineData("while (!quit) Thread.Sleep(500);")]
    public async Task OwnWaitForCtrlC_IsAWarningAlsoWhereTheHostIsStoppedAfterwards(string wait)
    {
        const string Handler = "using var cts = new CancellationTokenSource(); var done = new TaskCompletionSource(); "
            + "using var end = new ManualResetEventSlim(); var quit = false; Console.CancelKeyPress += (_, e) => "
            + "{ e.Cancel = true; cts.Cancel(); done.TrySetResult(); end.Set(); quit = true; };";
        await Report.Reports(
            $"{Handler} {Host} await [|host.StartAsync(cts.Token)|]; {wait} await host.StopAsync();", severity: DiagnosticSeverity.Warning);
        await Report.Reports(
            "await new Runner().RunAsync(args); class Runner { public async Task RunAsync(string[] args) { "
                + $"{Handler} {Host} await [|host.StartAsync()|]; {wait} await host.StopAsync(); }} }}",
            severity: DiagnosticSeverity.Warning);
    }

    [Theory]
    [InlineData("await host.StartAsync(); await Task.Delay(100); await host.StopAsync();")]
    [InlineData("await host.StartAsync(); var t = host.WaitForShutdownAsync(); Console.CancelKeyPress += (_, e) => e.Cancel = true; await "
        + "Task.Delay(-1);")]
    [InlineData("await host.StartAsync(); Started = host; await Task.Delay(-1);")]
    public Task StartInAnotherClass_IsLeftAlone(string body) => Report.IsSilent(
        $"await new Runner().RunAsync(args); class Runner {{ public IHost? Started; public async Task RunAsync(string[] args) {{ {Host} "
            + $"{body} }} }}");

    [Theory]
    [InlineData("await host.StartAsync(); await host.WaitForShutdownAsync();")]
    [InlineData("host.Start(); host.WaitForShutdown();")]
    [InlineData("await host.RunAsync();")]
    [InlineData("await host.StartAsync(); var web = WebApplication.Create(args); await web.RunAsync();")]
    [InlineData("await host.StartAsync(); await Wait(host); static Task Wait(IHost started) => started.WaitForShutdownAsync();")]
    [InlineData(
        "await host.StartAsync(); var life = host.Services.GetRequiredService<IHostApplicationLifetime>(); "
            + "await Task.Delay(5000, life.ApplicationStopping); await host.StopAsync();")]
    [InlineData(
        "await host.StartAsync(); await new Job(host.Services.GetRequiredService<IHostApplicationLifetime>()).Done; "
            + "class Job(IHostApplicationLifetime life) { public Task Done { get; } = Task.Delay(-1, life.ApplicationStopping); }")]
    [InlineData(
        "await host.StartAsync(); await Shutdown.Of(host); static class Shutdown { public static Task Of(IHost host) => host.WaitForShutdownAsync(); "
            + "}")]
    [InlineData(
        "using var term = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, c => "
            + "c.Cancel = true); await host.StartAsync(); await Task.Delay(5000);")]
    [InlineData("await host.StartAsync(); Console.ReadLine();")]
    public Task WaitedFor_OrLeftToAnotherRule_IsSilent(string rest) => Report.IsSilent($"{Host} {rest}");

    [Theory]
    [InlineData("await ServeAsync(args); async Task ServeAsync(string[] a, CancellationToken end = default) { BUILD await host.StartAsync(end); "
        + "try { await Task.Delay(Timeout.Infinite, end); } catch (OperationCanceledException) { } await host.StopAsync(); }")]
    [InlineData("BUILD await host.StartAsync(); while (Console.ReadLine() is { } line && line != \"quit\") Console.WriteLine(line); await "
        + "host.StopAsync();")]
    public Task ServerForTestsAndDialogue_AreSilent(string code) => Report.IsSilent(code.Replace("BUILD", Host, StringComparison.Ordinal));

    [Fact]
    public Task OwnLifetime_IsSilent() => Report.IsSilent(
        """
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddSingleton<IHostLifetime, Lifetime>();
        var host = builder.Build();
        await host.StartAsync();
        await Task.Delay(-1);

        class Lifetime : IHostLifetime
        {
            public Task WaitForStartAsync(CancellationToken token) => Task.CompletedTask;
            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Library_Tool_Test_AndDesktop_AreSilent()
    {
        const string Code =
            "class Start { static async Task Main() { var host = new HostBuilder().Build(); await host.StartAsync(); await Task.Delay(-1); } }";
        return Task.WhenAll(
            Report.IsSilent(Code),
            Report.IsSilent(Code, TestProject.Executable.With("PackAsTool", "true")),
            Report.IsSilent(Code, TestProject.Executable.With("IsTestProject", "true")),
            Report.IsSilent(Code, TestProject.Executable.With("UseWPF", "true")),
            Report.IsSilent(Code, TestProject.Executable.With("AzureFunctionsVersion", "v4")),
            Report.IsSilent(Code, TestProject.Executable with
            {
                Documents =
                    ImmutableDictionary<string, string>.Empty.Add(
                        "Bench.cs", "class BenchmarkRunner { static readonly System.Type Of = typeof(BenchmarkRunner); }"),
            }));
    }
}
