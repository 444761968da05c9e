using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.SignalRegistrationDiscardedAnalyzer, ShutdownToolkit.CodeFixes.Rules.SignalRegistrationDiscardedFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.SignalRegistrationDiscardedAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class SignalRegistrationDiscardedTests
{
    private const string Using = "using System.Runtime.InteropServices;\n\n";
    private const string Handler = "c => c.Cancel = true";

    [Theory]
    [InlineData(
        "[|PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => c.Cancel = true)|]; // kept",
        "using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => c.Cancel = true); // kept")]
    [InlineData(
        "_ = [|PosixSignalRegistration.Create(PosixSignal.SIGINT, c => c.Cancel = true)|];",
        "using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => c.Cancel = true);")]
    [InlineData(
        "var term = [|PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => c.Cancel = true)|];",
        "using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => c.Cancel = true);")]
    [InlineData(
        "PosixSignalRegistration term = [|PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => c.Cancel = true)|];",
        "using PosixSignalRegistration term = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => c.Cancel = true);")]
    public Task InMain_IsKept(string before, string after) =>
        Verify.Fixes($"{Using}{before}\nThread.Sleep(5000);\n", $"{Using}{after}\nThread.Sleep(5000);\n");

    [Fact]
    public Task TwoSignals_AreKeptSideBySide() => Verify.Fixes(
        $$"""
        {{Using}}
        class Start
        {
            static void Main()
            {
                [|PosixSignalRegistration.Create(PosixSignal.SIGTERM, {{Handler}})|];
                [|PosixSignalRegistration.Create(PosixSignal.SIGINT, {{Handler}})|];
                Thread.Sleep(5000);
            }
        }
        """,
        $$"""
        {{Using}}
        class Start
        {
            static void Main()
            {
                using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, {{Handler}});
                using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, {{Handler}});
                Thread.Sleep(5000);
            }
        }
        """,
        TestProject.Executable);

    [Theory]
    [InlineData("class Signals { public void Listen() { [|PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => c.Cancel = true)|]; } }")]
    [InlineData("class Signals { public void Listen(PosixSignal signal) { _ = [|PosixSignalRegistration.Create(signal, c => c.Cancel = true)|]; } }")]
    public Task OutsideMain_IsReportedWithoutFix(string source) => Verify.OffersNothing(Using + source);

    [Fact]
    public Task Message_NamesTheSignal() => Report.Reports(
        $"{Using}[|PosixSignalRegistration.Create(PosixSignal.SIGQUIT, {Handler})|];", severity: DiagnosticSeverity.Warning,
        message: "The registration of SIGQUIT is not kept");

    [Theory]
    [InlineData("SIGTERM", "await Host.CreateDefaultBuilder(args).Build().RunAsync();", "and then only the host hears the signal; keep it")]
    [InlineData("SIGHUP", "await Host.CreateDefaultBuilder(args).Build().RunAsync();", "and then the signal ends the process at once")]
    [InlineData("SIGTERM", "Thread.Sleep(5000);", "and then the signal ends the process at once")]
    public Task BesideAHost_TheHostIsLeft(string signal, string rest, string message) => Report.Reports(
        $"{Using}[|PosixSignalRegistration.Create(PosixSignal.{signal}, {Handler})|];\n{rest}", message: message);

    [Theory]
    [InlineData("using var r = Create(); Thread.Sleep(5000);")]
    [InlineData("using (var r = Create()) { Thread.Sleep(5000); }")]
    [InlineData("using (Create()) { Thread.Sleep(5000); }")]
    [InlineData("var r = Create(); Thread.Sleep(5000); GC.KeepAlive(r);")]
    [InlineData("var r = Create(); Thread.Sleep(5000); r.Dispose();")]
    [InlineData("var all = new[] { Create() }; GC.KeepAlive(all);")]
    [InlineData("var all = new List<IDisposable>(); all.Add(Create());")]
    [InlineData("Keeper.Term = Create(); static class Keeper { public static PosixSignalRegistration? Term; }")]
    [InlineData("_ = Keeper.Make(); static class Keeper { public static IDisposable Make() => Create(); }")]
    public Task Kept_IsSilent(string source) =>
        Report.IsSilent(
            Using + source.Replace("Create()", $"PosixSignalRegistration.Create(PosixSignal.SIGTERM, {Handler})", StringComparison.Ordinal));

    [Fact]
    public Task AnotherCreate_IsSilent() => Report.IsSilent(
        "Other.Create(1, 2); static class Other { public static IDisposable? Create(int a, int b) => null; }");
}
