using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.QuartzAbandonsJobsAnalyzer, ShutdownToolkit.CodeFixes.Rules.QuartzAbandonsJobsFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.QuartzAbandonsJobsAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class QuartzAbandonsJobsTests
{
    [Theory]
    [InlineData("AddQuartzHostedService()", "AddQuartzHostedService(options => options.WaitForJobsToComplete = true)")]
    [InlineData(
        "AddQuartzHostedService(quartz => { quartz.AwaitApplicationStarted = true; })",
        "AddQuartzHostedService(quartz => { quartz.AwaitApplicationStarted = true; quartz.WaitForJobsToComplete = true; })")]
    public Task HostedService_WaitsForItsJobs(string call, string waits) => Verify.Fixes(
        $"using Quartz; var services = new ServiceCollection(); [|services.{call}|];",
        $"using Quartz; var services = new ServiceCollection(); services.{waits};");

    [Fact]
    public Task ExpressionLambda_BecomesABlock() => Verify.Fixes(
        """
        using Quartz;
        var services = new ServiceCollection();
        [|services.AddQuartzHostedService(quartz => quartz.AwaitApplicationStarted = true)|];
        """,
        """
        using Quartz;
        var services = new ServiceCollection();
        services.AddQuartzHostedService(quartz => { quartz.AwaitApplicationStarted = true; quartz.WaitForJobsToComplete = true; });
        """);

    [Theory]
    [InlineData("Shutdown(token)", "Shutdown(true, token)")]
    [InlineData("Shutdown()", "Shutdown(true)")]
    [InlineData("Shutdown(cancellationToken: token)", "Shutdown(true, cancellationToken: token)")]
    public Task SchedulerInStopAsync_WaitsForItsJobs(string call, string waits) => Verify.Fixes(
        Service($"public Task StopAsync(CancellationToken token) => [|scheduler.{call}|];"),
        Service($"public Task StopAsync(CancellationToken token) => scheduler.{waits};"));

    [Theory]
    [InlineData("services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);")]
    [InlineData("services.AddQuartzHostedService(options => options.WaitForJobsToComplete = false);")]
    [InlineData("services.AddQuartzHostedService(options => Bind(options)); static void Bind(QuartzHostedServiceOptions options) { }")]
    [InlineData("services.AddQuartzHostedService(Setup); static void Setup(QuartzHostedServiceOptions options) { }")]
    [InlineData("services.AddQuartzHostedService(); services.Configure<QuartzHostedServiceOptions>(options => { });")]
    [InlineData("services.AddQuartzHostedService(); var key = \"quartz.scheduler.interruptJobsOnShutdownWithWait\";")]
    [InlineData("services.AddQuartzHostedService(); var set = new { InterruptJobsOnShutdown = true }; _ = set.InterruptJobsOnShutdown;")]
    public Task Registration_ThatDecidesOrMay_IsSilent(string body) =>
        Report.IsSilent($"using Quartz; var services = new ServiceCollection(); {body}");

    [Theory]
    [InlineData("Shutdown(true, token)")]
    [InlineData("Shutdown(waitForJobsToComplete: false, token)")]
    [InlineData("Start(token)")]
    public Task Scheduler_ThatDecides_IsSilent(string call) =>
        Report.IsSilent(Service($"public Task StopAsync(CancellationToken token) => scheduler.{call};"));

    [Fact]
    public Task Dashboard_MayShutDownAtOnce() =>
        Report.IsSilent("using Quartz; class Dashboard(IScheduler scheduler) { public Task Stop() => scheduler.Shutdown(); }");

    private static string Service(string stop) => $$"""
        using Quartz;

        class Jobs(IScheduler scheduler) : IHostedService
        {
            public Task StartAsync(CancellationToken token) => scheduler.Start(token);

            {{stop}}
        }
        """;
}
