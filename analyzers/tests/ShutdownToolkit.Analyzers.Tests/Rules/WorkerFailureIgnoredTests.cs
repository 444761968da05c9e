using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.WorkerFailureIgnoredAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class WorkerFailureIgnoredTests
{
    [Fact]
    public Task IgnoreOption_IsAnInfo() => Report.Reports(
        """
        class Setup
        {
            void Add(IServiceCollection services) =>
                services.Configure<HostOptions>(
                    options => [|options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore|]);
        }
        """, severity: DiagnosticSeverity.Info, message: "StopHost");

    [Theory]
    [InlineData("catch (Exception e) { Console.WriteLine(e); [|lifetime.StopApplication()|]; }")]
    [InlineData("catch (Exception e) when (e is not OperationCanceledException) { [|lifetime.StopApplication()|]; }")]
    [InlineData("catch { [|lifetime.StopApplication()|]; }")]
    [InlineData("catch (OperationCanceledException) { } catch (Exception) { [|lifetime.StopApplication()|]; }")]
    public Task StopOnFailureWithoutExitCode_IsAnInfo(string handler) =>
        Report.Reports(Worker(handler), severity: DiagnosticSeverity.Info, message: "exit code 0");

    [Theory]
    [InlineData("catch (Exception) { Environment.ExitCode = 1; lifetime.StopApplication(); }")]
    [InlineData("catch (Exception) { lifetime.StopApplication(); throw; }")]
    [InlineData("catch (OperationCanceledException) { lifetime.StopApplication(); }")]
    [InlineData("catch (Exception) when (stop.IsCancellationRequested) { lifetime.StopApplication(); }")]
    [InlineData("catch (IOException) { lifetime.StopApplication(); }")]
    [InlineData("catch (Exception e) { Console.WriteLine(e); }")]
    [InlineData("finally { lifetime.StopApplication(); }")]
    public Task FailureIsToldOrNoFailure_IsSilent(string handler) => Report.IsSilent(Worker(handler));

    [Fact]
    public Task StopHostOption_IsSilent() => Report.IsSilent(
        "class S { void M(HostOptions options) => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost; }");

    private static string Worker(string handler) =>
        $$"""
        class Worker(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                try { await Task.Delay(100, stop); }
                {{handler}}
                _ = lifetime;
            }
        }
        """;
}
