using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.SignalDefaultActionNotCancelledAnalyzer, ShutdownToolkit.CodeFixes.Rules.SignalDefaultActionNotCancelledFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.SignalDefaultActionNotCancelledAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class SignalDefaultActionNotCancelledTests
{
    private const string Start = "using System.Runtime.InteropServices;\n\nusing var cts = new CancellationTokenSource();\n";

    [Theory]
    [InlineData("_ => cts.Cancel()")]
    [InlineData("context => cts.Cancel()")]
    [InlineData("(context) => cts.Cancel()")]
    public Task ExpressionThatTellsOthers_CancelsFirst(string handler) => Verify.Fixes(
        $"{Start}using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, [|{handler}|]);\n",
        $$"""
        {{Start}}using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, {{Named(handler)}} =>
        {
            context.Cancel = true;
            cts.Cancel();
        });

        """);

    [Fact]
    public Task BlockThatWaits_CancelsFirst() => Verify.Fixes(
        $$"""
        {{Start}}using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, [|async context =>
        {
            cts.Cancel();
            await Task.Delay(100);
            context.Cancel = true;
        }|]);
        """,
        $$"""
        {{Start}}using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, async context =>
        {
            context.Cancel = true;
            cts.Cancel();
            await Task.Delay(100);
            context.Cancel = true;
        });
        """);

    [Fact]
    public Task AsyncHandler_IsAWarning() => Report.Reports(
        $"{Start}using var term = PosixSignalRegistration.Create(PosixSignal.SIGINT, [|async _ => await Task.Delay(1)|]);",
        severity: DiagnosticSeverity.Warning, message: "The handler of SIGINT does not set Cancel before it waits");

    /// <summary>Registered in a loop; the list names the signal.</summary>
    [Theory]
    [InlineData("[|async _ => await Task.Delay(1)|]")]
    [InlineData("[|Stop|]")]
    public Task AsyncHandlerOfSeveralSignals_IsAWarning(string handler) => Report.Reports(
        Several(handler, "PosixSignal.SIGINT, PosixSignal.SIGTERM"), severity: DiagnosticSeverity.Warning, message: "The handler of the signal");

    [Theory]
    [InlineData("async context => { context.Cancel = true; await Task.Delay(1); }", "PosixSignal.SIGTERM")]
    [InlineData("async _ => await Task.Delay(1)", "PosixSignal.SIGCONT, PosixSignal.SIGWINCH")]
    [InlineData("_ => cts.Cancel()", "PosixSignal.SIGINT, PosixSignal.SIGTERM")]
    public Task HandlerOfSeveralSignalsThatCancels_OrOfHarmlessOnes_IsSilent(string handler, string signals) =>
        Report.IsSilent(Several(handler, signals));

    private static string Several(string handler, string signals) =>
        $$"""
        {{Start}}var registered = new List<PosixSignalRegistration>();
        foreach (var signal in new[] { {{signals}} }) registered.Add(PosixSignalRegistration.Create(signal, {{handler}}));
        async void Stop(PosixSignalContext context) { ArgumentNullException.ThrowIfNull(context); await Task.Delay(1); }
        """;

    [Theory]
    [InlineData("[|_ => Console.WriteLine(\"flush\")|]);")]
    [InlineData("[|Flush|]); static void Flush(PosixSignalContext context) => Console.WriteLine();")]
    public Task HandlerThatOnlyFlushes_IsInformationWithoutFix(string handler) => Verify.OffersNothing(
        $"{Start}using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, {handler}");

    [Fact]
    public Task SynchronousHandler_IsInformation() => Report.Reports(
        $"{Start}using var term = PosixSignalRegistration.Create(PosixSignal.SIGHUP, [|_ => cts.Cancel()|]);", severity: DiagnosticSeverity.Info,
        message: "before it returns");

    [Theory]
    [InlineData("SIGTERM", "context => { context.Cancel = true; cts.Cancel(); }")]
    [InlineData("SIGTERM", "context => context.Cancel = true")]
    [InlineData("SIGTERM", "async context => { context.Cancel = true; await Task.Delay(100); cts.Cancel(); }")]
    [InlineData("SIGTERM", "_ => Environment.Exit(0)")]
    [InlineData("SIGTERM", "context => Stop(context)")]
    [InlineData("SIGTERM", "context => { cts.Cancel(); context.Cancel = !context.Cancel; }")]
    [InlineData("SIGTERM", "Stop")]
    [InlineData("SIGCHLD", "_ => { }")]
    [InlineData("SIGWINCH", "_ => { }")]
    public Task Decided_IsSilent(string signal, string handler) => Report.IsSilent(
        $"{Start}using var term = PosixSignalRegistration.Create(PosixSignal.{signal}, {handler}); "
            + "static void Stop(PosixSignalContext context) => context.Cancel = true;");

    [Theory]
    [InlineData("context => { cts.Cancel(); ended.Wait(); }")]
    [InlineData("delegate (PosixSignalContext context) { cts.Cancel(); ended.WaitHandle.WaitOne(); }")]
    [InlineData("context => { cts.Cancel(); Task.Delay(100).Wait(); }")]
    public Task HandlerThatWaitsForTheEnd_IsSilent(string handler) => Report.IsSilent(
        $"{Start}var ended = new ManualResetEventSlim(); using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, {handler}); "
            + "cts.Token.WaitHandle.WaitOne(); ended.Set();");

    [Theory]
    [InlineData("[|context => cts.Cancel()|]")]
    [InlineData("[|context => { ended.Wait(); cts.Cancel(); }|]")]
    [InlineData("[|context => { cts.Cancel(); ended.Wait(1000); }|]")]
    public Task HandlerThatDoesNotWaitForTheEnd_IsReported(string handler) => Report.Reports(
        $"{Start}var ended = new ManualResetEventSlim(); using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, {handler}); "
            + "cts.Token.WaitHandle.WaitOne(); ended.Set();");

    [Fact]
    public Task UnknownSignalOrHandler_IsSilent() => Report.IsSilent(
        """
        using System.Runtime.InteropServices;

        class Signals
        {
            public IDisposable Listen(PosixSignal signal) => PosixSignalRegistration.Create(signal, _ => { });
            public IDisposable Listen(Action<PosixSignalContext> handler) => PosixSignalRegistration.Create(PosixSignal.SIGTERM, handler);
        }
        """);

    private static string Named(string handler) => handler.Split(' ')[0].Replace("_", "context", StringComparison.Ordinal);
}
