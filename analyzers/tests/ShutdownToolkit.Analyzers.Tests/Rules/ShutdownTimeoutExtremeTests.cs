using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ShutdownTimeoutExtremeAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class ShutdownTimeoutExtremeTests
{
    [Theory]
    [InlineData("Timeout.InfiniteTimeSpan", "SIGKILL")]
    [InlineData("TimeSpan.MaxValue", "SIGKILL")]
    [InlineData("TimeSpan.FromMinutes(30)", "00:30:00")]
    [InlineData("TimeSpan.FromHours(1)", "SIGKILL")]
    [InlineData("TimeSpan.Zero", "nothing is drained")]
    [InlineData("TimeSpan.FromMilliseconds(100)", "nothing is drained")]
    [InlineData("default", "nothing is drained")]
    public Task ExtremeConstant_IsReported(string timeout, string message) =>
        Report.Reports(Options($"options.ShutdownTimeout = [|{timeout}|];"), message: message);

    [Fact]
    public Task UseShutdownTimeout_IsReported() => Report.Reports(
        """
        using Microsoft.AspNetCore.Hosting;
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseShutdownTimeout([|TimeSpan.Zero|]);
        builder.Build().Run();
        """);

    [Theory]
    [InlineData("options.ShutdownTimeout = TimeSpan.FromSeconds(5);")]
    [InlineData("options.ShutdownTimeout = TimeSpan.FromSeconds(1);")]
    [InlineData("options.ShutdownTimeout = TimeSpan.FromMinutes(10);")]
    [InlineData("options.ShutdownTimeout = configured;")]
    [InlineData("options.ShutdownTimeout = TimeSpan.FromSeconds(configured.Seconds);")]
    [InlineData("if (env.IsDevelopment()) options.ShutdownTimeout = TimeSpan.Zero;")]
    [InlineData("options.ShutdownTimeout = env.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(20);")]
    [InlineData("options.StartupTimeout = Timeout.InfiniteTimeSpan;")]
    [InlineData("new Other().ShutdownTimeout = TimeSpan.Zero;")]
    public Task SensibleOrUnknown_IsSilent(string body) => Report.IsSilent(Options(body));

    [Fact]
    public Task Tool_IsSilent() => Report.IsSilent(
        Options("options.ShutdownTimeout = TimeSpan.Zero;"), TestProject.Default.With("PackAsTool", "true"));

    private static string Options(string body) =>
        $$"""
        class Other { public TimeSpan ShutdownTimeout { get; set; } }
        class Setup
        {
            void Add(IServiceCollection services, IHostEnvironment env, TimeSpan configured) =>
                services.Configure<HostOptions>(options => { {{body}} });
        }
        """;
}
