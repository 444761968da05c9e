namespace ShutdownToolkit.Containers.Tests;

/// <summary>What the code waits at every stop, against what the platform leaves.</summary>
public sealed class DrainTests
{
    private const string Dockerfile = "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n";

    private const string Other = """
        internal sealed class Other : IHostedService
        {
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            public Task StopAsync(CancellationToken token) => Task.Delay(6_000, CancellationToken.None);
        }
        """;

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
        Assert.Equal(["Warning STOP3007", "Info STOP3007"], findings.Select(static finding => $"{finding.Severity} {finding.Id}"));
        Assert.Contains(
            "10 s of grace left, and the application takes at least 15 s: 5 s short; StopAsync of Worker waits",
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
            .With("Other.cs", Other).Findings())[0].GetMessage(),
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
            .Any(static finding => finding.Location.IsInSource && finding.Id == "STOP3007"));

    /// <summary>Told in the service whose turn it is when the grace is over: the last that was registered stops first.</summary>
    [Fact]
    public async Task StepThatIsCut_IsToldAtItsLine() => Assert.Equal(
        ["api/Worker.cs(18,15): Warning STOP3007", "api/compose.yaml(4,24): Info STOP3007"],
        (await Stopping("await Task.Delay(6_000);",
            "builder.Services.AddHostedService<Worker>(); builder.Services.AddHostedService<Other>();").With("Other.cs", Other).Findings())
            .Select(Consumer.Place));

    /// <summary>A grace that nobody wrote stands at the service that gets it.</summary>
    [Fact]
    public async Task DefaultGrace_HasTheServiceAsAdditionalLocation()
    {
        var findings = await Stopping("await Task.Delay(15_000);", grace: null).Findings();

        Assert.Equal(["api/Worker.cs(18,15): Warning STOP3007", "api/compose.yaml(2,3): Info STOP3007"], findings.Select(Consumer.Place));
        Assert.Contains("compose.yaml", string.Concat(findings[0].AdditionalLocations), StringComparison.Ordinal);
    }

    /// <summary>The host cancels its token at its own timeout, whoever started it.</summary>
    [Theory]
    [InlineData("await Task.Delay(40_000, stop);", "StopAsync of Worker waits 40 s, and the host cancels the token of the stop after 30 s")]
    [InlineData("await Task.Delay(18_000); await Task.Delay(16_000, stop);", "StopAsync of Worker waits 16 s: 34 s, and the host cancels")]
    public async Task StepsLongerThanTheHostsTimeout_AreToldWithoutAPlatform(string statements, string message)
    {
        var findings = await Stopping(statements, grace: "1m").Findings();

        Assert.Equal("Warning STOP3007", Assert.Single(findings, static finding => finding.Location.IsInSource) is { } told
            ? $"{told.Severity} {told.Id}" : "");
        Assert.Contains(message, findings[0].GetMessage(), StringComparison.Ordinal);
        Assert.NotEmpty(findings[0].AdditionalLocations);
    }

    [Theory]
    [InlineData("await Task.Delay(40_000);")]
    [InlineData("await Task.Delay(16_000, stop); await Task.Delay(18_000);")]
    [InlineData("await Task.Delay(29_000, stop);")]
    public async Task StepsThatTheHostDoesNotCut_AreSilentWhereThePlatformLeavesThem(string statements) =>
        Assert.Empty(await Stopping(statements, grace: "1m").Findings());

    /// <summary>A stop that waits less than the grace is measured by the host's timeout, as before.</summary>
    [Fact]
    public async Task WrittenTimeout_StillCounts() => Assert.Contains(
        "HostOptions.ShutdownTimeout is 20 s",
        (await Stopping(
            "await Task.Delay(5_000);",
            "builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));"
                + "builder.Services.AddHostedService<Worker>();").Findings())[0].GetMessage(),
        StringComparison.Ordinal);

    private static Consumer Stopping(
        string statements, string registration = "builder.Services.AddHostedService<Worker>();", string? grace = "10s") =>
        Program($"{registration} builder.Build().Run();", grace)
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

    private static Consumer Program(string statements, string? grace = "10s") => new Consumer()
        .With("Program.cs", $"var builder = WebApplication.CreateBuilder(args);\n{statements}\n")
        .With("Dockerfile", Dockerfile)
        .With("compose.yaml", $"services:\n  api:\n    build: .\n{(grace is null ? "" : $"    stop_grace_period: {grace}\n")}");
}
