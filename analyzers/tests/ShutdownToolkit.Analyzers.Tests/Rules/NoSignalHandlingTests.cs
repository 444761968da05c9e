using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.NoSignalHandlingAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class NoSignalHandlingTests
{
    [Theory]
    [InlineData("[|while (true)|] await Task.Delay(1000);")]
    [InlineData("[|for (;;)|] { Thread.Sleep(10); }")]
    [InlineData("await Poll(); static async Task Poll() { await Task.Yield(); } [|while (true)|] await Poll();")]
    [InlineData("try { [|while (true)|] Thread.Sleep(10); } finally { Console.WriteLine(\"closed\"); }")]
    public Task EndlessMain_IsInformation(string source) => Report.Reports(source, severity: DiagnosticSeverity.Info, message: "as PID 1");

    [Fact]
    public Task MethodOfTheSameType_IsFollowed() => Report.Reports(
        "class Start { static void Main() => Work(); static void Work() { [|while (true)|] Thread.Sleep(10); } }", TestProject.Executable);

    [Theory]
    [InlineData("ContainerRepository", "poller", DiagnosticSeverity.Warning)]
    [InlineData("EnableSdkContainerSupport", "true", DiagnosticSeverity.Warning)]
    [InlineData("TargetFramework", "net8.0", DiagnosticSeverity.Info)]
    public Task Container_IsAWarning(string property, string value, DiagnosticSeverity severity) => Report.Reports(
        "[|while (true)|] await Task.Delay(1000);", TestProject.Default.With(property, value), severity, "at once");

    [Theory]
    [InlineData("while (true) { if (args.Length > 3) break; Thread.Sleep(10); }")]
    [InlineData("while (args.Length > 0) Thread.Sleep(10);")]
    [InlineData("while (true) { try { Console.WriteLine(); return; } catch (IOException) { Thread.Sleep(10); } }")]
    [InlineData("while (true) { Console.Write(\"> \"); Console.WriteLine(Console.ReadLine()); }")]
    [InlineData("while (true) { if (Console.KeyAvailable) Environment.Exit(0); Thread.Sleep(10); }")]
    [InlineData("_ = Task.Run(async () => { while (true) await Task.Delay(10); }); await Task.Delay(100);")]
    [InlineData("Console.CancelKeyPress += (_, _) => Console.WriteLine(); while (true) Thread.Sleep(10);")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine(); while (true) Thread.Sleep(10);")]
    [InlineData(
        "using var r = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => "
            + "Environment.Exit(0)); while (true) Thread.Sleep(10);")]
    [InlineData("var app = WebApplication.Create(); await app.StartAsync(); while (true) await Task.Delay(10);")]
    public Task EndingDialogueOrOtherStopPath_IsSilent(string source) => Report.IsSilent(source);

    [Theory]
    [InlineData("PackAsTool")]
    [InlineData("UseWindowsForms")]
    [InlineData("IsTestProject")]
    public Task ToolsWindowsAndTests_AreSilent(string property) =>
        Report.IsSilent("while (true) Thread.Sleep(10);", TestProject.Default.With(property, "true"));

    [Fact]
    public Task CommandLineLibrary_IsSilent() => Report.IsSilent(
        "using System.CommandLine; while (true) Thread.Sleep(10); namespace System.CommandLine { class RootCommand; }");

    [Fact]
    public Task Library_IsSilent() => Report.IsSilent("class Poller { public void Poll() { while (true) Thread.Sleep(10); } }");
}
