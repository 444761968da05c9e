using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.InterruptOnlyHandlerAnalyzer, ShutdownToolkit.CodeFixes.Rules.InterruptOnlyHandlerFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.InterruptOnlyHandlerAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class InterruptOnlyHandlerTests
{
    private const string Source = "using var cts = new CancellationTokenSource();";

    [Fact]
    public Task CtrlCThatTerminatesAnActorSystem_IsReported() => Report.Reports(
        "using Akka.Actor; var system = ActorSystem.Create(\"s\"); "
            + "[|Console.CancelKeyPress += (_, e) => { e.Cancel = true; system.Terminate(); }|]; await system.WhenTerminated;");

    [Fact]
    public Task LambdaThatSetsCancel_IsRegisteredForSigterm() => Verify.Fixes(
        $$"""
        {{Source}}
        [|Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            cts.Cancel();
        }|];
        while (!cts.IsCancellationRequested) await Task.Delay(100);
        """,
        $$"""
        using System.Runtime.InteropServices;

        {{Source}}
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            cts.Cancel();
        };
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, e =>
        {
            e.Cancel = true;
            cts.Cancel();
        });
        while (!cts.IsCancellationRequested) await Task.Delay(100);
        """);

    [Fact]
    public Task InMain_TheSame() => Verify.Fixes(
        """
        class Start
        {
            static void Main()
            {
                var done = new ManualResetEvent(false);
                [|Console.CancelKeyPress += (object? sender, ConsoleCancelEventArgs e) => { e.Cancel = true; done.Set(); }|];
                done.WaitOne();
            }
        }
        """,
        """
        using System.Runtime.InteropServices;

        class Start
        {
            static void Main()
            {
                var done = new ManualResetEvent(false);
                Console.CancelKeyPress += (object? sender, ConsoleCancelEventArgs e) => { e.Cancel = true; done.Set(); };
                using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, e => { e.Cancel = true; done.Set(); });
                done.WaitOne();
            }
        }
        """,
        TestProject.Executable);

    [Theory]
    [InlineData("[|Console.CancelKeyPress += (_, _) => cts.Cancel()|];")]
    [InlineData("[|Console.CancelKeyPress += (sender, e) => { e.Cancel = true; Console.WriteLine(sender); cts.Cancel(); }|];")]
    [InlineData("[|Console.CancelKeyPress += Stop|]; void Stop(object? sender, ConsoleCancelEventArgs e) { e.Cancel = true; cts.Cancel(); }")]
    [InlineData("Listen(); void Listen() { [|Console.CancelKeyPress += (_, e) => { e.Cancel = true; cts.Cancel(); }|]; }")]
    public Task OtherHandlers_AreReportedWithoutFix(string subscription) => Verify.OffersNothing($"{Source} {subscription}");

    [Theory]
    [InlineData("while (!cts.IsCancellationRequested) await Task.Delay(100);")]
    [InlineData("try { await Task.Delay(Timeout.Infinite, cts.Token); } catch (OperationCanceledException) { }")]
    [InlineData("var done = new TaskCompletionSource(); await done.Task;")]
    public Task Service_IsAWarning(string wait) => Report.Reports(
        $"{Source} [|Console.CancelKeyPress += (_, e) => cts.Cancel()|]; {wait}", severity: DiagnosticSeverity.Warning,
        message: "as PID 1 of a container");

    [Theory]
    [InlineData("TargetFramework", "net10.0", "await Task.Delay(500, cts.Token);", DiagnosticSeverity.Info)]
    [InlineData("PackAsTool", "true", "while (!cts.IsCancellationRequested) await Task.Delay(100);", DiagnosticSeverity.Info)]
    [InlineData("ContainerRepository", "worker", "await Task.Delay(500, cts.Token);", DiagnosticSeverity.Warning)]
    public Task Severity_FollowsWhatTheProgramIs(string property, string value, string work, DiagnosticSeverity severity) => Report.Reports(
        $"{Source} [|Console.CancelKeyPress += (_, e) => cts.Cancel()|]; {work}", TestProject.Default.With(property, value), severity);

    [Theory]
    [InlineData("Console.CancelKeyPress += (_, _) => Console.ResetColor();")]
    [InlineData("Console.CancelKeyPress -= Stop; void Stop(object? sender, ConsoleCancelEventArgs e) => cts.Cancel();")]
    [InlineData("Console.CancelKeyPress += (_, e) => cts.Cancel(); var host = new HostBuilder().Build(); await host.RunAsync(cts.Token);")]
    [InlineData("Console.CancelKeyPress += (_, e) => cts.Cancel(); AppDomain.CurrentDomain.ProcessExit += (_, _) => cts.Cancel();")]
    [InlineData(
        "Console.CancelKeyPress += (_, e) => cts.Cancel(); using var r = "
            + "System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, c => { c.Cancel = "
            + "true; cts.Cancel(); });")]
    [InlineData(
        "Console.CancelKeyPress += (_, e) => cts.Cancel(); class Lifetime : IHostLifetime { public Task WaitForStartAsync(CancellationToken t) => "
            + "Task.CompletedTask; public Task StopAsync(CancellationToken t) => Task.CompletedTask; }")]
    public Task AnotherWayToStop_IsSilent(string rest) => Report.IsSilent($"{Source} {rest}");

    [Theory]
    [InlineData("IsTestProject")]
    [InlineData("UseWPF")]
    public Task TestsAndWindows_AreSilent(string property) =>
        Report.IsSilent($"{Source} Console.CancelKeyPress += (_, e) => cts.Cancel();", TestProject.Default.With(property, "true"));

    [Fact]
    public Task Library_IsSilent() => Report.IsSilent(
        "class Keys { readonly CancellationTokenSource _cts = new(); public void Listen() => Console.CancelKeyPress += (_, _) => _cts.Cancel(); }");

    [Fact]
    public Task OwnMethodNamedRun_IsNoHost() => Report.Reports(
        $"{Source} [|Console.CancelKeyPress += (_, e) => cts.Cancel()|]; await Run(); async Task Run() => await Task.Delay(-1, cts.Token);");
}
