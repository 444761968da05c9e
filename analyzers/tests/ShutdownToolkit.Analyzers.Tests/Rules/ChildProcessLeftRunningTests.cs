using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ChildProcessLeftRunningAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class ChildProcessLeftRunningTests
{
    [Theory]
    [InlineData("using var p = Process.Start(\"ffmpeg\"); await [|p.WaitForExitAsync(stop)|];")]
    [InlineData("using var p = new Process(); p.Start(); await [|p.WaitForExitAsync(stop)|];")]
    [InlineData(
        "while (!stop.IsCancellationRequested) { var p = Process.Start(\"job\"); "
            + "try { await [|p.WaitForExitAsync(stop)|]; } finally { p.Dispose(); } }")]
    [InlineData(
        "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop); var p = Process.Start(\"job\"); "
            + "await [|p.WaitForExitAsync(linked.Token)|];")]
    public Task WaitIsGivenUpAndNothingElse_IsAnInfo(string body) =>
        Report.Reports(Worker(body), severity: DiagnosticSeverity.Info, message: "lives on");

    [Theory]
    [InlineData("var p = Process.Start(\"ffmpeg\"); try { await p.WaitForExitAsync(stop); } finally { p.Kill(true); }")]
    [InlineData("var p = Process.Start(\"ffmpeg\"); using var r = stop.Register(() => p.Kill()); await p.WaitForExitAsync(stop);")]
    [InlineData(
        "var p = Process.Start(\"app\"); try { await p.WaitForExitAsync(stop); } catch (OperationCanceledException) { p.CloseMainWindow(); }")]
    [InlineData("var p = Process.Start(\"ffmpeg\"); try { await p.WaitForExitAsync(stop); } finally { p.StandardInput.Write('q'); }")]
    [InlineData("var p = Process.Start(\"ffmpeg\"); await p.WaitForExitAsync();")]
    [InlineData("var p = Process.Start(\"ffmpeg\"); try { await p.WaitForExitAsync(stop); } finally { Guard.End(p); }")]
    [InlineData("foreach (var p in Process.GetProcessesByName(\"other\")) await p.WaitForExitAsync(stop);")]
    public Task ChildIsEndedOrNotOurs_IsSilent(string body) => Report.IsSilent(Worker(body));

    [Fact]
    public Task OrdinaryClass_IsSilent() => Report.IsSilent(
        "using System.Diagnostics; class C { async Task M(CancellationToken stop) { var p = Process.Start(\"x\"); "
            + "await p.WaitForExitAsync(stop); } }");

    private static string Worker(string body) =>
        $$"""
        using System.Diagnostics;
        static class Guard { public static void End(Process p) => p.Kill(); }
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop) { {{body}} }
        }
        """;
}
