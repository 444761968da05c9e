using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.ProcessExitReliedOnForSignalAnalyzer, ShutdownToolkit.CodeFixes.Rules.ProcessExitReliedOnForSignalFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ProcessExitReliedOnForSignalAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class ProcessExitReliedOnForSignalTests
{
    [Fact]
    public Task InMain_SigtermRaisesTheEventAgain() => Verify.Fixes(
        """
        using System.Runtime.InteropServices;

        [|AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("flushed")|];
        Thread.Sleep(-1);
        """,
        """
        using System.Runtime.InteropServices;

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("flushed");
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(0));
        Thread.Sleep(-1);
        """);

    [Theory]
    [InlineData("[|AppDomain.CurrentDomain.ProcessExit += Flush|]; static void Flush(object? sender, EventArgs e) { }")]
    [InlineData("[|System.Runtime.Loader.AssemblyLoadContext.Default.Unloading += _ => { }|];")]
    [InlineData("[|System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(typeof(Program).Assembly)!.Unloading += _ => { }|];")]
    public Task EndOfTheProcess_IsReported(string source) => Report.Reports(source, severity: DiagnosticSeverity.Warning, message: "as PID 1");

    [Fact]
    public Task OutsideMain_IsReportedWithoutFix() => Verify.OffersNothing(
        "new Pid().Write(); class Pid { public void Write() { [|AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(\"pid\")|]; } }");

    [Theory]
    [InlineData("net10.0")]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public Task AsyncHandler_IsReportedInLibrariesToo(string framework) => Verify.OffersNothing(
        "class Hook { public void Add() { [|AppDomain.CurrentDomain.ProcessExit += async (_, _) => await Task.Delay(1000)|]; } }",
        TestProject.Default.With("TargetFramework", framework));

    [Fact]
    public Task AsyncMethodBesideAHost_IsReported() => Report.Reports(
        "[|AppDomain.CurrentDomain.ProcessExit += Flush|]; WebApplication.Create().Run(); "
            + "static async void Flush(object? sender, EventArgs e) => await Task.Delay(9);",
        message: "when it returns; do the work where SIGTERM is handled already");

    /// <summary>An exit would cut off the host's own stop.</summary>
    [Fact]
    public Task StartedHost_HasNoFix() => Verify.OffersNothing(
        "using var host = new HostBuilder().Build(); host.Start();\n[|AppDomain.CurrentDomain.ProcessExit += (_, _) => { }|];\nThread.Sleep(-1);");

    [Theory]
    [InlineData("using var host = new HostBuilder().Build(); host.Start(); while (true) Thread.Sleep(100);",
        "so this clean-up is skipped: the host that is started takes the signal, and nothing here hears of it; wait with WaitForShutdownAsync")]
    [InlineData("while (true) Thread.Sleep(100);", "so this clean-up is skipped: SIGTERM ends the process at once (143)")]
    public Task Message_SaysWhoTakesTheSignal(string rest, string message) => Report.Reports(
        $"[|AppDomain.CurrentDomain.ProcessExit += (_, _) => {{ }}|]; {rest}", message: message);

    [Theory]
    [InlineData("WebApplication.Create().Run();")]
    [InlineData("await Host.CreateDefaultBuilder().RunConsoleAsync();")]
    [InlineData(
        "using var r = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => "
            + "Environment.Exit(0)); Thread.Sleep(-1);")]
    [InlineData("var host = new HostBuilder().Build(); host.Start(); host.WaitForShutdown();")]
    public Task AnotherHandlerOfSigterm_IsSilent(string rest) => Report.IsSilent($"AppDomain.CurrentDomain.ProcessExit += (_, _) => {{ }}; {rest}");

    [Theory]
    [InlineData("TargetFramework", "net9.0")]
    [InlineData("TargetFramework", "")]
    [InlineData("PackAsTool", "true")]
    [InlineData("UseMaui", "true")]
    [InlineData("IsTestProject", "true")]
    public Task OlderRuntimesToolsAndWindows_AreSilent(string property, string value) =>
        Report.IsSilent("AppDomain.CurrentDomain.ProcessExit += (_, _) => { };", TestProject.Default.With(property, value));

    [Fact]
    public Task Net9ThatRollsForward_IsReported() => Report.Reports(
        "[|AppDomain.CurrentDomain.ProcessExit += (_, _) => { }|];",
        TestProject.Default.With("TargetFramework", "net9.0").With("RollForward", "LatestMajor"));

    [Theory]
    [InlineData("class Hook { public void Add() { AppDomain.CurrentDomain.ProcessExit += (_, _) => { }; } }")]
    [InlineData(
        "class Plugins(System.Runtime.Loader.AssemblyLoadContext own) { public void Add() => own.Unloading += async _ => await Task.Yield(); }")]
    [InlineData("class Hook { public void Remove() => AppDomain.CurrentDomain.ProcessExit -= Flush; static void Flush(object? s, EventArgs e) { } }")]
    public Task LibraryOrPlugIn_IsSilent(string source) => Report.IsSilent(source);
}
