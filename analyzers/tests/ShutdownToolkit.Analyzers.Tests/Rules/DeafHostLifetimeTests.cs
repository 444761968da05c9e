using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.DeafHostLifetimeAnalyzer, ShutdownToolkit.CodeFixes.Rules.DeafHostLifetimeFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.DeafHostLifetimeAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class DeafHostLifetimeTests
{
    private const string Own =
        "class Own : IHostLifetime { public Task WaitForStartAsync(CancellationToken stop) => Task.CompletedTask; public Task "
            + "StopAsync(CancellationToken stop) => Task.CompletedTask; }";

    [Theory]
    [InlineData("[|services.AddSingleton<IHostLifetime, Own>()|];")]
    [InlineData("[|services.AddSingleton<IHostLifetime>(new Own())|];")]
    [InlineData("[|services.AddSingleton<IHostLifetime>(_ => new Own())|];")]
    [InlineData("services.Add([|ServiceDescriptor.Singleton<IHostLifetime, Own>()|]);")]
    [InlineData("[|new Container().RegisterType<Own>().As<IHostLifetime>()|]; class Container { public Container RegisterType<T>() => this; public "
        + "Container As<T>() => this; }")]
    [InlineData("[|services.AddSingleton<IHostLifetime, More>()|]; class More : Own { }")]
    public Task LifetimeWithoutASignal_IsReported(string body) => Report.Reports(
        $"IServiceCollection services = new ServiceCollection(); {body} {Own}", severity: DiagnosticSeverity.Warning, message: "takes the place of "
            + "the lifetime that listens to signals");

    [Theory]
    // The host's own was there before.
    [InlineData("Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.TryAddSingleton<IHostLifetime, "
        + "Own>(services);")]
    [InlineData("services.AddSingleton<IHostLifetime, Own>(); AppDomain.CurrentDomain.ProcessExit += (_, _) => { };")]
    [InlineData("services.AddSingleton<IHostLifetime, Own>(); using var r = System.Runtime.InteropServices.PosixSignalRegistration.Create("
        + "System.Runtime.InteropServices.PosixSignal.SIGTERM, c => c.Cancel = true);")]
    // It passes on what it hears, or may.
    [InlineData("services.AddSingleton<IHostLifetime, Around>(); class Around(IHostLifetime inner) : IHostLifetime { public Task "
        + "WaitForStartAsync(CancellationToken stop) => inner.WaitForStartAsync(stop); public Task StopAsync(CancellationToken stop) => "
        + "inner.StopAsync(stop); }")]
    [InlineData("services.AddSingleton<IHostLifetime, Asks>(); class Asks(IServiceProvider all) : IHostLifetime { public Task "
        + "WaitForStartAsync(CancellationToken stop) => Task.FromResult(all); public Task StopAsync(CancellationToken stop) => "
        + "Task.CompletedTask; }")]
    [InlineData("services.AddSingleton<IHostLifetime, Microsoft.Extensions.Hosting.Internal.ConsoleLifetime>();")]
    [InlineData("services.AddSingleton<Own>();")]
    [InlineData("services.GetHashCode(); var one = new ServiceCollection().BuildServiceProvider().GetRequiredService<IHostLifetime>();")]
    public Task HeardOrNotTheHosts_IsSilent(string body) => Report.IsSilent($"IServiceCollection services = new ServiceCollection(); {body} {Own}");

    [Fact]
    public Task Library_Test_AndTool_AreSilent()
    {
        var source = $"class Start {{ static void Main() => new ServiceCollection().AddSingleton<IHostLifetime, Own>(); }} {Own}";
        return Task.WhenAll(
            Report.IsSilent(source),
            Report.IsSilent(source, TestProject.Executable.With("IsTestProject", "true")),
            Report.IsSilent(source, TestProject.Executable.With("PackAsTool", "true")));
    }

    [Fact]
    public Task ClassThatIsNothingElse_BecomesAHostedService() => Verify.Fixes(
        """
        IServiceCollection services = new ServiceCollection();
        [|services.AddSingleton<IHostLifetime, Own>()|];

        class Own : IHostLifetime // at the start
        {
            public Task WaitForStartAsync(CancellationToken stop) => Task.CompletedTask;
            public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
        }
        """,
        """
        IServiceCollection services = new ServiceCollection();
        services.AddHostedService<Own>();

        class Own : IHostedService // at the start
        {
            public Task StartAsync(CancellationToken stop) => Task.CompletedTask;
            public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
        }
        """);

    [Theory]
    [InlineData("[|services.AddSingleton<IHostLifetime>(new Own())|]; class Own : IHostLifetime {", "")]
    [InlineData("[|services.AddSingleton<IHostLifetime, Own>()|]; class Own : IHostLifetime, IDisposable { public void Dispose() { }", "")]
    [InlineData("[|services.AddSingleton<IHostLifetime, Own>()|]; class Own : IHostLifetime { public Task StartAsync(CancellationToken stop) => "
        + "Task.CompletedTask;", "")]
    [InlineData("[|services.AddSingleton<IHostLifetime, Own>()|]; await new Own().WaitForStartAsync(default); class Own : IHostLifetime {", "")]
    [InlineData("[|services.AddSingleton<IHostLifetime, Own>()|]; class Own : IHostLifetime {",
        "class User(IHostLifetime one) { public object A = one; }")]
    public Task ClassThatOthersMayKnow_IsLeftToTheReader(string start, string end) => Verify.OffersNothing(
        $"IServiceCollection services = new ServiceCollection(); {start} public Task WaitForStartAsync(CancellationToken stop) => "
            + $"Task.CompletedTask; public Task StopAsync(CancellationToken stop) => Task.CompletedTask; }} {end}");
}
