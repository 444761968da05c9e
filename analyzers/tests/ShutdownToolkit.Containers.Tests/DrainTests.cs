namespace ShutdownToolkit.Containers.Tests;

/// <summary>What the code waits at every stop, against what the platform leaves.</summary>
public sealed class DrainTests
{
    private const string Dockerfile = "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n";

    [Theory]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(15));")]
    [InlineData("await Task.Delay(15_000, CancellationToken.None).ConfigureAwait(false);")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(15), stop);")]
    [InlineData("Thread.Sleep(Pause);")]
    [InlineData("Task.Delay(15_000).Wait();")]
    [InlineData("await Drained(stop);")]
    [InlineData("try { await Task.Delay(15_000, stop); } finally { Console.WriteLine(); }")]
    [InlineData("if (_first) { Console.WriteLine(); } await Task.Delay(15_000);")]
    [InlineData("await Task.Delay(6_000); await Task.Delay(9_000);")]
    public async Task StopThatWaitsLongerThanTheGrace_IsToldAtTheWait(string statements)
    {
        var findings = await Stopping(statements).Findings();

        Assert.Equal(["api/Worker.cs", "api/compose.yaml"], findings.Select(static finding => Consumer.Short(finding.Location.GetLineSpan().Path)));
        Assert.Equal(["Warning STOP3001", "Info STOP3001"], findings.Select(static finding => $"{finding.Severity} {finding.Id}"));
        Assert.Contains(
            "10 s of grace left, and the application takes at least 15 s: 5 s short; what the code waits at every stop is 15 s",
            findings[0].GetMessage(), StringComparison.Ordinal);
        Assert.Contains("compose.yaml", string.Concat(findings[0].AdditionalLocations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(9));")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(15), _token);")]
    [InlineData("_ = Task.Delay(15_000);")]
    [InlineData("if (_first) { await Task.Delay(15_000); }")]
    [InlineData("if (_first) { return; } await Task.Delay(15_000);")]
    [InlineData("await Task.WhenAny(Task.Delay(15_000), Task.CompletedTask);")]
    [InlineData("await Task.Delay(_configured);")]
    [InlineData("await _task.WaitAsync(TimeSpan.FromSeconds(15), stop);")]
    [InlineData("Func<Task> later = async () => await Task.Delay(15_000); await Task.CompletedTask;")]
    public async Task StopThatMayEndSooner_SaysNoMoreThanTheDefault(string statements) => Assert.Equal(
        ["api/compose.yaml(4,24): Info STOP3001"], (await Stopping(statements).Findings()).Select(Consumer.Place));

    [Theory]
    [InlineData("builder.Services.AddHostedService<Worker>();", true)]
    [InlineData("builder.Services.AddSingleton<IHostedService, Worker>();", true)]
    [InlineData("builder.Services.AddSingleton<Worker>(); builder.Services.AddHostedService(sp => sp.GetRequiredService<Worker>());", true)]
    [InlineData("builder.Services.AddSingleton<Worker>();", false)]
    [InlineData("if (args.Length > 0) { builder.Services.AddHostedService<Worker>(); }", false)]
    public async Task OnlyRegisteredServices_AreStopped(string registration, bool counts) => Assert.Equal(
        counts,
        (await Stopping("await Task.Delay(15_000);", registration).Findings()).Any(static finding => finding.Location.IsInSource));

    [Theory]
    [InlineData("", 18)]
    [InlineData("builder.Services.Configure<HostOptions>(options => options.ServicesStopConcurrently = true);", 12)]
    public async Task Services_StopOneAfterTheOther(string options, int seconds) => Assert.Contains(
        $"takes at least {seconds} s",
        (await Stopping(
            "await Task.Delay(12_000);",
            $$"""{{options}} builder.Services.AddHostedService<Worker>(); builder.Services.AddHostedService<Other>();""")
            .With(
                "Other.cs",
                """
                internal sealed class Other : IHostedService
                {
                    public Task StartAsync(CancellationToken token) => Task.CompletedTask;

                    public Task StopAsync(CancellationToken token) => Task.Delay(6_000, CancellationToken.None);
                }
                """).Findings())[0].GetMessage(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("app.Lifetime.ApplicationStopping.Register(() => Thread.Sleep(15_000));", true)]
    [InlineData("app.Lifetime.ApplicationStopping.Register(Pause); static void Pause() { Thread.Sleep(TimeSpan.FromSeconds(15)); }", true)]
    [InlineData("app.Lifetime.ApplicationStarted.Register(() => Thread.Sleep(15_000));", false)]
    [InlineData("app.Lifetime.ApplicationStopping.Register(async () => await Task.Delay(15_000));", false)]
    [InlineData("if (app.Environment.IsProduction()) { app.Lifetime.ApplicationStopping.Register(() => Thread.Sleep(15_000)); }", false)]
    public async Task CallbackOfTheStop_Counts(string statement, bool counts) => Assert.Equal(
        counts,
        (await Program($"var app = builder.Build(); {statement} app.Run();").Findings())
            .Any(static finding => finding.Location.IsInSource && finding.GetMessage().Contains("at every stop", StringComparison.Ordinal)));

    /// <summary>A stop that waits less than the grace is measured by the host's timeout, as before.</summary>
    [Fact]
    public async Task WrittenTimeout_StillCounts() => Assert.Contains(
        "HostOptions.ShutdownTimeout is 20 s",
        (await Stopping(
            "await Task.Delay(5_000);",
            "builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));"
                + "builder.Services.AddHostedService<Worker>();").Findings())[0].GetMessage(),
        StringComparison.Ordinal);

    private static Consumer Stopping(string statements, string registration = "builder.Services.AddHostedService<Worker>();") =>
        Program($"{registration} builder.Build().Run();")
            .With(
                "Worker.cs",
                $$"""
                internal sealed class Worker(IConfiguration configuration) : IHostedService
                {
                    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
                    private readonly TimeSpan _configured = configuration.GetValue<TimeSpan>("Pause");
                    private readonly CancellationToken _token = new(true);
                    private readonly Task _task = Task.CompletedTask;
                    private bool _first;

                    public Task StartAsync(CancellationToken start)
                    {
                        _first = true;
                        return _task;
                    }

                    public async Task StopAsync(CancellationToken stop)
                    {
                        await Task.Yield();
                        {{statements}}
                    }

                    private static async Task Drained(CancellationToken stop) => await Task.Delay(15_000, stop);
                }
                """);

    private static Consumer Program(string statements) => new Consumer()
        .With("Program.cs", $"var builder = WebApplication.CreateBuilder(args);\n{statements}\n")
        .With("Dockerfile", Dockerfile)
        .With("compose.yaml", "services:\n  api:\n    build: .\n    stop_grace_period: 10s\n");
}
