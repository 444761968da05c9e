using System.Collections.Immutable;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Tests;

public sealed class HostUseTests
{
    [Theory]
    [InlineData("WebApplication.CreateBuilder(args).Build().Run();", true, true)]
    [InlineData("await Host.CreateDefaultBuilder().RunConsoleAsync();", true, true)]
    [InlineData("var host = new HostBuilder().Build(); await host.StartAsync();", true, false)]
    [InlineData("Run(); static void Run() { }", false, false)]
    [InlineData("await Task.Run(() => { });", false, false)]
    [InlineData("new Thread(() => { }).Start();", false, false)]
    public async Task HostsAndTheirRun_AreTold(string source, bool builds, bool runs)
    {
        var use = await Of(source);

        Assert.Equal((builds, runs), (use.BuildsHost, use.RunsHost));
    }

    [Fact]
    public async Task RunOfALibrary_CountsAsAHost() => Assert.True((await Of("Elsewhere.Application.RunAsync();")).RunsHost);

    [Fact]
    public async Task EveryFile_IsRead()
    {
        var use = await Of("Console.WriteLine();", "class Signals { System.Runtime.InteropServices.PosixSignalRegistration? _term; }");

        Assert.True(use is { RegistersSignals: true, HasStopPath: true, BuildsHost: false });
    }

    [Fact]
    public async Task EventsOfTheProcess_AreTold()
    {
        var use = await Of("Console.CancelKeyPress += null; AppDomain.CurrentDomain.ProcessExit += null;");

        Assert.True(use is { HandlesInterrupt: true, HandlesProcessExit: true, HasStopPath: false });
    }

    private static async Task<HostUse> Of(string source, string other = "")
    {
        var project = TestProject.Default with { Documents = ImmutableDictionary<string, string>.Empty.Add("Other.cs", other) };
        return ProjectNames.HostUse((await project.Create(source).Project.GetCompilationAsync())!, default);
    }
}
