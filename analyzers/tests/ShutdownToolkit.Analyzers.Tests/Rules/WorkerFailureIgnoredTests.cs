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
    [InlineData("catch (Exception e) { Console.WriteLine(e); } finally { [|lifetime.StopApplication()|]; }")]
    [InlineData("catch (Exception e) when (e is not OperationCanceledException) { Log(e); } finally { [|lifetime.StopApplication()|]; }")]
    [InlineData("catch (OperationCanceledException) { } catch (Exception) { } finally { Console.WriteLine(); [|lifetime.StopApplication()|]; }")]
    [InlineData("catch (Exception e) { Console.WriteLine(e); } [|lifetime.StopApplication()|];")]
    [InlineData("catch (Exception e) when (e is not OperationCanceledException and not TaskCanceledException) { } [|lifetime.StopApplication()|];")]
    [InlineData("catch (Exception e) when (!(e is OperationCanceledException)) { } finally { [|lifetime.StopApplication()|]; }")]
    [InlineData("catch (Exception) when (!stop.IsCancellationRequested) { } finally { [|lifetime.StopApplication()|]; }")]
    public Task StopAlsoAfterASwallowedFailure_IsAnInfo(string handlers) =>
        Report.Reports(Worker(handlers), severity: DiagnosticSeverity.Info, message: "also after a failure");

    [Fact]
    public Task StopInAStartedCallback_IsAnInfo() => Report.Reports(
        """
        class Job(IHostApplicationLifetime lifetime, ILogger<Job> logger) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                lifetime.ApplicationStarted.Register(() => Task.Run(async () =>
                {
                    try { await Task.Delay(100); }
                    catch (Exception e) { logger.LogError(e, "failed"); }
                    finally { [|lifetime.StopApplication()|]; }
                }));
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task ExitCodeOfMain_IsSilent() => Report.IsSilent(
        "var host = Host.CreateApplicationBuilder(args).Build(); await host.RunAsync(); return Result.ExitCode; "
            + "static class Result { public static int ExitCode; public static void Fail() => ExitCode = 1; }\n"
            + Worker("catch (Exception e) { Console.WriteLine(e); Result.Fail(); } finally { lifetime.StopApplication(); }"));

    [Theory]
    [InlineData("catch (Exception e) { Console.WriteLine(e); throw; } finally { lifetime.StopApplication(); }")]
    [InlineData("catch (IOException e) { Console.WriteLine(e); } finally { lifetime.StopApplication(); }")]
    [InlineData("catch (Exception e) { _failed = e; } lifetime.StopApplication();")]
    [InlineData("catch (Exception e) { done.TrySetException(e); } finally { lifetime.StopApplication(); }")]
    [InlineData("catch (Exception) { return; } lifetime.StopApplication();")]
    [InlineData("catch (OperationCanceledException) { } finally { lifetime.StopApplication(); }")]
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
        class Worker(IHostApplicationLifetime lifetime, TaskCompletionSource done) : BackgroundService
        {
            private Exception? _failed;

            private static void Log(Exception e) => Console.WriteLine(e);

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                try { await Task.Delay(100, stop); }
                {{handler}}
                _ = lifetime;
            }

            public override string ToString() => $"{done} {_failed}";
        }
        """;
}
