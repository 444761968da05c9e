using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.HostRunNotAwaitedAnalyzer, ShutdownToolkit.CodeFixes.Rules.HostRunNotAwaitedFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.HostRunNotAwaitedAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class HostRunNotAwaitedTests
{
    private const string Host = "var host = Host.CreateApplicationBuilder(args).Build();";

    [Theory]
    [InlineData("[|host.RunAsync()|];")]
    [InlineData("_ = [|host.RunAsync()|];")]
    public Task LastStatement_IsAwaited(string run) =>
        Verify.Fixes($"{Host}\n{run} // until SIGTERM\n", $"{Host}\nawait host.RunAsync(); // until SIGTERM\n");

    [Fact]
    public Task AsyncMain_IsAwaited() => Verify.Fixes(
        """
        class Start
        {
            static async Task Main()
            {
                var app = WebApplication.Create();
                await Task.Yield();
                _ = [|app.RunAsync()|];
            }
        }
        """,
        """
        class Start
        {
            static async Task Main()
            {
                var app = WebApplication.Create();
                await Task.Yield();
                await app.RunAsync();
            }
        }
        """,
        TestProject.Executable);

    [Theory]
    [InlineData("_ = [|host.RunAsync()|]; Console.ReadLine();")]
    [InlineData("[|host.RunAsync()|]; await Task.Delay(5000);")]
    [InlineData("var running = [|host.RunAsync()|]; Thread.Sleep(-1);")]
    [InlineData("host.Start(); _ = [|host.WaitForShutdownAsync()|]; Console.ReadLine();")]
    [InlineData("if (args.Length > 0) _ = [|host.RunAsync()|];")]
    public Task MoreToDoAfterwards_IsLeftToTheReader(string rest) => Verify.OffersNothing($"{Host} {rest}");

    [Fact]
    public Task SynchronousMain_IsReportedWithoutFix() => Verify.OffersNothing(
        "class Start { static void Main() { var host = new HostBuilder().Build(); [|host.RunAsync()|]; } }", TestProject.Executable);

    [Fact]
    public Task ConsoleBuilder_IsReported() => Report.Reports(
        "_ = [|new HostBuilder().RunConsoleAsync()|];", severity: DiagnosticSeverity.Warning,
        message: "The task of 'new HostBuilder().RunConsoleAsync()' is dropped");

    [Theory]
    [InlineData("await host.RunAsync();")]
    [InlineData("host.Run();")]
    [InlineData("host.RunAsync().Wait();")]
    [InlineData("host.RunAsync().GetAwaiter().GetResult();")]
    [InlineData("await Task.WhenAll(host.RunAsync(), Task.Delay(1));")]
    [InlineData("var running = host.RunAsync(); Console.ReadLine(); await running;")]
    [InlineData("_ = host.RunAsync(); Console.ReadLine(); await host.StopAsync();")]
    [InlineData("_ = host.RunAsync(); using var web = WebApplication.Create(); await web.RunAsync();")]
    [InlineData("_ = host.RunAsync(); host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.WaitHandle.WaitOne();")]
    [InlineData(
        "_ = host.RunMigrationsAsync(); static class Database { public static Task RunMigrationsAsync(this IHost host) => Task.CompletedTask; }")]
    [InlineData("await Go(); Task Go() => host.RunAsync();")]
    [InlineData("await Task.Run(() => host.RunAsync());")]
    [InlineData("_ = Other.RunAsync(); static class Other { public static Task RunAsync() => Task.CompletedTask; }")]
    public Task AwaitedOrStopped_IsSilent(string rest) => Report.IsSilent($"{Host} {rest}");

    [Theory]
    [InlineData("UseWPF")]
    [InlineData("IsTestProject")]
    public Task WindowsAndTests_AreSilent(string property) =>
        Report.IsSilent($"{Host} _ = host.RunAsync();", TestProject.Executable.With(property, "true"));
}
